"""`slackapp workspaces …` and `slackapp keys …`: every word with its options."""

from typing import Annotated

import typer

workspaces_cli = typer.Typer(help="Where the app is installed.", no_args_is_help=True)
keys_cli = typer.Typer(help="What tokens are encrypted with.", no_args_is_help=True)

DryOption = Annotated[bool, typer.Option("--dry-run", help="Show it; change nothing.")]


@workspaces_cli.command("list")
def list_workspaces() -> None:
    """List workspaces: how they stand, since when, and which scopes they lack."""
    from slackapp.cli import workspaces

    workspaces.list_workspaces()


@workspaces_cli.command()
def remove(
    workspace: Annotated[str, typer.Argument(metavar="T…", help="Slack's team id.")],
    *,
    now: Annotated[
        bool, typer.Option("--now", help="Delete its data at once, not after 30 days.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry: DryOption = False,
) -> None:
    """End a workspace: nothing is read or posted there, its data goes in 30 days."""
    from slackapp.cli import workspaces

    workspaces.remove(workspace, now=now, yes=yes, dry=dry)


@keys_cli.command()
def new() -> None:
    """Print a new key for TOKEN_KEYS."""
    from slackapp.cli import keys

    keys.new()


@keys_cli.command()
def rotate(*, dry: DryOption = False) -> None:
    """Encrypt every token with the first of TOKEN_KEYS; it may be stopped and begun again."""
    from slackapp.cli import keys

    keys.rotate(dry=dry)
