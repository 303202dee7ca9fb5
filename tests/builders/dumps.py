"""All that a database holds of one workspace."""

from sqlalchemy import select

from slackapp.database.base import Base
from slackapp.database.engines import Database

Dump = dict[str, list[str]]

# The app's own work for every workspace, when it likes: what came in, and what is derived.
_HOUSEKEEPING = {"giver_week", "giver_year", "inbox_event", "job", "ledger_basis"}


def dump(database: Database, workspace_id: str) -> Dump:
    """Every row of every table as text; without jobs, inbox and scores, empty tables left out."""
    found: Dump = {}
    with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            if "workspace_id" in table.c and table.name not in _HOUSEKEEPING:
                rows = session.execute(select(table).where(table.c.workspace_id == workspace_id))
                found[table.name] = sorted(str(tuple(row)) for row in rows)
    return {name: rows for name, rows in found.items() if rows}
