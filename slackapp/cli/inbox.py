"""`inbox list|retry`: events that some part of the app could not read."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from slackapp.cli.output import say
from slackapp.cli.place import open_toolbox
from slackapp.intake import store as inbox

inbox_cli = typer.Typer(
    help="Events that some part of the app could not read.", no_args_is_help=True
)


@inbox_cli.command("list")
def list_dead() -> None:
    """List the events a room gave up on, with the reason."""
    with open_toolbox() as (database, _), database.reading() as session:
        dead, waiting = inbox.list_dead(session), inbox.count_by_state(session)
    table = Table("workspace", "event", "room", "reason")
    for row in dead:
        table.add_row(row.workspace_id, row.event_id, row.room, row.reason)
    if dead:
        Console().print(table)
    amounts = ", ".join(f"{amount} {state}" for state, amount in sorted(waiting.items()))
    say(f"{len(dead)} dead letters; waiting: {amounts or 'nothing'}.")


@inbox_cli.command("retry")
def retry_dead(
    events: Annotated[list[str] | None, typer.Argument(help="Event ids; all without any.")] = None,
) -> None:
    """Give dead letters another five tries by the running app."""
    with open_toolbox() as (database, toolbox), database.writing() as session:
        count = inbox.retry_dead(session, toolbox.clock.now(), events or None)
    say(f"{count} will be tried again.")
