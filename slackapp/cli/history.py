"""`import-history`: a workspace's past from a Slack export."""

from pathlib import Path
from typing import Annotated

import typer

from slackapp.cli.options import EmojiOption, WorkspaceOption, names
from slackapp.cli.output import progress_bar, show
from slackapp.cli.place import only_workspace, place_for
from slackapp.features.history_import.cli import home_team, import_export
from slackapp.intake.slack_export import SlackExport


def import_history(
    file: Annotated[Path, typer.Argument(help="A standard Slack export (zip).")],
    *,
    dry: Annotated[
        bool, typer.Option("--dry-run", help="Say what it holds; keep nothing.")
    ] = False,
    kudos_emoji: EmojiOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Read a workspace's past from a Slack export; it may be stopped and started again."""
    emoji = names(kudos_emoji)
    with SlackExport(file) as export, place_for(dry=dry) as (database, toolbox):
        name = workspace or only_workspace(database) or home_team(export.users) or "T0"
        with progress_bar("Reading") as progress:
            found = import_export(toolbox, name, export, kudos_emoji=emoji, progress=progress)
    show(f"{file.name}{' (dry run: nothing was kept)' if dry else ''}", found)
