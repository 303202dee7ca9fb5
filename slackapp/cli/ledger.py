"""`leaderboard`, `export` and `ledger`: what was given."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from slackapp.catalogue import FEATURES
from slackapp.cli.options import WeekOption, WorkspaceOption
from slackapp.cli.output import say
from slackapp.cli.place import choose_workspace, open_toolbox
from slackapp.features.leaderboard import use_cases as leaderboard_room
from slackapp.ledger import giver_weeks
from slackapp.ledger.export import export_rows, to_csv, to_jsonl
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.workspaces import workspace_zone

ledger_cli = typer.Typer(help="Acts of giving and their scores.", no_args_is_help=True)


class ExportFormat(StrEnum):
    """How rows are written."""

    JSONL = "jsonl"
    CSV = "csv"


def leaderboard(
    *,
    week: WeekOption = None,
    post: Annotated[
        bool, typer.Option("--post", help="Post it, once, by the running app.")
    ] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Show a week's board as text (the last finished week's unless told otherwise)."""
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        zone = toolbox.read(workspace_zone, name)
        chosen = week or Week.of(toolbox.clock.now(), zone).previous()
        offers = leaderboard_room.board_offers(FEATURES)
        if post:
            posted = toolbox.run(leaderboard_room.post_week, name, week=chosen, offers=offers)
            say(posted.text or f"Not posted: {posted.reason}.")
            return
        shown = toolbox.run(leaderboard_room.preview_week, name, week=chosen, offers=offers)
        say(shown.drawing.text if shown.drawing else f"Nothing happened in {chosen}.")


def export(
    *,
    form: Annotated[ExportFormat, typer.Option("--format")] = ExportFormat.JSONL,
    workspace: WorkspaceOption = None,
) -> None:
    """Write the ledger to stdout, a row a turn."""
    with open_toolbox() as (database, toolbox):
        write = to_jsonl if form is ExportFormat.JSONL else to_csv
        name = choose_workspace(database, workspace)
        toolbox.read(lambda tx: sys.stdout.writelines(write(export_rows(tx))), name)


@ledger_cli.command()
def rebuild(
    *,
    check: Annotated[bool, typer.Option("--check", help="Only say what differs.")] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Recompute every week's scores from the acts of giving."""
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        differences = toolbox.run(giver_weeks.rebuild, name, check=check)
    say(f"{len(differences)} stored weeks {'differ' if check else 'were put right'}.")
    raise typer.Exit(1 if check and differences else 0)


@ledger_cli.callback()
def _ledger() -> None:
    """One word today, more to come: keep `ledger` a group."""
