"""Who helped three times is asked once, ever, whether they may be asked; no answer is a no."""

from datetime import timedelta
from functools import partial

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.questions.listeners.preferences import PREFERENCES
from slackapp.features.questions.store import people
from slackapp.features.questions.use_cases.consent import OFFER, Helping, find_helping
from slackapp.features.questions.use_cases.finding import choose_helping
from slackapp.vocabulary.refusals import Refusal
from tests.builders.databases import transaction
from tests.features.questions.builders import (
    ANSWER,
    NOON,
    QUESTION,
    hear,
    known,
    message,
    reaction,
)
from tests.features.questions.nudging import (
    found,
    labels,
    names,
    nudge,
    press,
    send,
    text,
    undo,
    wanted,
)

LATER = NOON + timedelta(hours=2)
DAY = 24 * 60


def help_with(
    tx: Transaction, *minutes: float, channel: str = "C2", imported: bool = False
) -> None:
    """Ana's questions of these minutes are answered by Bo, and she accepts."""
    said = partial(message, tx, channel=channel, imported=imported)
    for minute in minutes:
        hear(
            tx,
            said(QUESTION, minute=minute),
            said(ANSWER, by="UBO", minute=minute + 1, to=minute),
            reaction(tx, on=minute + 1, minute=minute + 2, channel=channel),
        )


def test_after_three_accepted_answers_and_not_before(workspace: Database) -> None:
    with transaction(workspace) as tx:
        help_with(tx, -60, -50)
    assert found(workspace, OFFER, LATER) == []
    with transaction(workspace) as tx:
        help_with(tx, -40)
    with transaction(workspace, now=LATER) as tx:
        [want] = wanted(tx, OFFER)
        assert (names(tx, want), want.channel_id) == (["Bo"], "C2")
        said = OFFER.ask(tx, nudge(want))
        assert labels(said) == ["Once a week", "Up to 3", "No"]
        assert text(said).startswith("You've helped 3 times here, last with ")
        assert "Ana" not in text(said)


def test_older_answers_than_ninety_days_do_not_count(workspace: Database) -> None:
    with transaction(workspace) as tx:
        help_with(tx, -91 * DAY, -20, -10)
    assert found(workspace, OFFER, LATER) == []


def test_answers_in_private_do_not_count(workspace: Database) -> None:
    with transaction(workspace) as tx:
        help_with(tx, -60, -50, -40, channel="G1")
    assert found(workspace, OFFER, LATER) == []


def test_imported_answers_do_not_count(workspace: Database) -> None:
    with transaction(workspace) as tx:
        help_with(tx, -60, -50)
        help_with(tx, -40, imported=True)
    assert found(workspace, OFFER, LATER) == []


def test_a_day_after_the_last_one_nobody_is_looked_for(workspace: Database) -> None:
    with transaction(workspace) as tx:
        help_with(tx, -60, -50, -40)
    assert len(found(workspace, OFFER, NOON + timedelta(hours=23))) == 1
    assert found(workspace, OFFER, NOON + timedelta(hours=25)) == []


@pytest.mark.parametrize("times", [0, 1])
def test_who_has_said_yes_or_no_is_not_asked(workspace: Database, times: int) -> None:
    with transaction(workspace, now=LATER) as tx:
        help_with(tx, -60, -50, -40)
        [want] = wanted(tx, OFFER)
        choose_helping(tx, person_id="UBO", times_a_week=times)
        assert wanted(tx, OFFER) == []
        assert OFFER.ask(tx, nudge(want)) is None


def test_it_is_asked_once_and_no_answer_is_a_no(workspace: Database) -> None:
    with transaction(workspace, now=LATER) as tx:
        help_with(tx, -60, -50, -40)
        [want] = wanted(tx, OFFER)
        send(tx, OFFER, nudge(want))
        assert wanted(tx, OFFER) == []
        assert people.list_willing(tx) == set()
        assert OFFER.ask(tx, nudge(want)) is not None  # its buttons still work


