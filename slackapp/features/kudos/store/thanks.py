"""Queries on what people were thanked for."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select, true, update

from slackapp.database.json_lists import each_in
from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.features.kudos.models import KudosRow
from slackapp.features.kudos.rules.thanks import Thanks
from slackapp.workspace.people import keys_left_out

_COLUMNS = tuple(field.name for field in fields(Thanks) if field.name != "values")


def add_thanks(tx: Transaction, thanks: Sequence[Thanks]) -> None:
    rows = [{"workspace_id": tx.workspace_id, **asdict(one)} for one in thanks]
    insert_new(tx.session, KudosRow, rows)


def replace_thanks(tx: Transaction, source: str, thanks: Sequence[Thanks]) -> None:
    """The source says exactly this from now on."""
    tx.session.execute(delete(KudosRow).where(*_is(tx, source)))
    add_thanks(tx, thanks)


def list_thanks(tx: Transaction, source: str) -> list[Thanks]:
    """All of a source, taken back or not, in the giver's order."""
    return _read(tx, select(KudosRow).where(*_is(tx, source)).order_by(KudosRow.place))


def list_public_thanks(
    tx: Transaction, begin: int, end: int, *, newest: int | None = None
) -> list[Thanks]:
    """What stands of [begin, end) and may be shown to everybody, newest first."""
    query = _standing(tx, begin, end).where(KudosRow.audience == "public")
    query = query.order_by(KudosRow.at.desc(), KudosRow.source, KudosRow.place)
    return _read(tx, query.limit(newest))


def count_public_values(tx: Transaction, begin: int, end: int) -> list[tuple[str, str, int]]:
    """Value, channel, and how many people were thanked there in public for it in [begin, end)."""
    each, value = each_in(tx.session, KudosRow.values)
    query = (
        select(value, KudosRow.channel_id, func.count())
        .select_from(KudosRow)
        .join(each, true())
        .where(*_stands(tx, begin, end), KudosRow.audience == "public")
        .where(KudosRow.giver.not_in(keys_left_out(tx)))
        .where(KudosRow.receiver.not_in(keys_left_out(tx)))
        .group_by(value, KudosRow.channel_id)
    )
    return [(value, channel_id, count) for value, channel_id, count in tx.session.execute(query)]


def list_received(tx: Transaction, receiver: int, begin: int, end: int) -> list[Thanks]:
    """What stands of [begin, end) for one person, newest first."""
    query = _standing(tx, begin, end).where(KudosRow.receiver == receiver)
    return _read(tx, query.order_by(KudosRow.at.desc(), KudosRow.source))


def take_back_thanks(tx: Transaction, source: str) -> None:
    """Mark them and forget their words; the rows stay so that a repeated command gives nothing."""
    taken_back: dict[str, Any] = {"taken_back": True, "reason": "", "values": []}
    tx.session.execute(update(KudosRow).where(*_is(tx, source)).values(taken_back))


def _standing(tx: Transaction, begin: int, end: int) -> Select[KudosRow]:
    return select(KudosRow).where(*_stands(tx, begin, end))


def _stands(tx: Transaction, begin: int, end: int) -> list[ColumnElement[bool]]:
    return [
        KudosRow.workspace_id == tx.workspace_id,
        KudosRow.at >= begin,
        KudosRow.at < end,
        KudosRow.taken_back.is_(False),
    ]


def _read(tx: Transaction, query: Select[KudosRow]) -> list[Thanks]:
    return [
        _thanks(row) for row in tx.session.scalars(query.execution_options(populate_existing=True))
    ]


def _thanks(row: KudosRow) -> Thanks:
    columns = {name: getattr(row, name) for name in _COLUMNS}
    return Thanks(**columns, values=tuple(row.values))


def _is(tx: Transaction, source: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return KudosRow.workspace_id == tx.workspace_id, KudosRow.source == source
