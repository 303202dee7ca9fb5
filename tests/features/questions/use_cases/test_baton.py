"""People who said yes are asked about an open question, one after the other, three at most."""

from datetime import datetime, timedelta

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.questions.use_cases.baton import OFFER
from slackapp.features.questions.use_cases.consent import choose_topics
from slackapp.features.questions.use_cases.finding import choose_helping
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.channels import ChannelRecord, save_channels
from tests.builders.databases import transaction
from tests.builders.statements import sent_to
from tests.features.questions.builders import (
    ANSWER,
    NOON,
    QUESTION,
    hear,
    known,
    message,
    question_at,
)
from tests.features.questions.nudging import (
    at,
    found,
    labels,
    names,
    nudge,
    press,
    send,
    text,
    undo,
    value,
    wanted,
)

LIKE_IT = "How to renew the VPN certificate?"
HELPERS = ("UBO", "UCY", "UDI")
ASKED = 60.0  # minutes after noon; four working hours later is FIRST
FIRST = at(18, 17)
THURSDAY = at(19, 10)


def helped_before(tx: Transaction, *people: str) -> None:
    """Each answered Gus's question of long before, and said yes to being asked once a week."""
    hear(tx, message(tx, QUESTION, by="UGUS", minute=-3000))
    for place, person in enumerate(people):
        hear(tx, message(tx, ANSWER, by=person, minute=-2999 + place, to=-3000))
        choose_helping(tx, person_id=person, times_a_week=1)


def ask(tx: Transaction, *, minute: float = ASKED, by: str = "UANA", channel: str = "C2") -> str:
    hear(tx, message(tx, LIKE_IT, by=by, minute=minute, channel=channel))
    return question_at(tx, minute, channel=channel).question.question_id


def open_question(database: Database, *people: str) -> str:
    with transaction(database) as tx:
        helped_before(tx, *people)
        return ask(tx)


def turn(database: Database, now: datetime) -> NudgeWanted:
    [want] = found(database, OFFER, now)
    return want


def asked_of(want: NudgeWanted, tx: Transaction, person: str) -> Nudge:
    return nudge(want, known(tx, person).key)


def test_after_four_working_hours_who_fits_is_asked_with_a_place(workspace: Database) -> None:
    question_id = open_question(workspace, *HELPERS)
    assert found(workspace, OFFER, FIRST - timedelta(seconds=1)) == []
    want = turn(workspace, FIRST)
    assert want.subject == f"{question_id}#1"
    assert (want.not_before, want.until) == (FIRST, at(25, 13))
    with transaction(workspace) as tx:
        assert sorted(names(tx, want)) == ["Bo", "Cy", "Di"]


def test_nobody_is_asked_who_did_not_say_yes_and_nobody_who_asked(workspace: Database) -> None:
    with transaction(workspace) as tx:
        helped_before(tx, "UBO", "UCY")
        choose_helping(tx, person_id="UCY", times_a_week=0)
        choose_topics(tx, known(tx, "UBO").key, "vpn")
        ask(tx, by="UBO")
    assert found(workspace, OFFER, FIRST) == []


def test_the_question_says_where_it_is_and_never_who_asked(workspace: Database) -> None:
    open_question(workspace, "UBO")
    with transaction(workspace, now=FIRST) as tx:
        [want] = wanted(tx, OFFER)
        said = OFFER.ask(tx, nudge(want))
        assert labels(said) == ["I'll take it", "Not now", "Not my topic"]
        assert "#it" in text(said)
        assert "Ana" not in text(said)


@pytest.mark.parametrize("state", ["answered", "taken", "withdrawn", "private"])
def test_what_does_not_wait_is_asked_of_nobody(workspace: Database, state: str) -> None:
    with transaction(workspace) as tx:
        helped_before(tx, "UBO")
        question_id = ask(tx, channel="G1" if state == "private" else "C2")
    with transaction(workspace, now=FIRST) as tx:
        if state == "private":
            assert wanted(tx, OFFER) == []
            return
        [want] = wanted(tx, OFFER)
        if state == "answered":
            hear(tx, message(tx, ANSWER, by="UDI", minute=100, to=ASKED))
        if state == "withdrawn":
            hear(tx, message(tx, "", minute=ASKED, edited=100, deleted=True))
        if state == "taken":
            press(tx, OFFER, asked_of(want, tx, "UBO"), "UBO", "take")
        assert wanted(tx, OFFER) == []
        assert OFFER.ask(tx, nudge(want)) is None
        assert question_at(tx, ASKED).question.question_id == question_id


