"""Buttons of nudges: the kindness itself, and taking it back; as often as people press."""

from dataclasses import dataclass

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import NudgeOffer
from slackapp.features.nudges.blocks import sentences
from slackapp.features.nudges.models import NudgeRow
from slackapp.features.nudges.rules.effect import LEADS_WITHIN
from slackapp.features.nudges.rules.shown import NudgeShown, find_choice
from slackapp.features.nudges.store.decisions import save_press
from slackapp.features.nudges.store.nudges import find_nudge
from slackapp.features.nudges.use_cases.deciding import say
from slackapp.features.nudges.use_cases.showing import show_message
from slackapp.features.nudges.use_cases.situations import Offers, nudge_of
from slackapp.outbox.posts import plan_refresh
from slackapp.reading.mrkdwn import escape
from slackapp.vocabulary.facts import Answer, NudgeAnswered
from slackapp.vocabulary.nudges import NudgeDone
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.people import find_people

ON_HOME = "answered_on_home"


@dataclass(frozen=True, kw_only=True)
class Pressed(Answer):
    """What is shown to who pressed: a line of their own, or the message as it stands in its place.

    refreshes: the message is a post, and says it anew by itself. stale: they pressed an old button.
    """

    nudge_id: str
    line: str = ""
    undo: str = ""
    shown: tuple[NudgeShown, ...] = ()
    refreshes: bool = False
    stale: bool = False


def press(
    tx: Transaction, offers: Offers, *, nudge_id: str, choice: str, person_id: str
) -> Pressed:
    row, person = find_pressed(tx, offers, nudge_id, person_id)
    offer = offers[row.kind]
    if row.way == "channel":
        return _press_for_all(tx, offer, row, person, choice)
    ask = say(tx, offer, row)
    found = find_choice(ask, choice)
    if row.choice and not (ask and ask.lines):
        return _as_it_stands(tx, offers, row, stale=row.choice != choice)
    if found is None:
        return _as_it_stands(tx, offers, row, stale=True)
    done = offer.act(tx, nudge_of(row), person.key, choice)
    _answer(tx, row, choice, done)
    _count(tx, offer, row, person, is_act=found.is_act)
    return _as_it_stands(tx, offers, row, done)


def undo(tx: Transaction, offers: Offers, *, nudge_id: str, choice: str, person_id: str) -> Pressed:
    row, person = find_pressed(tx, offers, nudge_id, person_id)
    offer = offers[row.kind]
    if offer.undo is None:
        raise Refusal(sentences.old_button())
    if row.way == "channel":
        done = offer.undo(tx, nudge_of(row), person.key, choice)
        save_press(tx, row.nudge_id, person.key, choice, undone=True)
        plan_refresh(tx, post_id=row.post_id)
        return Pressed(nudge_id=row.nudge_id, line=done.markup, facts=done.facts)
    if row.choice != choice or not row.undoable:
        return _as_it_stands(tx, offers, row, stale=True)
    done = offer.undo(tx, nudge_of(row), person.key, choice)
    save_press(tx, row.nudge_id, person.key, choice, undone=True)
    row.choice, row.outcome, row.undoable = "", done.markup, False
    row.answered_at, row.led_at = tx.now, None
    if row.reason == ON_HOME:
        row.state, row.reason, row.look_at = "waiting", "", tx.now
    return _as_it_stands(tx, offers, row, done)


def keep_refusal(tx: Transaction, *, nudge_id: str, person_id: str, sentence: str) -> Answer:
    """Why a press on Home did nothing is shown with the nudge there: no other place is theirs."""
    person = find_people(tx, [person_id]).get(person_id)
    if person is None:
        return Answer()
    row = find_nudge(tx, nudge_id)
    if row is not None and row.person == person.key and not row.choice:
        row.outcome, row.answered_at = escape(sentence), tx.now
    return Answer(facts=(NudgeAnswered(workspace_id=tx.workspace_id, person=person.key),))


def find_pressed(
    tx: Transaction, offers: Offers, nudge_id: str, person_id: str
) -> tuple[NudgeRow, Person]:
    """A Refusal where the nudge is gone, or was asked of somebody else."""
    row = find_nudge(tx, nudge_id)
    if row is None or row.kind not in offers:
        raise Refusal(sentences.old_button())
    person = find_people(tx, [person_id]).get(person_id)
    if person is None:
        raise Refusal(sentences.who_are_you())
    if row.way != "channel" and row.person != person.key:
        raise Refusal(sentences.not_yours())
    return row, person


def as_it_stands(tx: Transaction, offers: Offers, row: NudgeRow) -> Pressed:
    return _as_it_stands(tx, offers, row)


def _press_for_all(
    tx: Transaction, offer: NudgeOffer, row: NudgeRow, person: Person, choice: str
) -> Pressed:
    """The room decides who may: what is settled for one may be open for another."""
    found = find_choice(say(tx, offer, row), choice)
    done = offer.act(tx, nudge_of(row), person.key, choice)
    save_press(tx, row.nudge_id, person.key, choice)
    _count(tx, offer, row, person, is_act=found is None or found.is_act)
    plan_refresh(tx, post_id=row.post_id)
    can_undo = done.can_undo and offer.undo is not None
    return Pressed(
        nudge_id=row.nudge_id,
        line=done.markup,
        undo=choice if can_undo else "",
        facts=done.facts,
    )


def _answer(tx: Transaction, row: NudgeRow, choice: str, done: NudgeDone) -> None:
    row.choice, row.outcome, row.answered_at = choice, done.markup, tx.now
    row.undoable = done.can_undo
    if row.state == "waiting":  # on Home, before it was asked anywhere else
        row.state, row.reason, row.look_at = "settled", ON_HOME, None
    save_press(tx, row.nudge_id, row.person, choice)


def _count(
    tx: Transaction, offer: NudgeOffer, row: NudgeRow, person: Person, *, is_act: bool
) -> None:
    if not is_act:
        if offer.hears_declined is not None:
            offer.hears_declined(tx, nudge_of(row), person.key)
    elif row.led_at is None and row.shown_at and tx.now - row.shown_at <= LEADS_WITHIN:
        row.led_at = tx.now


def _as_it_stands(
    tx: Transaction,
    offers: Offers,
    row: NudgeRow,
    done: NudgeDone | None = None,
    *,
    stale: bool = False,
) -> Pressed:
    """The whole message: others may share it."""
    shown = show_message(tx, offers, row.post_id) if row.post_id else []
    plan_refresh(tx, post_id=row.post_id)
    answered = NudgeAnswered(workspace_id=tx.workspace_id, person=row.person)
    return Pressed(
        nudge_id=row.nudge_id,
        shown=tuple(shown),
        refreshes=row.way == "direct_message",
        stale=stale,
        facts=(*(done.facts if done else ()), answered),
    )
