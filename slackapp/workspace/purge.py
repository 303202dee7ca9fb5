"""Everything of a workspace deleted, whatever tables there are, a little at a time."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

import structlog
from sqlalchemy import ColumnElement, Table, delete, func, select, tuple_

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.workspace.installation_store import begin_purge
from slackapp.workspace.models import InstallationRow, WorkspaceRow

ROWS_AT_ONCE = 500
# Said of whether there is something to delete, so they go last, and together.
_LAST = (InstallationRow.__tablename__, WorkspaceRow.__tablename__)

P = ParamSpec("P")
R = TypeVar("R")
Deletes = Callable[[Transaction, Table], int]

log = structlog.get_logger(__name__)


class Runs(Protocol):
    """A transaction for each call, as the toolbox has them."""

    def __call__(
        self,
        use_case: Callable[Concatenate[Transaction, P], R],
        workspace_id: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R: ...


def purge(run: Runs, workspace_id: str) -> int:
    """How many rows; 0 where it is installed. May be stopped at any time and begun again."""
    if not run(begin_purge, workspace_id):
        return 0
    deleted = _empty_all(run, workspace_id, _delete_some)
    run(_delete_last, workspace_id)
    deleted += _empty_all(run, workspace_id, _delete_orphans)
    log.warning("installation.purged", workspace=workspace_id, rows=deleted)
    return deleted


def count_rows(tx: Transaction) -> int:
    """All there would be to delete."""
    counts = (
        select(func.count()).select_from(each).where(each.c.workspace_id == tx.workspace_id)
        for each in _tables()
    )
    return sum(tx.session.scalar(count) or 0 for count in counts)


def _tables() -> list[Table]:
    tables = reversed(Base.metadata.sorted_tables)
    return [one for one in tables if one.name not in _LAST and "workspace_id" in one.c]


def _empty_all(run: Runs, workspace_id: str, deleting: Deletes) -> int:
    """Until there is nothing: what was under way as it began may have written since."""
    deleted = 0
    while found := sum(_empty(run, workspace_id, table, deleting) for table in _tables()):
        deleted += found
    return deleted


def _empty(run: Runs, workspace_id: str, table: Table, deleting: Deletes) -> int:
    deleted = 0
    while found := run(deleting, workspace_id, table):
        deleted += found
    return deleted


def _delete_some(tx: Transaction, table: Table, *where: ColumnElement[bool]) -> int:
    key, mine = list(table.primary_key.columns), table.c.workspace_id == tx.workspace_id
    some = select(*key).where(mine).limit(ROWS_AT_ONCE)
    deleted = tx.session.execute(
        delete(table).where(mine, tuple_(*key).in_(some), *where).returning(table.c.workspace_id)
    )
    return len(deleted.all())


def _delete_orphans(tx: Transaction, table: Table) -> int:
    """In one statement with the question whether it is installed anew: then they are its own."""
    anew = select(WorkspaceRow.id).where(WorkspaceRow.id == tx.workspace_id).exists()
    return _delete_some(tx, table, ~anew)


def _delete_last(tx: Transaction) -> None:
    mine = InstallationRow.workspace_id == tx.workspace_id
    tx.session.execute(delete(InstallationRow).where(mine))
    tx.session.execute(delete(WorkspaceRow).where(WorkspaceRow.id == tx.workspace_id))
