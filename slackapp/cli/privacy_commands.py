"""What may be asked about one person, with its options."""

from typing import Annotated

import typer

privacy_cli = typer.Typer()

Workspace = Annotated[str, typer.Argument(metavar="T…", help="Slack's team id.")]
Person = Annotated[str, typer.Argument(metavar="U…", help="Slack's id of the person.")]


@privacy_cli.command()
def export_person(workspace: Workspace, person: Person) -> None:
    """Write all that is kept about somebody to stdout, as JSON."""
    from slackapp.cli import privacy

    privacy.export_person(workspace, person)


@privacy_cli.command()
def forget(
    workspace: Workspace,
    person: Person,
    *,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Nothing is kept from now on either.")
    ] = False,
    dry: Annotated[
        bool, typer.Option("--dry-run", help="Say what is kept; change nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove somebody's name, texts and links for good; team totals stay."""
    from slackapp.cli import privacy

    privacy.forget(workspace, person, leave_out=leave_out, dry=dry, yes=yes)


@privacy_cli.command()
def move_person(
    workspace: Workspace,
    old: Annotated[str, typer.Argument(metavar="U…", help="The id they had.")],
    new: Annotated[str, typer.Argument(metavar="W…", help="The id they have now.")],
) -> None:
    """Follow an id that Slack changed, as when a workspace joins an organisation."""
    from slackapp.cli import privacy

    privacy.move_person(workspace, old, new)
