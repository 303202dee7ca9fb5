"""What becomes of all that was kept of a channel when it is closed, opened or gets another id.

Every table says by its columns what it keeps of channels, so this is written once for all rooms.
"""

import json
import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Row, String, Table, cast, delete, or_, select
from sqlalchemy import update as update_rows
from sqlalchemy.exc import IntegrityError

from slackapp.database.audience import CLOSED, PUBLIC
from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.intake.slack_ids import is_id
from slackapp.ledger import audiences
from slackapp.workspace.models import ChannelRow

_OPENS_OR_CLOSES = {"channel_convert_to_private", "channel_shared", "channel_unshared"}
_LEDGER = "act_turn"  # its weeks have to be counted anew, too
# Of no channel, or moved by whoever keeps it; an inbox holds what Slack sent as it came.
_NOT_MOVED = {"channel", "inbox_event", "inbox_failure", "workspace", "person", "installation"}


def follow(tx: Transaction, event: Mapping[str, Any]) -> None:
    """After the directory learned from the event."""
    channel, old, new = map(event.get, ("channel", "old_channel_id", "new_channel_id"))
    if event.get("type") == "channel_id_changed" and is_id(old) and is_id(new):
        move_references(tx, old, new)
        follow_audience(tx, new)
    elif _OPENS_OR_CLOSES & {event.get("type"), event.get("subtype")} and is_id(channel):
        follow_audience(tx, channel)


def follow_audience(tx: Transaction, channel_id: str | None = None) -> None:
    """Of this channel, or of all: what anybody may see by now counts, what not does not."""
    closed, opened = _channels(tx, channel_id)
    _change_audience(tx, closed, was=PUBLIC, is_=CLOSED)
    _change_audience(tx, opened, was=CLOSED, is_=PUBLIC)


def move_references(tx: Transaction, old_id: str, new_id: str) -> None:
    """Every mention of the channel in every table, in keys made of its id and in lists."""
    if old_id == new_id:
        return
    name = re.compile(rf"(?<![A-Za-z0-9]){re.escape(old_id)}(?![A-Za-z0-9])")
    for table in _tables():
        if table.name not in _NOT_MOVED:
            _move_in(tx, table, name, old_id, new_id)


def _channels(tx: Transaction, channel_id: str | None) -> tuple[list[str], list[str]]:
    query = select(ChannelRow.channel_id, ChannelRow.kind, ChannelRow.external)
    query = query.where(ChannelRow.workspace_id == tx.workspace_id)
    if channel_id is not None:
        query = query.where(ChannelRow.channel_id == channel_id)
    closed: list[str] = []
    opened: list[str] = []
    for found, kind, external in tx.session.execute(query):
        (opened if kind == "public" and not external else closed).append(found)
    return closed, opened


def _change_audience(tx: Transaction, channels: Collection[str], *, was: str, is_: str) -> None:
    if not channels:
        return
    audiences.change_audience(tx, channels, was=was, is_=is_)
    for table in _tables():
        if {"audience", "channel_id"} <= set(table.c.keys()) and table.name != _LEDGER:
            mine = (table.c.workspace_id == tx.workspace_id, table.c.channel_id.in_(channels))
            change = update_rows(table).where(*mine, table.c.audience == was)
            tx.session.execute(change.values(audience=is_))


def _move_in(
    tx: Transaction, table: Table, name: re.Pattern[str], old_id: str, new_id: str
) -> None:
    columns = [one for one in table.c if isinstance(one.type, String | JSON)]
    mentioned = or_(*(cast(one, String).contains(old_id, autoescape=True) for one in columns))
    query = select(table).where(table.c.workspace_id == tx.workspace_id, mentioned)
    for row in tx.session.execute(query).all():
        moved = {
            one.key: value
            for one in columns
            if (value := _renamed(getattr(row, one.key), name, new_id)) != getattr(row, one.key)
        }
        if moved:
            _move_row(tx, table, row, moved)


def _renamed(value: object, name: re.Pattern[str], new_id: str) -> object:
    if isinstance(value, str):
        return name.sub(new_id, value)
    return None if value is None else json.loads(name.sub(new_id, json.dumps(value)))


def _move_row(tx: Transaction, table: Table, row: Row[Any], moved: Mapping[str, object]) -> None:
    """What is there under the new id already is newer."""
    mine = _its_key(tx, table, row)
    try:
        with tx.session.begin_nested():
            tx.session.execute(update_rows(table).where(*mine).values(dict(moved)))
    except IntegrityError:
        tx.session.execute(delete(table).where(*mine))


def _its_key(tx: Transaction, table: Table, row: Row[Any]) -> list[ColumnElement[bool]]:
    others: list[Column[Any]] = [one for one in table.primary_key if one.key != "workspace_id"]
    return [table.c.workspace_id == tx.workspace_id] + [
        one == getattr(row, one.key) for one in others
    ]


@cache
def _tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if "workspace_id" in table.c]
