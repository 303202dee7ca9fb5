"""`migrate`: the database's tables."""

import typer

from slackapp.cli.output import say
from slackapp.cli.place import open_toolbox
from slackapp.database.alembic_runs import differences


def migrate(*, check: bool) -> None:
    with open_toolbox(migrated=not check) as (database, _), database.engine.connect() as connection:
        behind = differences(connection)
    say(f"{len(behind)} differences: run slackapp migrate" if behind else "The tables are in step.")
    raise typer.Exit(1 if behind else 0)
