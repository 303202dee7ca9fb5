"""A table's rows that name somebody: as JSON for themselves, or taken out of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, String, Table, cast, delete, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.workspace.people import people_by_key

Row = dict[str, object]


def rows_naming(
    tx: Transaction,
    model: type[Base],
    person: int,
    *,
    by: Sequence[str] = (),
    lists: Sequence[str] = (),
    others: Collection[str] = (),
) -> list[Row]:
    """Rows with the person in one of the columns `by`, or in one of these JSON `lists`.

    In all of these and in `others`, people are told by their Slack ids instead of our keys.
    """
    table = Base.metadata.tables[model.__tablename__]
    query = select(table).where(
        table.c.workspace_id == tx.workspace_id, _names(table, person, by, lists)
    )
    rows = [dict(row._mapping) for row in tx.session.execute(query)]  # noqa: SLF001  a Row's own
    named = {*by, *lists, *others}
    ids = _slack_ids(tx, rows, named)
    return [
        {
            name: _told(value, ids if name in named else {})
            for name, value in row.items()
            if name != "workspace_id"
        }
        for row in rows
    ]


def delete_naming(tx: Transaction, model: type[Base], person: int, *, by: Sequence[str]) -> None:
    """Of this workspace; rows of others that only mention the person elsewhere stay."""
    table = Base.metadata.tables[model.__tablename__]
    tx.session.execute(
        delete(table).where(
            table.c.workspace_id == tx.workspace_id, or_(*(table.c[name] == person for name in by))
        )
    )


def lists_person(
    column: ColumnElement[Any] | InstrumentedAttribute[Any], person: int
) -> ColumnElement[bool]:
    """Whether JSON holds our key, wherever in it: a number of 62 random bits is nothing else."""
    return cast(column, String).contains(str(person))


def _names(
    table: Table, person: int, by: Iterable[str], lists: Iterable[str]
) -> ColumnElement[bool]:
    return or_(
        *(table.c[name] == person for name in by),
        *(lists_person(table.c[name], person) for name in lists),
    )


def _slack_ids(tx: Transaction, rows: Iterable[Row], named: Collection[str]) -> dict[int, str]:
    keys = {key for row in rows for name in named for key in _keys_in(row[name])}
    return {key: person.slack_id for key, person in people_by_key(tx, keys).items()}


def _keys_in(value: object) -> Iterable[int]:
    if isinstance(value, bool):
        return
    if isinstance(value, int):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _keys_in(inner)


def _told(value: object, ids: Mapping[int, str]) -> object:
    """As JSON has it."""
    if isinstance(value, int) and not isinstance(value, bool) and value in ids:
        return ids[value]
    if isinstance(value, list):
        return [_told(inner, ids) for inner in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bytes):
        return value.hex()
    return value
