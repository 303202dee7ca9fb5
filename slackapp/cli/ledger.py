"""`leaderboard`, `export` and `ledger`: what was given."""

import sys
from collections.abc import Sequence
from decimal import Decimal

import typer

from slackapp.catalogue import FEATURES
from slackapp.cli.output import progress_bar, say, stop, table
from slackapp.cli.place import choose_workspace, open_toolbox
from slackapp.database.transaction import Transaction
from slackapp.features.leaderboard.use_cases.composing import board_offers
from slackapp.features.leaderboard.use_cases.posting import post_week
from slackapp.features.leaderboard.use_cases.showing import preview_week
from slackapp.ledger import giver_weeks
from slackapp.ledger.export import (
    ExportRow,
    NamedRow,
    export_rows,
    to_csv,
    to_jsonl,
    with_names,
)
from slackapp.ledger.giver_years import rebuild_year
from slackapp.ledger.history import current_basis
from slackapp.ledger.preview import PreviewRow, preview_score
from slackapp.ledger.score_settings import ScoreSettings
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.workspaces import workspace_zone


def show_leaderboard(*, week: Week | None, post: bool, workspace: str | None) -> None:
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        chosen = week or last_finished_week(toolbox, name)
        offers = board_offers(FEATURES)
        if post:
            posted = toolbox.run(post_week, name, week=chosen, offers=offers)
            say(posted.text or f"Not posted: {posted.reason}.")
            return
        shown = toolbox.run(preview_week, name, week=chosen, offers=offers)
        say(shown.drawing.text if shown.drawing else f"Nothing happened in {chosen}.")


def last_finished_week(toolbox: AppToolbox, workspace_id: str) -> Week:
    zone = toolbox.read(workspace_zone, workspace_id)
    return Week.of(toolbox.clock.now(), zone).previous()


def export(*, as_csv: bool, named: bool, workspace: str | None) -> None:
    """No names unless asked for."""

    def write(tx: Transaction) -> None:
        rows = with_names(tx, export_rows(tx)) if named else export_rows(tx)
        row_type = NamedRow if named else ExportRow
        sys.stdout.writelines(to_csv(rows, row_type) if as_csv else to_jsonl(rows))

    with open_toolbox() as (database, toolbox):
        toolbox.read(write, choose_workspace(database, workspace))


def rebuild(*, check: bool, workspace: str | None) -> None:
    """Week by week, each in a transaction of its own, so that `serve` goes on beside it."""
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        if check and not toolbox.read(giver_weeks.basis_holds, name):
            say("No stored week is in use: all are computed when they are read.")
            return
        differing = _rebuild_weeks(toolbox, name, check=check)
    for week, people in differing.items():
        say(f"{week}: {people}")
    many = sum(differing.values())
    say(f"{many} stored scores {'differ' if check else 'were put right'}.")
    raise typer.Exit(1 if check and many else 0)


def _rebuild_weeks(toolbox: AppToolbox, name: str, *, check: bool) -> dict[Week | int, int]:
    """Of how many people each week and year differs; begun again where the zone changes."""
    basis = toolbox.read(current_basis, name)
    weeks, differing = toolbox.read(giver_weeks.list_weeks, name), dict[Week | int, int]()
    ask = toolbox.read if check else toolbox.run  # who only looks keeps nobody from writing SQLite
    with progress_bar("Weeks") as told:
        for done, week in enumerate(weeks, start=1):
            found = ask(giver_weeks.rebuild_week, name, week=week, check=check)
            if found:
                differing[week] = len(found)
            told(done, len(weeks))
    for year in sorted({week.year for week in weeks}):
        if in_year := ask(rebuild_year, name, year=year, check=check):
            differing[year] = len(in_year)
    if check or toolbox.run(giver_weeks.settle_basis, name, basis):
        return differing
    return _rebuild_weeks(toolbox, name, check=check)


def preview(changes: Sequence[str], *, workspace: str | None) -> None:
    values = dict(map(_change, changes))
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        shown = toolbox.read(preview_score, name, values)
    table(
        f"{shown.week} as it stands, and with {', '.join(changes)}",
        ("who", "now", "then"),
        [(row.name or "(no name)", *_moved(row)) for row in shown.rows],
    )
    say(f"Nothing is changed. Set now, it would hold from {shown.from_week} on.")


def _moved(row: PreviewRow) -> tuple[str, str]:
    sign = "" if row.now == row.then else " ▲" if row.then > row.now else " ▼"
    return number(row.now), number(row.then) + sign


def _change(typed: str) -> tuple[str, str | None]:
    """`score.kudos=2` as name and value."""
    name, _, value = typed.partition("=")
    room, _, field = name.partition(".")
    if room != ScoreSettings.name or not field:
        stop(f"{typed} is no change of the score like score.kudos=2.")
    return field, value or None


def number(points: Decimal) -> str:
    """As a plain decimal of at most three digits: "1.5", "10"."""
    return f"{points:.3f}".rstrip("0").rstrip(".")
