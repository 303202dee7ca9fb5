"""`leaderboard`, `export` and `ledger`: what was given."""

import sys

import typer

from slackapp.catalogue import FEATURES
from slackapp.cli.output import say
from slackapp.cli.place import choose_workspace, open_toolbox
from slackapp.features.leaderboard import use_cases as leaderboard_room
from slackapp.ledger import giver_weeks
from slackapp.ledger.export import export_rows, to_csv, to_jsonl
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.workspaces import workspace_zone


def show_leaderboard(*, week: Week | None, post: bool, workspace: str | None) -> None:
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


def export(*, as_csv: bool, workspace: str | None) -> None:
    with open_toolbox() as (database, toolbox):
        write = to_csv if as_csv else to_jsonl
        name = choose_workspace(database, workspace)
        toolbox.read(lambda tx: sys.stdout.writelines(write(export_rows(tx))), name)


def rebuild(*, check: bool, workspace: str | None) -> None:
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        differences = toolbox.run(giver_weeks.rebuild, name, check=check)
    say(f"{len(differences)} stored weeks {'differ' if check else 'were put right'}.")
    raise typer.Exit(1 if check and differences else 0)
