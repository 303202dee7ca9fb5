"""The workspace's key for terms, and who may be asked to help."""

import secrets
from collections.abc import Collection

from sqlalchemy import select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new, insert_or_update
from slackapp.features.questions.models import QuestionHelperRow, QuestionKeyRow

_KEY_BYTES = 32


def workspace_key(tx: Transaction) -> bytes:
    """Made at the first need, which needs a writing transaction."""
    known = tx.session.get(QuestionKeyRow, tx.workspace_id)
    if known is None:
        row = {"workspace_id": tx.workspace_id, "secret": secrets.token_bytes(_KEY_BYTES)}
        insert_new(tx.session, QuestionKeyRow, [row])
        known = tx.session.get_one(QuestionKeyRow, tx.workspace_id)
    secret: bytes = known.secret
    return secret


def find_workspace_key(tx: Transaction) -> bytes | None:
    known = tx.session.get(QuestionKeyRow, tx.workspace_id)
    return None if known is None else known.secret


def save_helper(tx: Transaction, person: int, *, times_a_week: int, said: bool = True) -> None:
    """`said`: by themselves; else they were asked for it, unless they have said before."""
    row = {
        "workspace_id": tx.workspace_id,
        "person": person,
        "times_a_week": times_a_week,
        "said": said,
        "topics": "",
    }
    if said:
        insert_or_update(tx.session, QuestionHelperRow, [row], update=("times_a_week", "said"))
    else:
        insert_new(tx.session, QuestionHelperRow, [row])


def unsay(tx: Transaction, person: int) -> None:
    """As if they had been asked and not answered."""
    row = tx.session.get_one(QuestionHelperRow, (tx.workspace_id, person), populate_existing=True)
    row.times_a_week, row.said = 0, False


def save_topics(tx: Transaction, person: int, topics: str) -> None:
    save_helper(tx, person, times_a_week=0, said=False)
    row = tx.session.get_one(QuestionHelperRow, (tx.workspace_id, person), populate_existing=True)
    row.topics = topics


def find_helper(tx: Transaction, person: int) -> QuestionHelperRow | None:
    key = (tx.workspace_id, person)
    return tx.session.get(QuestionHelperRow, key, populate_existing=True)


def list_helpers(tx: Transaction) -> list[QuestionHelperRow]:
    """Who said yes to being asked, how often and about what."""
    query = select(QuestionHelperRow).where(
        QuestionHelperRow.workspace_id == tx.workspace_id, QuestionHelperRow.times_a_week > 0
    )
    return list(tx.session.scalars(query.execution_options(populate_existing=True)))


def list_willing(tx: Transaction) -> set[int]:
    return {row.person for row in list_helpers(tx)}


def list_asked_before(tx: Transaction, people: Collection[int]) -> set[int]:
    """Of these, who was asked, or said by themselves, whether they may be asked."""
    query = select(QuestionHelperRow.person).where(
        QuestionHelperRow.workspace_id == tx.workspace_id, QuestionHelperRow.person.in_(people)
    )
    return set(tx.session.scalars(query))
