"""`/we thanks`, held to Slack's limits."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from slackapp.features.kudos.blocks.received import no_year, received
from slackapp.features.kudos.rules.shown import Received, ReceivedLine
from tests.features.kudos.blocks.fit import (
    HOSTILE,
    VALUES,
    assert_calls_nobody,
    assert_fit_for_slack,
)
from tests.features.kudos.builders import REASON

LINE = ReceivedLine(
    giver="Cy", reason=REASON, values=("craft",), at=datetime(2026, 11, 8, tzinfo=UTC), alone=True
)
YEAR = Received(year=2026, times=7, people=2, lines=(LINE,), more=3, hidden=1)


def test_a_year_in_one_line_then_the_words() -> None:
    shown = received(YEAR)
    head, line, rest = shown["blocks"]

    assert shown["response_type"] == "ephemeral"
    assert head["text"]["text"] == "*You were thanked 7 times in 2026, by 2 people*"
    assert line["text"]["text"] == f"> {REASON} #craft\nCy, 8 Nov (only to you)"
    assert rest["elements"][0]["text"] == (
        "and 3 more with words · 1 in private channels, where the words stay"
    )


def test_an_empty_year_suggests_a_first_step() -> None:
    empty = Received(year=2026, times=0, people=0, lines=(), more=0, hidden=0)

    assert received(empty)["text"].startswith("Nothing yet in 2026. A first step:")


def test_what_is_no_year_is_shown_in_part() -> None:
    assert len(no_year("x" * 9000)["text"]) < 250
    assert "&lt;!here&gt;" in no_year("<!here>")["text"]


@given(name=HOSTILE, reason=HOSTILE, values=VALUES, count=st.integers(1, 20))
def test_hostile_names_and_words_call_nobody_and_stay_in_slack_s_limits(
    name: str, reason: str, values: tuple[str, ...], count: int
) -> None:
    line = ReceivedLine(giver=name, reason=reason, values=values, at=LINE.at, alone=False)
    year = Received(year=2026, times=99, people=9, lines=(line,) * count, more=0, hidden=0)
    shown = received(year)

    assert_fit_for_slack(shown["blocks"])
    assert_calls_nobody(shown["text"], shown["blocks"])
    lines = len([block for block in shown["blocks"] if block["type"] == "section"]) - 1
    told = shown["blocks"][-1]["elements"][0]["text"] if lines < count else ""
    assert lines == count or told.startswith(f"and {count - lines} more")
