"""An invented board, for who has none yet."""

from collections.abc import Sequence
from decimal import Decimal

from slackapp.features.leaderboard.blocks.board import draw_board
from slackapp.features.leaderboard.rules.figures import ANSWERED, THANKED, Figure, Goal
from slackapp.features.leaderboard.rules.periods import Wanted, week_period
from slackapp.features.leaderboard.rules.ranking import Giver, Line, Ranking
from slackapp.features.leaderboard.rules.shown import Block, Board
from slackapp.vocabulary.weeks import Week
from slackapp.vocabulary.words import _, ngettext


def sample_board() -> Sequence[Block]:
    board = Board(
        wanted=Wanted(period=week_period(Week.named("2026-W01"))),
        finished=True,
        figures=_figures(),
        ranking=_ranking(),
        cause=_("nobody waits a day for help"),
        goal=Goal(ANSWERED, 90),
    )
    return draw_board(board, "form").blocks


def _figures() -> list[Figure]:
    thanked = ngettext("person who helped was thanked", "people who helped were thanked", 13)
    answered = ngettext("question answered", "questions answered", 14)
    gave = ngettext("person gave", "people gave", 29)
    return [
        Figure(
            name=THANKED, count=11, of=13, before=8, of_before=12, words=thanked, kind="headline"
        ),
        Figure(name=ANSWERED, count=12, of=14, before=10, of_before=14, words=answered),
        Figure(name="givers", count=29, before=25, words=gave),
    ]


def _ranking() -> Ranking:
    people = (
        (_("Bo"), 16, {"answer": 4, "promotion": 2}),
        (_("Cy"), 9, {"answer": 2, "kudos": 3}),
        (_("Eva"), 7, {"link": 3, "kudos": 1}),
    )
    givers = [
        Giver(key=key, name=name, score=Decimal(score), deeds=deeds)
        for key, (name, score, deeds) in enumerate(people, start=1)
    ]
    return Ranking(lines=tuple(Line((giver,)) for giver in givers))