def test_imported_questions_are_asked_of_nobody(workspace: Database) -> None:
    with transaction(workspace) as tx:
        helped_before(tx, "UBO")
        hear(tx, message(tx, LIKE_IT, minute=ASKED, imported=True))
    assert found(workspace, OFFER, FIRST) == []


def test_a_channel_that_became_private_is_told_to_nobody(workspace: Database) -> None:
    open_question(workspace, "UBO")
    with transaction(workspace, now=FIRST) as tx:
        [want] = wanted(tx, OFFER)
        save_channels(
            tx, [ChannelRecord(channel_id="C2", name="it", kind="private", app_is_member=True)]
        )
        assert wanted(tx, OFFER) == []
        assert OFFER.ask(tx, nudge(want)) is None


def test_the_baton_moves_on_after_four_hours_and_ends_after_three(workspace: Database) -> None:
    question_id = open_question(workspace, *HELPERS, "UGUS")
    order = []
    now = at(19, 9)
    for place in (1, 2, 3):
        with transaction(workspace, now=now) as tx:
            [want] = wanted(tx, OFFER)
            assert want.subject == f"{question_id}#{place}"
            order.append(names(tx, want)[0])
            send(tx, OFFER, nudge(want))
            assert wanted(tx, OFFER) == []
        assert found(workspace, OFFER, now + timedelta(hours=3, minutes=59)) == []
        now += timedelta(hours=4) if place % 2 else timedelta(hours=20)
    assert sorted(order) == ["Bo", "Cy", "Di"]
    assert found(workspace, OFFER, now) == []


def test_a_no_passes_it_on_at_once_and_names_nobody(workspace: Database) -> None:
    open_question(workspace, *HELPERS)
    with transaction(workspace, now=THURSDAY) as tx:
        [want] = wanted(tx, OFFER)
        first = names(tx, want)[0]
        asked = nudge(want)
        send(tx, OFFER, asked)
        by = f"U{first.upper()}"
        press(tx, OFFER, asked, by, "not_now")
        assert OFFER.hears_declined is not None
        OFFER.hears_declined(tx, asked, known(tx, by).key)
        [following] = wanted(tx, OFFER)
        assert following.subject.endswith("#2")
        assert first not in names(tx, following)
        assert first not in text(OFFER.ask(tx, nudge(following)))


def test_the_menu_s_not_now_passes_it_on_too(workspace: Database) -> None:
    open_question(workspace, *HELPERS)
    with transaction(workspace, now=THURSDAY) as tx:
        [want] = wanted(tx, OFFER)
        send(tx, OFFER, nudge(want))
        assert OFFER.hears_declined is not None
        OFFER.hears_declined(tx, nudge(want), want.people[0])
        assert len(wanted(tx, OFFER)) == 1


def test_i_ll_take_it_claims_for_eight_working_hours_and_is_undone(workspace: Database) -> None:
    question_id = open_question(workspace, "UBO", "UCY")
    with transaction(workspace, now=THURSDAY) as tx:
        [want] = wanted(tx, OFFER)
        asked = nudge(want)
        by = f"U{names(tx, want)[0].upper()}"
        send(tx, OFFER, asked)
        for _ in range(2):
            assert press(tx, OFFER, asked, by, "take").can_undo
        assert question_at(tx, ASKED).state == "claimed"
        undo(tx, OFFER, asked, by, "take")
        assert question_at(tx, ASKED).state == "open"
        [following] = wanted(tx, OFFER)
        assert following.subject == f"{question_id}#2"


def test_who_is_late_is_told_who_was_quicker(workspace: Database) -> None:
    open_question(workspace, "UBO", "UCY")
    with transaction(workspace, now=THURSDAY) as tx:
        [want] = wanted(tx, OFFER)
        first, second = (f"U{name.upper()}" for name in names(tx, want))
        press(tx, OFFER, asked_of(want, tx, second), second, "take")
        with pytest.raises(Refusal, match="is on it already"):
            press(tx, OFFER, asked_of(want, tx, first), first, "take")
        with pytest.raises(Refusal, match="somebody else"):
            press(tx, OFFER, asked_of(want, tx, first), second, "take")


def test_nobody_is_asked_in_a_place_that_somebody_has(workspace: Database) -> None:
    open_question(workspace, "UBO", "UCY")
    with transaction(workspace, now=THURSDAY) as tx:
        [want] = wanted(tx, OFFER)
        first, second = want.people
        send(tx, OFFER, nudge(want, first))
        assert OFFER.ask(tx, nudge(want, second)) is None
        assert OFFER.ask(tx, nudge(want, first)) is not None


