"""Settling a question: how it stands now, the acts it gives, and what shows it."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from slackapp.database.transaction import Transaction
from slackapp.features.questions.rules.facts import Mark, Question, Said
from slackapp.features.questions.rules.standing import (
    Limits,
    Standing,
    belongs,
    stand,
    thanked_beside,
)
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.features.questions.store import questions, talk
from slackapp.features.questions.store.questions import Stored
from slackapp.jobs.queue import enqueue_job
from slackapp.ledger.acts import Source
from slackapp.ledger.giving import settle as settle_acts
from slackapp.outbox.posts import plan_refresh
from slackapp.vocabulary.slack_time import datetime_of_micros, micros_of_datetime
from slackapp.workspace.hours import workspace_hours
from slackapp.workspace.settings import load_settings

ANSWER_ACCEPTED = "questions.answer_accepted"
ASKED = "questions.asked"
READ_THREAD = "questions.read_thread"

_MICROS = 1_000_000


def settle(tx: Transaction, stored: Stored, *, at: int, quietly: bool = False) -> Standing:
    """Derive everything from what is known; `at` is the time of what changed (microseconds).

    quietly: without signs in Slack, as in an import.
    """
    tx.lock_workspace()
    question = stored.question
    said, gone = _talk_of(tx, question)
    marks = talk.list_marks(tx, question.channel_id, [question.ts, *(one.ts for one in said)])
    now = micros_of_datetime(tx.now)
    standing = stand(question, said, marks, now, _limits(tx, marks))
    questions.save_standing(tx, question.question_id, standing)
    _settle_acts(tx, question, [*said, *gone], standing, at)
    if not quietly:
        _show(tx, stored, standing, at)
    return standing


def settle_all(tx: Transaction, found: Iterable[Stored], *, at: int, quietly: bool = False) -> None:
    for stored in found:
        settle(tx, stored, at=at, quietly=quietly)


def list_talk(tx: Transaction, question: Question) -> list[Said]:
    """What belongs to a question: its thread, and what was said to it beside the thread."""
    return _talk_of(tx, question)[0]


def _talk_of(tx: Transaction, question: Question) -> tuple[list[Said], list[Said]]:
    """What belongs to it; and what gave something once, but belongs to it no more."""
    if not question.ts:
        return [], []
    said = talk.list_thread(tx, question.channel_id, question.root_ts)
    if question.thread_ts:
        until = question.asked_at
    else:
        until, first = chat_until(tx, question), question.asked_at
        window = first + chat_window(tx)
        said += talk.list_beside(tx, question.channel_id, first=first, until=window)
    helpers = thanked_beside(question, said, until=until)
    its = [one for one in said if belongs(question, one, until=until, helpers=helpers)]
    kept = {one.ts for one in its}
    return its, [one for one in said if one.credited and not one.root_ts and one.ts not in kept]


def chat_until(tx: Transaction, question: Question) -> int:
    """When talk beside the thread ends: by its window, or by the asker's next question."""
    until = question.asked_at + chat_window(tx)
    around = questions.list_around(
        tx, question.channel_id, first=question.asked_at + 1, until=until
    )
    asked = (one.question.asked_at for one in around if one.question.asker == question.asker)
    return min(asked, default=until)


def chat_window(tx: Transaction) -> int:
    """Microseconds."""
    return load_settings(tx, QuestionsSettings).chat_minutes * 60 * _MICROS


def is_accepted(tx: Transaction, *, channel_id: str, ts: str) -> bool:
    """Whether a message is an accepted answer, so that it carries our sign."""
    said = talk.find_said(tx, channel_id, ts)
    if said is None:
        return False
    found = questions.list_in_thread(tx, channel_id, said.root_ts) if said.root_ts else []
    if not said.root_ts:
        first = said.at - chat_window(tx)
        found = questions.list_around(tx, channel_id, first=first, until=said.at)
    return any(ts == accepted for one in found for accepted, _, _ in one.accepted)


def _limits(tx: Transaction, marks: Sequence[Mark]) -> Limits:
    settings = load_settings(tx, QuestionsSettings)
    working = workspace_hours(tx)
    ends = {
        mark.at: micros_of_datetime(
            working.after(datetime_of_micros(mark.at), settings.claim_hours)
        )
        for mark in marks
        if mark.sign == "claim"
    }
    expiry = timedelta(days=settings.expiry_days) // timedelta(microseconds=1)
    return Limits(expiry=expiry, claim_ends=ends)


def _settle_acts(
    tx: Transaction, question: Question, said: Sequence[Said], standing: Standing, at: int
) -> None:
    """Of answers that give something, and of those that did; for each question on its own."""
    credited = []
    for one in said:
        acts = standing.acts.get(one.ts, {})
        if acts or one.credited:
            key = f"answer:{question.question_id}:{one.ts}"
            source = Source(key, one.channel_id, one.ts, question.audience)
            settle_acts(tx, source, acts, at)
        if acts and not one.credited:
            credited.append(one.ts)
    if credited:
        talk.save_credited(tx, question.channel_id, credited)


def _show(tx: Transaction, before: Stored, standing: Standing, at: int) -> None:
    """Have our sign put on answers accepted now, and taken off the others."""
    question = before.question
    had, has = ({ts for ts, _, _ in one.accepted} for one in (before, standing))
    for ts in sorted(had ^ has):
        payload = {"channel_id": question.channel_id, "ts": ts}
        key = f"{question.channel_id}:{ts}:{at}"
        enqueue_job(tx, kind=ANSWER_ACCEPTED, key=key, payload=payload)
    if question.origin == "asked" and (before.state, before.claimed_by, before.accepted) != (
        standing.state,
        standing.claimed_by,
        standing.accepted,
    ):
        plan_refresh(tx, post_id=f"{ASKED}:{question.question_id}")
