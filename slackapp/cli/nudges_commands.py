"""`slackapp nudges …`: every word with its options."""

from typing import Annotated

import typer

from slackapp.cli.options import WorkspaceOption

nudges_cli = typer.Typer(
    help="What people are asked for: why or why not, what waits, what it led to.",
    no_args_is_help=True,
)


@nudges_cli.command()
def explain(
    *,
    person: Annotated[str | None, typer.Option(help="Slack's user id (U…).")] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind: did_it_help, …")] = None,
    since: Annotated[int, typer.Option(help="So many days back.", min=1, max=180)] = 7,
    workspace: WorkspaceOption = None,
) -> None:
    """List decisions, newest first: who was asked, or not, and for which reason. Ids only."""
    from slackapp.cli import nudges

    nudges.explain(workspace=workspace, person=person, kind=kind, days=since)


@nudges_cli.command("list")
def list_waiting(workspace: WorkspaceOption = None) -> None:
    """List nudges that wait, and for what."""
    from slackapp.cli import nudges

    nudges.show_waiting(workspace)


@nudges_cli.command()
def stats(workspace: WorkspaceOption = None) -> None:
    """Count, a kind each, how many were sent in four weeks and led to their act within a day."""
    from slackapp.cli import nudges

    nudges.show_stats(workspace)