def test_nobody_is_asked_more_often_than_they_said(workspace: Database) -> None:
    with transaction(workspace) as tx:
        helped_before(tx, "UBO")
        ask(tx)
        ask(tx, minute=ASKED + 1)
    with transaction(workspace, now=THURSDAY) as tx:
        one, other = wanted(tx, OFFER)
        send(tx, OFFER, nudge(one))
        assert OFFER.ask(tx, nudge(other)) is None
        assert wanted(tx, OFFER) == []
        choose_helping(tx, person_id="UBO", times_a_week=3)
        assert [each.subject for each in wanted(tx, OFFER)] == [other.subject]
    with transaction(workspace, now=THURSDAY) as tx:
        choose_helping(tx, person_id="UBO", times_a_week=1)
        ask(tx, minute=ASKED + 5 * 24 * 60)
    assert found(workspace, OFFER, at(26, 10)) == []
    assert len(found(workspace, OFFER, at(26, 10, 1))) == 1  # a week after


def test_whoever_was_asked_longest_ago_comes_first(workspace: Database) -> None:
    with transaction(workspace) as tx:
        helped_before(tx, *HELPERS)
        for person in HELPERS:
            choose_helping(tx, person_id=person, times_a_week=3)
        for minute in range(3):
            ask(tx, minute=ASKED + minute)
    asked: list[str] = []
    for _ in range(3):
        with transaction(workspace, now=THURSDAY + timedelta(minutes=len(asked))) as tx:
            want = wanted(tx, OFFER)[0]
            asked.append(names(tx, want)[0])
            send(tx, OFFER, nudge(want))
    assert sorted(asked) == ["Bo", "Cy", "Di"]


def test_not_my_topic_is_remembered_for_questions_like_it_and_undone(workspace: Database) -> None:
    open_question(workspace, "UBO")
    with transaction(workspace, now=THURSDAY) as tx:
        choose_helping(tx, person_id="UBO", times_a_week=3)
        [want] = wanted(tx, OFFER)
        send(tx, OFFER, nudge(want))
        press(tx, OFFER, nudge(want), "UBO", "not_my_topic")
        hear(tx, message(tx, "VPN certificate to renew, how?", minute=ASKED + 1))
        assert wanted(tx, OFFER) == []
        undo(tx, OFFER, nudge(want), "UBO", "not_my_topic")
        assert len(wanted(tx, OFFER)) == 1


def test_topics_choose_whom_to_ask_also_without_earlier_answers(workspace: Database) -> None:
    with transaction(workspace) as tx:
        helped_before(tx, "UBO")
        choose_helping(tx, person_id="UDI", times_a_week=1)
        choose_topics(tx, known(tx, "UDI").key, " vpn ,, printers")
        choose_topics(tx, known(tx, "UBO").key, "invoices")
        ask(tx)
    with transaction(workspace, now=FIRST) as tx:
        [want] = wanted(tx, OFFER)
        assert names(tx, want) == ["Di"]


def test_where_nobody_said_yes_it_costs_one_look(workspace: Database) -> None:
    with transaction(workspace) as tx:
        ask(tx)
    with sent_to(workspace.engine) as statements:
        assert found(workspace, OFFER, NOON + timedelta(days=1)) == []
    assert len([one for one in statements if one.startswith("SELECT")]) <= 2


def test_after_a_week_it_is_of_no_use(workspace: Database) -> None:
    open_question(workspace, "UBO")
    assert len(found(workspace, OFFER, at(25, 12))) == 1
    assert found(workspace, OFFER, at(25, 14)) == []


def test_the_choice_carries_no_ids_of_people(workspace: Database) -> None:
    open_question(workspace, "UBO")
    with transaction(workspace, now=FIRST) as tx:
        [want] = wanted(tx, OFFER)
        assert value(OFFER.ask(tx, nudge(want)), "Not now") == "not_now"


def test_many_open_questions_cost_no_more_looks_than_one(workspace: Database) -> None:
    with transaction(workspace) as tx:
        helped_before(tx, *HELPERS)
        for minute in range(20):
            ask(tx, minute=ASKED - 30 + minute)
    with sent_to(workspace.engine) as statements:
        assert len(found(workspace, OFFER, THURSDAY)) == 20
    assert len([one for one in statements if one.startswith("SELECT")]) <= 10
