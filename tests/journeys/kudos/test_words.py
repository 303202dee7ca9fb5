"""What `/we` says about kudos."""

from datetime import UTC, datetime

import pytest

from slackapp.sandbox import Ephemeral
from tests.journeys.kudos.town import REASON, Town, labels, text_of


def _we(town: Town, words: str, *, by: str = "U1") -> str:
    town.later(seconds=1)
    shown = town.workspace.people[by].command("/we", words, channel=town.general).shown
    return text_of(shown) if isinstance(shown, Ephemeral) else ""


def test_we_alone_offers_a_form_that_gives(town: Town) -> None:
    menu = town.cy.command("/we", "", channel=town.general).shown
    assert menu is not None
    assert "Give kudos" in labels(menu)
    assert "Type `/we help` for all words." in text_of(menu)
    town.later(seconds=1)
    town.cy.click(menu, "we.word.kudos")
    town.cy.submit({"who": ["U1"], "what": REASON})
    town.post_of()
    assert town.acts() == [("kudos", "U3", "U1")]


def test_thanks_tell_what_somebody_was_thanked_for_this_year(town: Town) -> None:
    assert "Nothing yet in 2026." in _we(town, "thanks")
    town.give(town.cy, f"@ana.lopez for {REASON} #craft")
    town.give(town.bo, "@ana.lopez for the quiet word in private", channel=town.quiet)
    town.type(town.cy, "")
    town.cy.submit({"who": ["U1"], "what": "what only you should read", "where": "receivers"})
    post = town.post_of()
    town.press(town.eva, post, "join")

    shown = _we(town, "thanks").splitlines()
    assert shown[0] == "*You were thanked 4 times in 2026, by 3 people*"
    assert f"> {REASON} #craft" in shown
    assert "> what only you should read" in shown
    assert "Cy Chen, 18 Nov (only to you)" in shown
    assert "quiet word" not in "\n".join(shown)
    assert shown[-1] == "1 in private channels, where the words stay"
    assert "Nothing yet in 2025" in _we(town, "thanks 2025")


def test_a_year_is_the_workspace_s_calendar_year(town: Town) -> None:
    town.journey.clock.set(datetime(2025, 6, 1, tzinfo=UTC))
    town.give(town.cy)
    town.journey.clock.set(datetime(2026, 11, 18, 13, tzinfo=UTC))
    assert "thanked once in 2025, by one person" in _we(town, "thanks 2025")
    assert "Nothing yet in 2026" in _we(town, "thanks")


@pytest.mark.parametrize("words", ["kudos", "thanks"])
def test_both_words_thank_whom_they_name(town: Town, words: str) -> None:
    assert _we(town, f"{words} @bo.berg for {REASON}") == "Bo Berg will see it."
    assert town.acts() == [("kudos", "U1", "U2")]


def test_a_slip_of_the_hand_is_met_with_what_was_meant(town: Town) -> None:
    assert "Did you mean `/we thanks`?" in _we(town, "thansk")
    assert "'soon' isn't a year" in _we(town, "thanks soon")


def test_past_five_a_week_thanks_still_arrive(town: Town) -> None:
    people = ("ana.lopez", "bo.berg", "eva.ek", "flo.fay", "ada.boss", "ida.boss")
    said = [text_of(town.give(town.cy, f"@{each} for {REASON}")) for each in people]
    assert said[:5] == [
        f"{name} will see it." for name in ("Ana Lopez", "Bo Berg", "Eva Ek", "Flo Fay", "Ada Boss")
    ]
    assert said[5] == "Sent. Past 5 a week thanks still arrive, they just don't count."
    town.until(lambda: len(town.journey.posts()) == 6)


def test_guests_give_and_are_thanked_without_a_score(town: Town) -> None:
    gus = town.workspace.people["U9"]
    town.give(gus)
    town.give(town.cy, f"@gus.guest for {REASON}")
    assert town.journey.live_kudos() == [("U3", "U9", "1"), ("U9", "U1", "0")]
