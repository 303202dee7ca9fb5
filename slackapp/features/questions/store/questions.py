"""Questions: kept, found and listed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import ColumnElement, Select, delete, func, or_, select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.features.questions.models import QuestionRow
from slackapp.features.questions.rules.facts import WAITING, Origin, Question, State
from slackapp.features.questions.rules.standing import Standing
from slackapp.vocabulary.people import Audience
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.people import keys_left_out

_ASKED = ("asks", "deleted", "version_at", "terms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A question with what was derived last."""

    question: Question
    terms: Mapping[int, int]
    state: State
    claimed_by: int
    first_answer_at: int | None
    reopened_at: int
    last_answer_at: int | None
    helpers: tuple[int, ...]
    accepted: tuple[tuple[str, int, int], ...]
    changed_at: int
    imported: bool = False


def add_question(
    tx: Transaction, question: Question, terms: Mapping[int, int], *, imported: bool = False
) -> None:
    """Unless it is there."""
    row = {
        "workspace_id": tx.workspace_id,
        **_columns(question, terms),
        "state": "open",
        "due_at": None,
        "first_answer_at": None,
        "reopened_at": 0,
        "last_answer_at": None,
        "claimed_by": 0,
        "helpers": [],
        "accepted": [],
        "changed_at": micros_of_datetime(tx.now),
        "imported": imported,
    }
    insert_new(tx.session, QuestionRow, [row])


def save_wording(tx: Transaction, question: Question, terms: Mapping[int, int]) -> None:
    """What a newer version of its message says."""
    row = _get(tx, question.question_id)
    for name, value in _columns(question, terms).items():
        if name in _ASKED:
            setattr(row, name, value)
    row.changed_at = micros_of_datetime(tx.now)


def save_place(tx: Transaction, question_id: str, *, channel_id: str, ts: str, at: int) -> None:
    """Where a question of `/we ask` was posted."""
    row = _get(tx, question_id)
    row.channel_id, row.ts, row.asked_at = channel_id, ts, at


def save_standing(tx: Transaction, question_id: str, standing: Standing) -> None:
    row = _get(tx, question_id)
    row.state, row.due_at = standing.state, standing.due_at
    row.first_answer_at, row.claimed_by = standing.first_answer_at, standing.claimed_by
    row.reopened_at, row.last_answer_at = standing.reopened_at, standing.last_answer_at
    row.helpers = list(standing.helpers)
    row.accepted = [[ts, helper, since] for ts, helper, since in standing.accepted]
    row.changed_at = micros_of_datetime(tx.now)


def find_question(tx: Transaction, question_id: str) -> Stored | None:
    row = tx.session.get(QuestionRow, (tx.workspace_id, question_id))
    return None if row is None else _stored(row)


def find_at(tx: Transaction, channel_id: str, ts: str) -> Stored | None:
    """The question a message is."""
    query = _all(tx).where(QuestionRow.channel_id == channel_id, QuestionRow.ts == ts)
    row = tx.session.scalars(query.limit(1)).first()
    return None if row is None else _stored(row)


def list_in_thread(tx: Transaction, channel_id: str, root_ts: str) -> list[Stored]:
    """Questions whose answers are in this thread: its root, and replies that were tracked."""
    query = _all(tx).where(
        QuestionRow.channel_id == channel_id,
        or_(QuestionRow.ts == root_ts, QuestionRow.thread_ts == root_ts),
    )
    return [_stored(row) for row in tx.session.scalars(query)]


def list_around(tx: Transaction, channel_id: str, *, first: int, until: int) -> list[Stored]:
    """Questions asked in a channel, not in threads, within these microseconds."""
    query = _all(tx).where(
        QuestionRow.channel_id == channel_id,
        QuestionRow.asked_at >= first,
        QuestionRow.asked_at < until,
        QuestionRow.thread_ts == "",
        QuestionRow.ts != "",
    )
    return [_stored(row) for row in tx.session.scalars(query.order_by(QuestionRow.asked_at))]


def list_unplaced(tx: Transaction) -> list[str]:
    """Ids of questions whose post's place is not known yet."""
    query = select(QuestionRow.question_id).where(
        QuestionRow.workspace_id == tx.workspace_id,
        QuestionRow.ts == "",
        QuestionRow.state.in_(WAITING),
    )
    return list(tx.session.scalars(query))


def list_tracked_threads(
    tx: Transaction, *, since: int, beside: Collection[str]
) -> set[tuple[str, str]]:
    """(channel, root ts) of questions in channels that are not watched."""
    query = select(QuestionRow.channel_id, QuestionRow.ts, QuestionRow.thread_ts).where(
        QuestionRow.workspace_id == tx.workspace_id, QuestionRow.asked_at >= since
    )
    if beside:
        query = query.where(QuestionRow.channel_id.not_in(beside))
    return {(row.channel_id, row.thread_ts or row.ts) for row in tx.session.execute(query)}


def list_due(tx: Transaction, now: int, *, limit: int) -> list[Stored]:
    """Questions whose claim or waiting is over."""
    query = _all(tx).where(QuestionRow.state.in_(WAITING), QuestionRow.due_at <= now)
    return [_stored(row) for row in tx.session.scalars(query.limit(limit))]


def list_questions(
    tx: Transaction,
    *,
    states: Collection[State],
    channel_ids: Collection[str] | None = None,
    asker: int | None = None,
    since: int = 0,
    offset: int = 0,
    limit: int,
) -> list[Stored]:
    """Public ones, and those of `channel_ids`; oldest first."""
    query = _seen(tx, states, channel_ids, asker).where(QuestionRow.asked_at >= since)
    page = query.order_by(QuestionRow.asked_at, QuestionRow.question_id)
    return [_stored(row) for row in tx.session.scalars(page.offset(offset).limit(limit))]


