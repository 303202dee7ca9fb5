"""What nudges showed, line by line, and when."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, distinct, func, select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.features.questions.models import QuestionNudgedRow
from slackapp.vocabulary.nudges import Nudge
from slackapp.vocabulary.slack_time import micros_of_datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A question, or somebody's answer to it."""

    question_id: str
    answer_ts: str = ""
    helper: int = 0


def save_lines(tx: Transaction, nudge: Nudge, lines: Sequence[Line]) -> None:
    """As they were shown first; telling it again changes nothing."""
    rows = [
        {
            "workspace_id": tx.workspace_id,
            "kind": nudge.kind,
            "subject": nudge.subject,
            "person": nudge.person,
            "place": place,
            "question_id": line.question_id,
            "answer_ts": line.answer_ts,
            "helper": line.helper,
            "shown_at": micros_of_datetime(tx.now),
        }
        for place, line in enumerate(lines)
    ]
    if not list_lines(tx, nudge):
        insert_new(tx.session, QuestionNudgedRow, rows)


def list_lines(tx: Transaction, nudge: Nudge) -> list[Line]:
    """As they were shown; none where it was not shown yet."""
    query = select(QuestionNudgedRow).where(
        QuestionNudgedRow.workspace_id == tx.workspace_id,
        QuestionNudgedRow.kind == nudge.kind,
        QuestionNudgedRow.subject == nudge.subject,
        QuestionNudgedRow.person == nudge.person,
    )
    return [
        Line(question_id=row.question_id, answer_ts=row.answer_ts, helper=row.helper)
        for row in tx.session.scalars(query.order_by(QuestionNudgedRow.place))
    ]


def list_shown(tx: Transaction, kind: str, subjects: Collection[str]) -> set[str]:
    """Those of these nudges that were shown to anybody."""
    query = select(QuestionNudgedRow.subject).where(
        QuestionNudgedRow.workspace_id == tx.workspace_id,
        QuestionNudgedRow.kind == kind,
        QuestionNudgedRow.subject.in_(subjects),
    )
    return set(tx.session.scalars(query))


def times_shown(tx: Transaction, kind: str, question_ids: Collection[str]) -> dict[str, list[int]]:
    """When nudges about each of these questions were shown (microseconds), oldest first."""
    query = select(QuestionNudgedRow.question_id, QuestionNudgedRow.shown_at).where(
        QuestionNudgedRow.workspace_id == tx.workspace_id,
        QuestionNudgedRow.kind == kind,
        QuestionNudgedRow.question_id.in_(question_ids),
    )
    times: dict[str, list[int]] = defaultdict(list)
    for question_id, at in tx.session.execute(query.order_by(QuestionNudgedRow.shown_at)):
        times[question_id].append(at)
    return times


def count_listed(
    tx: Transaction, kind: str, question_ids: Collection[str], *, beside: str
) -> dict[str, int]:
    """In how many nudges of a kind each question stood, this one (`beside`) not counted."""
    row = QuestionNudgedRow
    query = select(row.question_id, func.count(distinct(row.subject))).where(
        row.workspace_id == tx.workspace_id,
        row.kind == kind,
        row.question_id.in_(question_ids),
        row.subject != beside,
    )
    return {each: count for each, count in tx.session.execute(query.group_by(row.question_id))}  # noqa: C416  of a Row


def forget_before(tx: Transaction, at: int) -> None:
    old = QuestionNudgedRow.workspace_id == tx.workspace_id, QuestionNudgedRow.shown_at < at
    tx.session.execute(delete(QuestionNudgedRow).where(*old))
