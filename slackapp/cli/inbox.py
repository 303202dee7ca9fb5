"""`inbox list|retry`: events that some part of the app could not read."""

from rich.console import Console
from rich.table import Table

from slackapp.cli.output import say
from slackapp.cli.place import open_toolbox
from slackapp.intake import store as inbox


def list_dead() -> None:
    with open_toolbox() as (database, _), database.reading() as session:
        dead, waiting = inbox.list_dead(session), inbox.count_by_state(session)
    table = Table("workspace", "event", "room", "reason")
    for row in dead:
        table.add_row(row.workspace_id, row.event_id, row.room, row.reason)
    if dead:
        Console().print(table)
    amounts = ", ".join(f"{amount} {state}" for state, amount in sorted(waiting.items()))
    say(f"{len(dead)} dead letters; waiting: {amounts or 'nothing'}.")


def retry_dead(events: list[str] | None) -> None:
    """All of them, where none is named."""
    with open_toolbox() as (database, toolbox), database.writing() as session:
        count = inbox.retry_dead(session, toolbox.clock.now(), events)
    say(f"{count} will be tried again.")
