"""What time does: claims and waiting end, and old questions are forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from slackapp.database.engines import Database
from slackapp.features.questions.models import QuestionMarkRow, QuestionRow, QuestionTalkRow
from slackapp.features.questions.use_cases.answering import Pressed, press
from slackapp.features.questions.use_cases.tidying import has_due, tidy
from tests.builders.databases import transaction
from tests.features.questions.builders import (
    ANSWER,
    NOON,
    QUESTION,
    hear,
    message,
    question_at,
    reaction,
)


def state_at(database: Database, now: datetime) -> tuple[bool, str]:
    """Whether something was due then, and the question's state after it."""
    with transaction(database, now=now) as tx:
        due = has_due(tx)
        tidy(tx)
        return due, question_at(tx).state


def test_a_claim_ends_after_eight_working_hours(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(tx, message(tx, QUESTION))
        asked = question_at(tx).question.question_id
        press(tx, Pressed(person_id="UBO", question_id=asked), "claim")
    assert state_at(workspace, NOON + timedelta(hours=23)) == (False, "claimed")
    assert state_at(workspace, NOON + timedelta(hours=24)) == (True, "open")
    assert state_at(workspace, NOON + timedelta(hours=25)) == (False, "open")


def test_what_nobody_answered_expires_after_fourteen_days(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(tx, message(tx, QUESTION))
    assert state_at(workspace, NOON + timedelta(days=13)) == (False, "open")
    assert state_at(workspace, NOON + timedelta(days=14)) == (True, "expired")
    with transaction(workspace, now=NOON + timedelta(days=15)) as tx:
        hear(tx, message(tx, ANSWER, by="UBO", minute=15 * 24 * 60, to=0))
        assert question_at(tx).state == "answered"


def test_all_of_it_is_forgotten_with_retention(workspace: Database) -> None:
    with transaction(workspace) as tx:
        hear(
            tx,
            message(tx, QUESTION),
            message(tx, ANSWER, by="UBO", minute=1, to=0),
            reaction(tx, on=1),
        )
    later = NOON + timedelta(days=401)
    with transaction(workspace, now=later) as tx:
        assert has_due(tx)
        tidy(tx)
        for model in (QuestionRow, QuestionTalkRow, QuestionMarkRow):
            kept = select(func.count()).where(model.workspace_id == "T1")
            assert tx.session.scalar(kept) == 0
        assert not has_due(tx)
