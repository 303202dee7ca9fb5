"""The channels of a workspace: who may know what happens there, and whether the app is in."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields

from sqlalchemy import ColumnElement, delete, select, update

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
    "find_channel",
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
    row = tx.session.execute(
        select(
            ChannelRow.name, ChannelRow.kind, ChannelRow.external, ChannelRow.app_is_member
        ).where(*_is(tx, channel_id))
    ).one_or_none()
    if row is None:
        return None
    return Channel(
        channel_id=channel_id,
        name=row.name,
        audience="public" if row.kind == "public" and not row.external else "private",
        app_is_member=row.app_is_member,
    )


def save_channels(tx: Transaction, records: Sequence[ChannelRecord]) -> None:
    """Insert the channels or overwrite what we knew of them."""
    latest = {record.channel_id: record for record in records}
    insert_or_update(tx.session, ChannelRow, _rows(tx, [*latest.values()]), update=_COLUMNS)


def add_channel(tx: Transaction, record: ChannelRecord) -> None:
    """Insert a channel we do not know; what we know of it stays."""
    insert_new(tx.session, ChannelRow, _rows(tx, [record]))


def move_channel(tx: Transaction, *, old_id: str, new_id: str) -> None:
    """Slack gave a channel another id; where we met the new one already, that one wins."""
    if find_channel(tx, new_id) is None:
        _change(tx, old_id, {"channel_id": new_id})
    else:
        tx.session.execute(delete(ChannelRow).where(*_is(tx, old_id)))


def set_app_membership(tx: Transaction, channel_id: str, *, member: bool) -> None:
    _change(tx, channel_id, {"app_is_member": member})


def set_archived(tx: Transaction, channel_id: str, *, archived: bool) -> None:
    _change(tx, channel_id, {"archived": archived})


def set_external(tx: Transaction, channel_id: str, *, external: bool) -> None:
    _change(tx, channel_id, {"external": external})


def set_kind(tx: Transaction, channel_id: str, *, kind: ChannelKind) -> None:
    _change(tx, channel_id, {"kind": kind})


def set_name(tx: Transaction, channel_id: str, *, name: str) -> None:
    _change(tx, channel_id, {"name": name})


def _change(tx: Transaction, channel_id: str, columns: Mapping[str, object]) -> None:
    tx.session.execute(update(ChannelRow).where(*_is(tx, channel_id)).values(columns))


def _is(tx: Transaction, channel_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return ChannelRow.workspace_id == tx.workspace_id, ChannelRow.channel_id == channel_id


def _rows(tx: Transaction, records: Sequence[ChannelRecord]) -> list[dict[str, object]]:
    return [{"workspace_id": tx.workspace_id, **asdict(record)} for record in records]
