"""`leaderboard --png`: the board's chart as a file; needs Pillow."""

from pathlib import Path

from slackapp.catalogue import FEATURES
from slackapp.cli.ledger import last_finished_week
from slackapp.cli.output import say, stop
from slackapp.cli.place import choose_workspace, open_toolbox
from slackapp.features.leaderboard.blocks.picture import draw_png
from slackapp.features.leaderboard.use_cases.composing import board_offers
from slackapp.features.leaderboard.use_cases.showing import preview_week
from slackapp.vocabulary.weeks import Week


def write_chart(file: Path, *, week: Week | None, text: bool, workspace: str | None) -> None:
    with open_toolbox() as (database, toolbox):
        name = choose_workspace(database, workspace)
        chosen = week or last_finished_week(toolbox, name)
        offers = board_offers(FEATURES)
        shown = toolbox.run(preview_week, name, week=chosen, offers=offers)
    if text:
        say(shown.drawing.text if shown.drawing else f"Nothing happened in {chosen}.")
    if not shown.trend:
        stop("No chart: it takes two weeks with three questions and somebody who helped.")
    try:
        file.write_bytes(draw_png(shown.trend))
    except OSError as error:
        stop(f"{file} cannot be written: {error.strerror}.")
