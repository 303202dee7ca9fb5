"""Forgetting what somebody asked and did: their words and posts go, the week's figures stay."""

from datetime import datetime

from slackapp.database.transaction import Transaction
from slackapp.features.questions.store import batons, nudged, privacy, questions, talk
from slackapp.features.questions.use_cases.settling import ASKED
from slackapp.outbox.posts import plan_removal
from slackapp.vocabulary.slack_time import micros_of_datetime

export_person = privacy.export_person


def forget_person(tx: Transaction, person: int) -> None:
    tx.lock_workspace()
    for question in privacy.list_asked_by(tx, person):
        if question.origin == "asked":
            plan_removal(tx, post_id=f"{ASKED}:{question.question_id}")
        privacy.blank_question(tx, question)
    privacy.delete_of(tx, person)


def erase_before(tx: Transaction, before: datetime, _most: int) -> int:
    """All that is kept of questions asked before then, as the room's own nights do."""
    at = micros_of_datetime(before)
    if not questions.has_before(tx, at):
        return 0
    for kept in (questions, talk, batons, nudged):
        kept.forget_before(tx, at)
    return 1
