"""`import-history`: a workspace's past from a Slack export."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from slackapp.cli.output import progress_bar, show, stop
from slackapp.cli.place import only_workspace, place_for
from slackapp.features.history_import.cli import home_team, import_export
from slackapp.intake.slack_export import NotAnExportError, SlackExport


def import_history(
    file: Path, *, dry: bool, kudos_emoji: Sequence[str] | None, workspace: str | None
) -> None:
    try:
        found = _import(file, dry=dry, kudos_emoji=kudos_emoji, workspace=workspace)
    except NotAnExportError as error:
        stop(str(error))
    show(f"{file.name}{' (dry run: nothing was kept)' if dry else ''}", found)


def _import(
    file: Path, *, dry: bool, kudos_emoji: Sequence[str] | None, workspace: str | None
) -> Mapping[str, object]:
    with SlackExport(file) as export, place_for(dry=dry) as (database, toolbox):
        name = workspace or only_workspace(database) or home_team(export.users) or "T0"
        with progress_bar("Reading") as progress:
            return import_export(toolbox, name, export, kudos_emoji=kudos_emoji, progress=progress)
