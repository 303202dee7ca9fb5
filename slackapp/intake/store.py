"""Every query on the inbox."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.intake.envelope import LIFECYCLE_EVENTS
from slackapp.intake.models import InboxEvent, InboxFailure
from slackapp.workspace.workspaces import live_ids

UNFINISHED = ("open", "parked", "failed")

_INBOX = Base.metadata.tables[InboxEvent.__tablename__]
_OLDEST_OPEN = (
    select(_INBOX.c.event_id, _INBOX.c.body)
    .where(
        _INBOX.c.workspace_id == bindparam("workspace_id"),
        _INBOX.c.state == "open",
        _INBOX.c.kind.not_in(sorted(LIFECYCLE_EVENTS)),  # read by themselves, before all others
    )
    .order_by(_INBOX.c.received_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_MARK_DONE = (
    update(_INBOX)
    .where(
        _INBOX.c.workspace_id == bindparam("of_workspace"),
        _INBOX.c.event_id.in_(bindparam("event_ids", expanding=True)),
    )
    .values(state="done", body=None, reason=bindparam("why"))
)


def list_waiting_workspaces(session: Session) -> Sequence[str]:
    """Workspaces with an event to read."""
    query = select(InboxEvent.workspace_id).where(InboxEvent.state == "open").distinct()
    return session.scalars(query).all()


def list_open(session: Session, kinds: Collection[str]) -> list[tuple[str, str, bytes]]:
    """Open events of these kinds, oldest first: workspace, event id, body."""
    query = select(InboxEvent.workspace_id, InboxEvent.event_id, InboxEvent.body).where(
        InboxEvent.state == "open", InboxEvent.kind.in_(kinds)
    )
    rows = session.execute(query.order_by(InboxEvent.received_at))
    return [(row.workspace_id, row.event_id, row.body) for row in rows if row.body is not None]


class Claimed(NamedTuple):
    """An open event in the reader's hands."""

    event_id: str
    body: bytes


def claim_open(tx: Transaction, limit: int) -> Sequence[Claimed]:
    """The oldest open events; none while another replica reads this workspace."""
    if not tx.try_to_lock_workspace():
        return []
    claimed = tx.session.execute(_OLDEST_OPEN, {"workspace_id": tx.workspace_id, "most": limit})
    return [Claimed._make(row) for row in claimed]


def mark_done(tx: Transaction, event_ids: Collection[str], *, reason: str | None) -> None:
    """Read by every room, or by none for this reason; what people wrote goes at once."""
    done = {"of_workspace": tx.workspace_id, "event_ids": list(event_ids), "why": reason}
    tx.session.execute(_MARK_DONE, done)


def ignore_all(session: Session, workspace_id: str, *, reason: str) -> None:
    """Nobody here is to read this workspace's events, unless the app is back there meanwhile."""
    session.execute(
        update(InboxEvent)
        .where(
            InboxEvent.workspace_id == workspace_id,
            InboxEvent.state == "open",
            InboxEvent.kind.not_in(LIFECYCLE_EVENTS),
            InboxEvent.workspace_id.not_in(live_ids()),
        )
        .values(state="ignored", reason=reason, body=None)
    )


def find_event(tx: Transaction, event_id: str, *, states: Iterable[str]) -> InboxEvent | None:
    query = select(InboxEvent).where(
        InboxEvent.workspace_id == tx.workspace_id,
        InboxEvent.event_id == event_id,
        InboxEvent.state.in_(list(states)),
    )
    return tx.session.scalar(query.with_for_update())


def remove_failure(tx: Transaction, event_id: str, room: str) -> None:
    tx.session.execute(
        delete(InboxFailure).where(
            InboxFailure.workspace_id == tx.workspace_id,
            InboxFailure.event_id == event_id,
            InboxFailure.room == room,
        )
    )


def reopen_all_parked(tx: Transaction) -> None:
    """Everybody has been looked up: whoever is still unknown parks its events again."""
    tx.session.execute(
        update(InboxEvent)
        .where(InboxEvent.workspace_id == tx.workspace_id, InboxEvent.state == "parked")
        .values(state="open", waits_for=None)
    )


