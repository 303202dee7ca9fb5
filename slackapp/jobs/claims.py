"""What replicas have in hand: claiming rows, and finding the claims of those that are gone."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from slackapp.database.transaction import DurableQueue
from slackapp.jobs.client import RowName
from slackapp.jobs.handover import Row, hand_over, plan_again, transaction_of
from slackapp.jobs.models import Replica
from slackapp.jobs.rows import DurableRow

# Claims of a replica nobody knows are those of a release that did not beat yet: it touched them.
ABANDONED_AFTER = timedelta(minutes=2)
_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """A replica is gone: its rows are released in this session, at this time.

    `stranded` are those that the engine gave it and that it had not claimed yet.
    """

    session: Session
    replica_id: str
    stranded: Collection[RowName]
    now: datetime
    queue: DurableQueue


class Hands:
    """What this process works at now: whatever else it has claimed, it has dropped.

    While the database is away, no end can be written, and a claim's own commit may succeed unheard.
    """

    def __init__(self, replica_id: str) -> None:
        self._replica_id = replica_id
        self._full: list[tuple[str, str, int]] = []

    @contextmanager
    def holding(self, workspace_id: str, row_id: str, attempt: int) -> Iterator[None]:
        """From before the claim until after the end is written."""
        held = (workspace_id, row_id, attempt)
        self._full.append(held)
        try:
            yield
        finally:
            self._full.remove(held)

    def claim(self, row: DurableRow, state: str, *, now: datetime) -> None:
        row.state = state
        row.claimed_by = self._replica_id
        row.claimed_at = now
        row.updated_at = now

    def dropped(self, session: Session, model: type[Row], state: str) -> Sequence[Row]:
        """Locked first, then compared: who was still at it meanwhile has written its end."""
        claims = claims_of(session, model, state, self._replica_id)
        held = set(self._full)
        return [row for row in claims if (row.workspace_id, row.row_id, row.attempt) not in held]


def claims_of(session: Session, model: type[Row], state: str, replica_id: str) -> Sequence[Row]:
    """What this replica has in hand, locked."""
    query = select(model).where(model.state == state, model.claimed_by == replica_id)
    return session.scalars(query.with_for_update()).all()


def abandoned_claims(
    session: Session, model: type[Row], state: str, now: datetime
) -> Sequence[Row]:
    """Old claims whose replica is in no table, locked; a few at a time."""
    known = select(Replica.replica_id).where(Replica.replica_id == model.claimed_by)
    query = select(model).where(
        model.state == state,
        model.updated_at <= now - ABANDONED_AFTER,
        or_(model.claimed_by.is_(None), ~known.exists()),
    )
    query = query.order_by(model.updated_at).limit(_BATCH)
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def hand_over_stranded(taken: TakeOver, model: type[DurableRow]) -> None:
    """The next attempt of rows that the engine gave to a replica which is gone."""
    for name in taken.stranded:
        if name.handler != model.handler:
            continue
        session = taken.session
        row = session.get(model, (name.workspace_id, name.row_id), with_for_update=True)
        if row is not None and row.attempt == name.attempt and row.state == "planned":
            plan_again(row, now=taken.now, due_at=row.due_at, reason="its_replica_died")
            hand_over(transaction_of(row, session, taken.now, taken.queue), row)
