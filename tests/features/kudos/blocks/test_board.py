"""The room's part of the board, held to Slack's limits."""

from hypothesis import given

from slackapp.features.kudos.blocks import board
from slackapp.features.kudos.rules.board import Quote
from tests.features.kudos.blocks.fit import (
    HOSTILE,
    NAMES,
    assert_calls_nobody,
    assert_fit_for_slack,
)
from tests.features.kudos.builders import REASON

QUOTE = Quote(reason=REASON, receivers=("Ana", "Bo"), giver="Cy")


def test_the_board_s_part_names_everybody_and_pings_nobody() -> None:
    values = (("craft", 14), ("patience", 9))
    section, context = board.said_this_week([QUOTE]), board.most_thanked_for(values)

    assert section["text"]["text"] == f'*Said this week*\n> "{REASON}" Ana and Bo, from Cy'
    assert context["elements"][0]["text"] == "Most thanked for: craft 14, patience 9"
    assert board.said_this_week_text([QUOTE]) == f'Said this week\n"{REASON}" Ana and Bo, from Cy'
    assert board.most_thanked_for_text(values) == "Most thanked for: craft 14, patience 9"
    assert_fit_for_slack([section, context])


@given(names=NAMES, reason=HOSTILE)
def test_hostile_names_and_words_call_nobody_and_stay_in_slack_s_limits(
    names: tuple[str, ...], reason: str
) -> None:
    quote = Quote(reason=reason[:300], receivers=names, giver=names[0])
    shown = [board.said_this_week((quote,) * 3)]

    assert_fit_for_slack(shown)
    assert_calls_nobody(shown)
