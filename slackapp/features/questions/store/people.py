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


def save_helper(tx: Transaction, person: int, *, times_a_week: int) -> None:
    row = {"workspace_id": tx.workspace_id, "person": person, "times_a_week": times_a_week}
    insert_or_update(tx.session, QuestionHelperRow, [row], update=("times_a_week",))


def list_willing(tx: Transaction) -> set[int]:
    """Who said yes to being asked."""
    query = select(QuestionHelperRow.person).where(
        QuestionHelperRow.workspace_id == tx.workspace_id, QuestionHelperRow.times_a_week > 0
    )
    return set(tx.session.scalars(query))


def list_asked_before(tx: Transaction, people: Collection[int]) -> set[int]:
    """Of these, who said whether they may be asked."""
    query = select(QuestionHelperRow.person).where(
        QuestionHelperRow.workspace_id == tx.workspace_id, QuestionHelperRow.person.in_(people)
    )
    return set(tx.session.scalars(query))
