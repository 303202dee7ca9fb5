"""`migrate`: the database's tables."""

import typer

from slackapp.cli.output import say
from slackapp.cli.place import open_toolbox, out_of_step
from slackapp.database.alembic_runs import differences


def migrate(*, check: bool) -> None:
    """To check is to look: what is missing or behind stays so."""
    with open_toolbox(tables="any" if check else "migrated") as (database, _):
        needed = out_of_step(database)
        if not needed:
            with database.engine.connect() as connection:
                behind = differences(connection)
            needed = f"{len(behind)} differences: run slackapp migrate" if behind else ""
    say(needed or "The tables are in step.")
    raise typer.Exit(1 if needed else 0)
