"""Report to admins: they see the words, and the first of them decides."""

import pytest

from slackapp.sandbox import Message
from tests.journeys.kudos.town import REASON, Town, by_app, labels, text_of


@pytest.fixture
def reported(town: Town) -> Message:
    """Bo asked the admins to look at what Cy gave."""
    town.give(town.cy)
    town.pick(town.bo, town.post_of(), "Report to admins")
    assert "Shall I show these thanks to the admins (Ada Boss and Ida Boss)?" in town.told(town.bo)
    assert labels(town.whisper(town.bo)) == ["Show them", "Cancel"]
    town.press(town.bo, town.whisper(town.bo), "report_now")
    assert town.told(town.bo) == "Thank you. The admins have it."
    town.until(lambda: town.messages_to(town.ada) and town.messages_to(town.ida))
    return town.messages_to(town.ada)[0]


def test_nothing_is_sent_before_it_is_confirmed(town: Town) -> None:
    town.give(town.cy)
    town.pick(town.bo, town.post_of(), "Report to admins")
    town.press(town.bo, town.whisper(town.bo), "cancel")
    town.rest()
    assert (town.messages_to(town.ada), town.messages_to(town.ida)) == ([], [])


def test_an_admin_sees_the_words_but_not_who_asked_and_removes_them(
    town: Town, reported: Message
) -> None:
    assert text_of(reported) == (
        f"Somebody asks you to look at these thanks:\n*Ana Lopez, from Cy Chen*\n> {REASON}"
    )
    assert labels(reported) == ["Remove them", "Let them stand"]
    town.press(town.ada, reported, "remove_reported")

    town.until(lambda: by_app(town.general) == [])
    assert town.acts() == []
    other = town.messages_to(town.ida)[0]
    for shown in (reported, other):
        town.wait_for(shown, "Removed by Ada Boss.")
        assert (labels(shown), REASON in text_of(shown)) == ([], False)


def test_the_first_decision_stands(town: Town, reported: Message) -> None:
    second = town.messages_to(town.ida)[0]
    buttons = list(second.blocks or [])
    town.press(town.ada, reported, "keep_reported")
    town.wait_for(second, "Ada Boss let them stand.")
    second.blocks = buttons  # an old client still shows them
    town.press(town.ida, second, "remove_reported")
    assert town.told(town.ida) == "Already settled: Ada Boss let them stand."
    assert town.acts() == [("kudos", "U3", "U1")]


def test_who_is_no_admin_any_more_decides_nothing(town: Town, reported: Message) -> None:
    town.ada.change(role="member")
    town.rest()
    town.press(town.ada, reported, "remove_reported")
    assert town.told(town.ada) == "Only admins can do that. Yours: Ida Boss."
    assert town.acts() == [("kudos", "U3", "U1")]


def test_taken_back_meanwhile_there_is_nothing_left_to_decide(
    town: Town, reported: Message
) -> None:
    post = town.post_of()
    town.pick(town.cy, post, "Take back")
    town.wait_for(reported, "They were taken back meanwhile.")
    assert (labels(reported), REASON in text_of(reported)) == ([], False)


def test_two_reports_are_one_message_an_admin(town: Town, reported: Message) -> None:
    post = town.post_of()
    town.pick(town.eva, post, "Report to admins")
    town.press(town.eva, town.whisper(town.eva), "report_now")
    town.rest()
    assert town.messages_to(town.ada) == [reported]
