"""INSERT … ON CONFLICT on both databases: a unique key stops repeats, not a look first."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from slackapp.database.base import Base

Row = Mapping[str, Any]


def insert_new(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert the rows whose unique keys are not there yet; leave the others as they are."""
    if rows:
        session.execute(_insert(session, model).on_conflict_do_nothing(), list(rows))


def insert_or_update(
    session: Session, model: type[Base], rows: Sequence[Row], *, update: Sequence[str]
) -> None:
    """Insert the rows; where the primary key is there, overwrite the named columns."""
    if not rows:
        return
    statement = _insert(session, model)
    statement = statement.on_conflict_do_update(
        index_elements=list(_table(model).primary_key.columns),
        set_={name: statement.excluded[name] for name in update},
    )
    session.execute(statement, list(rows))


def _insert(session: Session, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(_table(model))
    return sqlite.insert(_table(model))


def _table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]