def count_questions(
    tx: Transaction,
    *,
    states: Collection[State],
    channel_ids: Collection[str] | None = None,
    asker: int | None = None,
) -> int:
    found = _seen(tx, states, channel_ids, asker).subquery()
    return tx.session.scalar(select(func.count()).select_from(found)) or 0


def list_changed(tx: Transaction, *, since: int, newest: int) -> list[Stored]:
    """What changed from a time on: the newest questions of it."""
    query = _all(tx).where(QuestionRow.changed_at >= since)
    newest_first = query.order_by(QuestionRow.asked_at.desc()).limit(newest)
    return [_stored(row) for row in tx.session.scalars(newest_first)]


def list_asked_in(tx: Transaction, *, start: int, end: int) -> list[Stored]:
    """Public questions asked within these microseconds that were not withdrawn."""
    query = _all(tx).where(
        QuestionRow.asked_at >= start,
        QuestionRow.asked_at < end,
        QuestionRow.audience == "public",
        QuestionRow.state != "withdrawn",
    )
    return [_stored(row) for row in tx.session.scalars(query)]


def list_asked_by(tx: Transaction, asker: int, *, since: int) -> list[Stored]:
    """Somebody's own of any place, asked from then on (microseconds) and not withdrawn."""
    query = _all(tx).where(
        QuestionRow.asker == asker, QuestionRow.asked_at >= since, QuestionRow.state != "withdrawn"
    )
    return [_stored(row) for row in tx.session.scalars(query)]


def list_answered(tx: Transaction, *, first: int) -> list[Stored]:
    """Answered anew from then on (microseconds), and their askers have said nothing to it."""
    query = _all(tx).where(
        QuestionRow.state == "answered",
        QuestionRow.last_answer_at >= first,
    )
    return [_stored(row) for row in tx.session.scalars(query)]


def list_accepted(tx: Transaction, *, changed_since: int = 0, asked_since: int = 0) -> list[Stored]:
    """Whose askers said that somebody helped, oldest first."""
    query = _all(tx).where(
        QuestionRow.state == "helped",
        QuestionRow.changed_at >= changed_since,
        QuestionRow.asked_at >= asked_since,
    )
    return [_stored(row) for row in tx.session.scalars(query.order_by(QuestionRow.asked_at))]


def remove_question(tx: Transaction, question_id: str) -> None:
    row = tx.session.get(QuestionRow, (tx.workspace_id, question_id))
    if row is not None:
        tx.session.delete(row)
        tx.session.flush()


def has_before(tx: Transaction, at: int) -> bool:
    """Whether there are questions asked before a time."""
    query = select(QuestionRow.question_id).where(
        QuestionRow.workspace_id == tx.workspace_id, QuestionRow.asked_at < at
    )
    return tx.session.scalar(query.limit(1)) is not None


def forget_before(tx: Transaction, at: int) -> None:
    """Questions asked before a time."""
    tx.session.execute(
        delete(QuestionRow).where(
            QuestionRow.workspace_id == tx.workspace_id, QuestionRow.asked_at < at
        )
    )


def _seen(
    tx: Transaction,
    states: Collection[State],
    channel_ids: Collection[str] | None,
    asker: int | None,
) -> Select[QuestionRow]:
    where: list[ColumnElement[bool]] = [QuestionRow.state.in_(states), QuestionRow.ts != ""]
    if channel_ids is not None:
        where.append(QuestionRow.channel_id.in_(channel_ids))
    elif asker is None:
        where.append(QuestionRow.audience == "public")
    if asker is not None:
        where.append(QuestionRow.asker == asker)
    return _all(tx).where(*where)


def _all(tx: Transaction) -> Select[QuestionRow]:
    """But of those who asked to be left out."""
    return select(QuestionRow).where(
        QuestionRow.workspace_id == tx.workspace_id, QuestionRow.asker.not_in(keys_left_out(tx))
    )


def _get(tx: Transaction, question_id: str) -> QuestionRow:
    return tx.session.get_one(QuestionRow, (tx.workspace_id, question_id))


def _columns(question: Question, terms: Mapping[int, int]) -> dict[str, object]:
    return {
        "question_id": question.question_id,
        "channel_id": question.channel_id,
        "ts": question.ts,
        "thread_ts": question.thread_ts,
        "asker": question.asker,
        "asked_at": question.asked_at,
        "audience": question.audience,
        "origin": question.origin,
        "asks": question.asks,
        "deleted": question.deleted,
        "version_at": question.version_at,
        "title": question.title,
        "details": question.details,
        "terms": {str(term): count for term, count in terms.items()},
    }


def _stored(row: QuestionRow) -> Stored:
    question = Question(
        question_id=row.question_id,
        channel_id=row.channel_id,
        ts=row.ts,
        thread_ts=row.thread_ts,
        asker=row.asker,
        asked_at=row.asked_at,
        audience=cast("Audience", row.audience),
        origin=cast("Origin", row.origin),
        asks=row.asks,
        deleted=row.deleted,
        version_at=row.version_at,
        title=row.title,
        details=row.details,
    )
    return Stored(
        question=question,
        terms={int(term): count for term, count in row.terms.items()},
        state=cast("State", row.state),
        claimed_by=row.claimed_by,
        first_answer_at=row.first_answer_at,
        reopened_at=row.reopened_at,
        last_answer_at=row.last_answer_at,
        helpers=tuple(row.helpers),
        accepted=_accepted(row.accepted),
        changed_at=row.changed_at,
        imported=row.imported,
    )


def _accepted(rows: Sequence[Sequence[str | int]]) -> tuple[tuple[str, int, int], ...]:
    return tuple((str(ts), int(helper), int(since)) for ts, helper, since in rows)
