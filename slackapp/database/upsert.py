"""INSERT … ON CONFLICT on both databases: a unique key stops repeats, not a look first."""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from slackapp.database.base import Base
from slackapp.database.write_behind import hold

Row = Mapping[str, Any]


def insert_new(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert the rows whose unique keys are not there yet; leave the others as they are."""
    if rows:
        _send(session, new_rows(model, session.get_bind().dialect.name), rows)


def insert_or_update(
    session: Session, model: type[Base], rows: Sequence[Row], *, update: Sequence[str]
) -> None:
    """Insert the rows; where the primary key is there, overwrite the named columns."""
    if rows:
        _send(session, _rows_over(model, session.get_bind().dialect.name, tuple(update)), rows)


@cache  # made once: making it takes longer than running it
def new_rows(model: type[Base], dialect: str) -> Insert:
    """The INSERT that leaves rows alone whose unique keys are there."""
    statement: Insert = _insert(model, dialect).on_conflict_do_nothing()
    return statement


@cache  # same
def _rows_over(model: type[Base], dialect: str, update: tuple[str, ...]) -> Insert:
    statement = _insert(model, dialect)
    updating: Insert = statement.on_conflict_do_update(
        index_elements=list(_table(model).primary_key.columns),
        set_={name: statement.excluded[name] for name in update},
    )
    return updating


def _send(session: Session, statement: Insert, rows: Sequence[Row]) -> None:
    """With others of the same columns; all rows of a call have the same."""
    kind = (statement, tuple(rows[0]))
    hold(session, statement.table.name, kind, partial(session.execute, statement), rows)


def _insert(model: type[Base], dialect: str) -> postgresql.Insert | sqlite.Insert:
    if dialect == "postgresql":
        return postgresql.insert(_table(model))
    return sqlite.insert(_table(model))


def _table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]
