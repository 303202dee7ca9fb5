"""The channels of a workspace: who may know what happens there, and whether the app is in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, delete, func, select, update

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new, insert_or_update
from slackapp.vocabulary.people import Channel
from slackapp.workspace.lookup import NotKnownYet
from slackapp.workspace.models import ChannelRow
from slackapp.workspace.records import ChannelKind, ChannelRecord

__all__ = [
    "ChannelRecord",
    "add_channel",
    "channel_by_id",
    "count_channels_with_app",
    "find_channel",
    "find_channels",
    "is_external",
    "move_channel",
    "save_channels",
    "set_app_membership",
    "set_archived",
    "set_external",
    "set_kind",
    "set_name",
]

_COLUMNS = tuple(field.name for field in fields(ChannelRecord) if field.name != "channel_id")


def channel_by_id(tx: Transaction, channel_id: str) -> Channel:
    channel = find_channel(tx, channel_id)
    if channel is None:
        raise NotKnownYet([channel_id])
    return channel


def find_channel(tx: Transaction, channel_id: str) -> Channel | None:
    return find_channels(tx, [channel_id]).get(channel_id)


def find_channels(tx: Transaction, channel_ids: Collection[str]) -> dict[str, Channel]:
    """Those of the channels that we know; each is looked up once a transaction."""
    wanted, met = set(channel_ids), _met(tx)
    if unmet := wanted - met.keys():
        met.update(dict.fromkeys(unmet))
        met.update((row.channel_id, _channel(row)) for row in _rows_by_id(tx, unmet))
    return {one: found for one in wanted if (found := met[one]) is not None}


def count_channels_with_app(tx: Transaction) -> int:
    """Where the app is a member; archived ones left out."""
    query = select(func.count()).where(
        ChannelRow.workspace_id == tx.workspace_id,
        ChannelRow.app_is_member,
        ~ChannelRow.archived,
    )
    return tx.session.scalar(query) or 0


def is_external(tx: Transaction, channel_id: str) -> bool:
    """Whether people of other companies read along."""
    query = select(ChannelRow.external).where(*_is(tx, channel_id))
    return tx.session.scalar(query) is True


def save_channels(tx: Transaction, records: Sequence[ChannelRecord]) -> None:
    """Insert the channels or overwrite what we knew of them."""
    _forget(tx)
    latest = {record.channel_id: record for record in records}
    insert_or_update(tx.session, ChannelRow, _rows(tx, [*latest.values()]), update=_COLUMNS)


def add_channel(tx: Transaction, record: ChannelRecord) -> None:
    """Insert a channel we do not know; what we know of it stays."""
    _forget(tx)
    insert_new(tx.session, ChannelRow, _rows(tx, [record]))


def move_channel(tx: Transaction, *, old_id: str, new_id: str) -> None:
    """Slack gave a channel another id; where we met the new one already, that one wins."""
    if find_channel(tx, new_id) is None:
        _change(tx, old_id, {"channel_id": new_id})
    else:
        _forget(tx)
        tx.session.execute(delete(ChannelRow).where(*_is(tx, old_id)))


def set_app_membership(tx: Transaction, channel_id: str, *, member: bool, at: int) -> None:
    """As of `at` (microseconds), unless later news is known; in one moment it left, it is out."""
    known_at = ChannelRow.app_membership_at
    is_news = known_at < at if member else known_at <= at
    _change(tx, channel_id, {"app_is_member": member, "app_membership_at": at}, is_news)


def set_archived(tx: Transaction, channel_id: str, *, archived: bool) -> None:
    _change(tx, channel_id, {"archived": archived})


def set_external(tx: Transaction, channel_id: str, *, external: bool) -> None:
    _change(tx, channel_id, {"external": external})


def set_kind(tx: Transaction, channel_id: str, *, kind: ChannelKind) -> None:
    _change(tx, channel_id, {"kind": kind})


def set_name(tx: Transaction, channel_id: str, *, name: str) -> None:
    _change(tx, channel_id, {"name": name})


def _met(tx: Transaction) -> dict[str, Channel | None]:
    """What was looked up in this transaction."""
    return cast("dict[str, Channel | None]", tx.memo.setdefault(ChannelRow, {}))


def _forget(tx: Transaction) -> None:
    tx.memo.pop(ChannelRow, None)


def _rows_by_id(tx: Transaction, channel_ids: Collection[str]) -> Iterable[Row[*tuple[Any, ...]]]:
    columns = (ChannelRow.channel_id, ChannelRow.name, ChannelRow.kind)
    query = select(*columns, ChannelRow.external, ChannelRow.app_is_member)
    return tx.session.execute(
        query.where(
            ChannelRow.workspace_id == tx.workspace_id, ChannelRow.channel_id.in_(channel_ids)
        )
    )


def _channel(row: Row[*tuple[Any, ...]]) -> Channel:
    return Channel(
        channel_id=row.channel_id,
        name=row.name,
        audience="public" if row.kind == "public" and not row.external else "private",
        app_is_member=row.app_is_member,
    )


def _change(
    tx: Transaction,
    channel_id: str,
    columns: Mapping[str, object],
    *conditions: ColumnElement[bool],
) -> None:
    _forget(tx)
    change = update(ChannelRow).where(*_is(tx, channel_id), *conditions)
    tx.session.execute(change.values(columns))


def _is(tx: Transaction, channel_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return ChannelRow.workspace_id == tx.workspace_id, ChannelRow.channel_id == channel_id


def _rows(tx: Transaction, records: Sequence[ChannelRecord]) -> list[dict[str, object]]:
    return [{"workspace_id": tx.workspace_id, **asdict(record)} for record in records]
