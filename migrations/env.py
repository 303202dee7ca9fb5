"""Alembic's entry: runs the migrations on the connection it is given."""

from pkgutil import walk_packages
from typing import Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

import slackapp
from slackapp.database.base import Base

for module in walk_packages(slackapp.__path__, "slackapp."):
    if module.name.endswith(".models"):
        __import__(module.name)


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """DBOS keeps its own tables beside ours."""
    return kind != "table" or name in Base.metadata.tables


def plainly(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our column types as what the database sees: a migration outlives its code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    include_name=is_ours,
    render_item=plainly,
)
with context.begin_transaction():
    context.run_migrations()
