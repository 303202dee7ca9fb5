"""Who was asked to help, and what is not whose topic."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import case, delete, func, select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.features.questions.models import QuestionBatonRow, QuestionNotTopicRow
from slackapp.features.questions.rules.baton import Asked, BatonAnswer, Before
from slackapp.vocabulary.slack_time import micros_of_datetime


def add_asked(tx: Transaction, question_id: str, *, place: int, person: int) -> None:
    """From now on it is theirs to answer; telling it again changes nothing."""
    row = {
        "workspace_id": tx.workspace_id,
        "question_id": question_id,
        "place": place,
        "person": person,
        "asked_at": micros_of_datetime(tx.now),
        "answer": "",
    }
    insert_new(tx.session, QuestionBatonRow, [row])


def save_answer(tx: Transaction, question_id: str, person: int, answer: BatonAnswer) -> None:
    query = select(QuestionBatonRow).where(
        QuestionBatonRow.workspace_id == tx.workspace_id,
        QuestionBatonRow.question_id == question_id,
        QuestionBatonRow.person == person,
    )
    for row in tx.session.scalars(query):
        row.answer = answer


def list_asked(tx: Transaction, question_ids: Collection[str]) -> dict[str, list[Asked]]:
    """By question, in order."""
    query = select(QuestionBatonRow).where(
        QuestionBatonRow.workspace_id == tx.workspace_id,
        QuestionBatonRow.question_id.in_(question_ids),
    )
    found: dict[str, list[Asked]] = defaultdict(list)
    rows = tx.session.scalars(query.execution_options(populate_existing=True))
    for row in sorted(rows, key=lambda one: one.place):
        asked = Asked(place=row.place, person=row.person, at=row.asked_at, answer=row.answer)
        found[row.question_id].append(asked)
    return found


def count_asked(tx: Transaction, people: Collection[int], *, since: int) -> dict[int, Before]:
    """How often each was asked from then on (microseconds), and when last."""
    row = QuestionBatonRow
    lately = func.sum(case((row.asked_at >= since, 1), else_=0))
    query = select(row.person, lately, func.max(row.asked_at)).where(
        row.workspace_id == tx.workspace_id, row.person.in_(people)
    )
    rows = tx.session.execute(query.group_by(row.person))
    return {person: Before(lately=int(count), last_at=last) for person, count, last in rows}


def save_not_topic(tx: Transaction, person: int, question_id: str, terms: Collection[int]) -> None:
    row = {
        "workspace_id": tx.workspace_id,
        "person": person,
        "question_id": question_id,
        "terms": sorted(terms),
        "at": micros_of_datetime(tx.now),
    }
    insert_new(tx.session, QuestionNotTopicRow, [row])


def remove_not_topic(tx: Transaction, person: int, question_id: str) -> None:
    tx.session.execute(
        delete(QuestionNotTopicRow).where(
            QuestionNotTopicRow.workspace_id == tx.workspace_id,
            QuestionNotTopicRow.person == person,
            QuestionNotTopicRow.question_id == question_id,
        )
    )


def list_not_topics(tx: Transaction, people: Collection[int]) -> dict[int, list[frozenset[int]]]:
    query = select(QuestionNotTopicRow).where(
        QuestionNotTopicRow.workspace_id == tx.workspace_id,
        QuestionNotTopicRow.person.in_(people),
    )
    found: dict[int, list[frozenset[int]]] = defaultdict(list)
    for row in tx.session.scalars(query):
        found[row.person].append(frozenset(row.terms))
    return found


def forget_before(tx: Transaction, at: int) -> None:
    """Who was asked, and what was no topic, before a time."""
    workspace_id = tx.workspace_id
    row, topic = QuestionBatonRow, QuestionNotTopicRow
    tx.session.execute(delete(row).where(row.workspace_id == workspace_id, row.asked_at < at))
    tx.session.execute(delete(topic).where(topic.workspace_id == workspace_id, topic.at < at))