def reopen_parked(tx: Transaction, slack_id: str) -> None:
    """What waited for this look-up may be read again."""
    tx.session.execute(
        update(InboxEvent)
        .where(
            InboxEvent.workspace_id == tx.workspace_id,
            InboxEvent.state == "parked",
            InboxEvent.waits_for == slack_id,
        )
        .values(state="open", waits_for=None)
    )


def list_parked(tx: Transaction, received_before: int, limit: int) -> Sequence[str]:
    """What the oldest parked events wait for."""
    query = select(InboxEvent.waits_for).where(
        InboxEvent.workspace_id == tx.workspace_id,
        InboxEvent.state == "parked",
        InboxEvent.received_at < received_before,
    )
    return [wanted for wanted in tx.session.scalars(query.distinct().limit(limit)) if wanted]


def list_due_failures(tx: Transaction, limit: int) -> Sequence[InboxFailure]:
    query = (
        select(InboxFailure)
        .where(
            InboxFailure.workspace_id == tx.workspace_id,
            InboxFailure.next_try_at <= tx.now,
        )
        .order_by(InboxFailure.next_try_at)
        .limit(limit)
    )
    return tx.session.scalars(query).all()


def is_due(tx: Transaction, event_id: str, room: str) -> bool:
    failure = tx.session.get(InboxFailure, (tx.workspace_id, event_id, room))
    return bool(failure and failure.next_try_at and failure.next_try_at <= tx.now)


def list_failures(tx: Transaction, event_id: str) -> Sequence[InboxFailure]:
    query = select(InboxFailure).where(
        InboxFailure.workspace_id == tx.workspace_id, InboxFailure.event_id == event_id
    )
    return tx.session.scalars(query).all()


def list_dead(session: Session, workspace_id: str | None = None) -> Sequence[InboxFailure]:
    """Dead letters, oldest event id first."""
    query = select(InboxFailure).where(InboxFailure.next_try_at.is_(None))
    if workspace_id is not None:
        query = query.where(InboxFailure.workspace_id == workspace_id)
    return session.scalars(query.order_by(InboxFailure.event_id, InboxFailure.room)).all()


def retry_dead(session: Session, now: datetime, event_ids: Iterable[str] | None = None) -> int:
    """Give dead letters (all, or of these events) five tries more; returns how many."""
    dead = update(InboxFailure).where(InboxFailure.next_try_at.is_(None))
    if event_ids is not None:
        dead = dead.where(InboxFailure.event_id.in_(list(event_ids)))
    dead = dead.values(next_try_at=now, attempts=0).returning(InboxFailure.event_id)
    return len(session.scalars(dead).all())


def count_by_state(session: Session) -> dict[str, int]:
    """How many events are open, parked, failed (done and ignored ones are not counted)."""
    query = (
        select(InboxEvent.state, func.count().label("amount"))
        .where(InboxEvent.state.in_(UNFINISHED))
        .group_by(InboxEvent.state)
    )
    return {row.state: row.amount for row in session.execute(query)}


def erase_bodies(session: Session, received_before: int) -> None:
    """Bodies go once read, and at the latest now: dead letters cannot be retried after."""
    session.execute(
        update(InboxEvent)
        .where(InboxEvent.received_at < received_before, InboxEvent.body.is_not(None))
        .values(body=None)
    )


def remove_unreadable(session: Session, received_before: int) -> None:
    """Forget what can never be read, its dead letters too: the body is gone since long."""
    gone = (
        InboxEvent.received_at < received_before,
        InboxEvent.body.is_(None),
        InboxEvent.state.in_(("parked", "failed")),
    )
    its_event = InboxEvent.event_id == InboxFailure.event_id
    same_workspace = InboxEvent.workspace_id == InboxFailure.workspace_id
    owed = select(InboxEvent.event_id).where(its_event, same_workspace, *gone).exists()
    session.execute(delete(InboxFailure).where(owed))
    session.execute(delete(InboxEvent).where(*gone))


def remove_finished(session: Session, received_before: int) -> None:
    """Forget old events altogether: Slack repeats none of them any more."""
    session.execute(
        delete(InboxEvent).where(
            InboxEvent.received_at < received_before,
            InboxEvent.state.not_in(UNFINISHED),
        )
    )
