"""What the room keeps about one person: told to them, and forgotten."""

from collections.abc import Sequence

from sqlalchemy import delete, or_, select, update

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import PersonalData
from slackapp.features.questions.models import (
    QuestionBatonRow,
    QuestionHelperRow,
    QuestionMarkRow,
    QuestionNotTopicRow,
    QuestionNudgedRow,
    QuestionRow,
    QuestionTalkRow,
)
from slackapp.workspace.forgetting import keyed_hash
from slackapp.workspace.personal_rows import delete_naming, lists_person, rows_naming

_FORGOTTEN = "forgotten:"


def export_person(tx: Transaction, person: int) -> PersonalData:
    """Of others' questions whom they name, but not what was typed into them."""
    asked = rows_naming(tx, QuestionRow, person, by=["asker"], others=["helpers", "claimed_by"])
    helped = rows_naming(
        tx, QuestionRow, person, by=["claimed_by"], lists=["helpers", "accepted"], others=["asker"]
    )
    known = {row["question_id"] for row in asked}
    others = [
        {name: value for name, value in row.items() if name not in {"title", "details", "terms"}}
        for row in helped
        if row["question_id"] not in known
    ]
    return {
        "question": [*asked, *others],
        "question_talk": rows_naming(
            tx, QuestionTalkRow, person, by=["author"], lists=["to", "mentions"]
        ),
        "question_mark": rows_naming(tx, QuestionMarkRow, person, by=["person"]),
        "question_helper": rows_naming(tx, QuestionHelperRow, person, by=["person"]),
        "question_baton": rows_naming(tx, QuestionBatonRow, person, by=["person"]),
        "question_not_topic": rows_naming(tx, QuestionNotTopicRow, person, by=["person"]),
        "question_nudged": rows_naming(tx, QuestionNudgedRow, person, by=["person", "helper"]),
    }


def list_asked_by(tx: Transaction, person: int) -> Sequence[QuestionRow]:
    """Those that still say where they are."""
    query = select(QuestionRow).where(
        QuestionRow.workspace_id == tx.workspace_id,
        QuestionRow.asker == person,
        QuestionRow.question_id.not_like(f"{_FORGOTTEN}%"),
    )
    return tx.session.scalars(query).all()


def blank_question(tx: Transaction, question: QuestionRow) -> None:
    """It stays counted in its week and channel; nobody finds it, nothing comes of it any more."""
    here = (
        QuestionRow.workspace_id == tx.workspace_id,
        QuestionRow.question_id == question.question_id,
    )
    withdrawn = question.state == "withdrawn"
    name = _FORGOTTEN + keyed_hash(tx, question.question_id)
    _delete_talk(tx, question)
    tx.session.execute(
        update(QuestionRow)
        .where(*here)
        .values(
            question_id=name,
            ts="",
            thread_ts="",
            title="",
            details="",
            terms={},
            state="withdrawn" if withdrawn else "expired",
            due_at=None,
            claimed_by=0,
            accepted=[],
        )
        .execution_options(synchronize_session=False)
    )


def delete_of(tx: Transaction, person: int) -> None:
    """Their signs, wishes and what they were asked; what others' answers rest on stays a key."""
    delete_naming(tx, QuestionNudgedRow, person, by=["person", "helper"])
    for model in (QuestionMarkRow, QuestionHelperRow, QuestionBatonRow, QuestionNotTopicRow):
        delete_naming(tx, model, person, by=["person"])
    _unclaim(tx, person)
    _forget_mentions(tx, person)
    tx.session.expire_all()


def _delete_talk(tx: Transaction, question: QuestionRow) -> None:
    """What was said in the thread of a question that is gone, and the signs on it."""
    if not question.ts:
        return
    root = question.thread_ts or question.ts
    said = (
        QuestionTalkRow.workspace_id == tx.workspace_id,
        QuestionTalkRow.channel_id == question.channel_id,
        or_(QuestionTalkRow.ts == question.ts, QuestionTalkRow.root_ts == root),
    )
    tss = [*tx.session.scalars(select(QuestionTalkRow.ts).where(*said)), question.ts]
    tx.session.execute(delete(QuestionTalkRow).where(*said))
    tx.session.execute(
        delete(QuestionMarkRow).where(
            QuestionMarkRow.workspace_id == tx.workspace_id,
            QuestionMarkRow.channel_id == question.channel_id,
            QuestionMarkRow.ts.in_(tss),
        )
    )
    of_question = QuestionBatonRow.question_id == question.question_id
    tx.session.execute(
        delete(QuestionBatonRow).where(
            QuestionBatonRow.workspace_id == tx.workspace_id, of_question
        )
    )


def _unclaim(tx: Transaction, person: int) -> None:
    claimed = (QuestionRow.workspace_id == tx.workspace_id, QuestionRow.claimed_by == person)
    tx.session.execute(update(QuestionRow).where(*claimed).values(claimed_by=0))


def _forget_mentions(tx: Transaction, person: int) -> None:
    """Whom messages of others named."""
    query = select(QuestionTalkRow).where(
        QuestionTalkRow.workspace_id == tx.workspace_id,
        QuestionTalkRow.author != person,
        or_(
            lists_person(QuestionTalkRow.to, person), lists_person(QuestionTalkRow.mentions, person)
        ),
    )
    for row in tx.session.scalars(query).all():
        row.to = [one for one in row.to if one != person]
        row.mentions = [one for one in row.mentions if one != person]
    tx.session.flush()