@pytest.mark.parametrize(("value", "said"), [("1", "at most once"), ("3", "at most 3 times")])
def test_a_yes_says_what_it_means_and_is_undone(workspace: Database, value: str, said: str) -> None:
    with transaction(workspace, now=LATER) as tx:
        help_with(tx, -60, -50, -40)
        [want] = wanted(tx, OFFER)
        send(tx, OFFER, nudge(want))
        for _again in range(2):
            done = press(tx, OFFER, nudge(want), "UBO", value)
        assert said in done.markup
        assert people.list_willing(tx) == {known(tx, "UBO").key}
        undo(tx, OFFER, nudge(want), "UBO", value)
        assert people.list_willing(tx) == set()
        assert OFFER.ask(tx, nudge(want)) is not None  # who slipped may press another
        assert wanted(tx, OFFER) == []  # and is not asked anew


def test_a_no_is_heard_and_somebody_else_may_not_answer(workspace: Database) -> None:
    with transaction(workspace, now=LATER) as tx:
        help_with(tx, -60, -50, -40)
        [want] = wanted(tx, OFFER)
        with pytest.raises(Refusal, match="somebody else"):
            press(tx, OFFER, nudge(want), "UCY", "1")
        press(tx, OFFER, nudge(want), "UBO", "0")
        assert people.list_willing(tx) == set()
        assert OFFER.ask(tx, nudge(want)) is None


def test_the_preferences_show_and_keep_times_and_topics(workspace: Database) -> None:
    times, topics = PREFERENCES
    assert (times.name, topics.name) == ("questions.times", "questions.topics")
    with transaction(workspace) as tx:
        bo = known(tx, "UBO").key
        assert times.draw(tx, bo)["element"]["initial_option"]["value"] == "0"
        times.save(tx, bo, {"type": "static_select", "selected_option": {"value": "3"}})
        topics.save(tx, bo, {"type": "plain_text_input", "value": " vpn,, travel costs ,"})
        assert find_helping(tx, bo) == Helping(times_a_week=3, topics="vpn, travel costs")
        times.save(tx, bo, {"type": "static_select", "selected_option": {"value": "1"}})
        assert find_helping(tx, bo) == Helping(times_a_week=1, topics="vpn, travel costs")
        assert times.draw(tx, bo)["element"]["initial_option"]["value"] == "1"
        assert topics.draw(tx, bo)["element"]["initial_value"] == "vpn, travel costs"
        topics.save(tx, bo, {"type": "plain_text_input", "value": None})
        assert find_helping(tx, bo).topics == ""


def test_who_saved_the_form_for_something_else_is_still_asked(workspace: Database) -> None:
    times, topics = PREFERENCES
    with transaction(workspace, now=LATER) as tx:
        help_with(tx, -60, -50, -40)
        bo = known(tx, "UBO").key
        times.save(tx, bo, {"type": "static_select", "selected_option": {"value": "0"}})
        topics.save(tx, bo, {"type": "plain_text_input", "value": None})
        assert [names(tx, want) for want in wanted(tx, OFFER)] == [["Bo"]]


def test_naming_topics_alone_is_no_yes(workspace: Database) -> None:
    _times, topics = PREFERENCES
    with transaction(workspace) as tx:
        bo = known(tx, "UBO").key
        topics.save(tx, bo, {"type": "plain_text_input", "value": "vpn"})
        assert people.list_willing(tx) == set()


def test_too_many_topics_and_a_form_without_a_choice_are_refused(workspace: Database) -> None:
    times, topics = PREFERENCES
    with transaction(workspace) as tx:
        bo = known(tx, "UBO").key
        with pytest.raises(Refusal, match="300 letters"):
            topics.save(tx, bo, {"value": "x" * 301})
        with pytest.raises(Refusal):
            times.save(tx, bo, {"selected_option": None})
