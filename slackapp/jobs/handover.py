"""Handing rows to the engine, fencing their attempts, and finding those that got lost.

The row is the truth: the engine may forget what it was given, never the other way round.
"""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from slackapp.database.engines import Database
from slackapp.database.transaction import DurableQueue, Transaction
from slackapp.jobs.client import DurableClient, workflow_id
from slackapp.jobs.rows import DurableRow

LOST_AFTER = timedelta(seconds=60)
_BATCH = 200

Row = TypeVar("Row", bound=DurableRow)


def new_row(tx: Transaction, *, due_at: datetime) -> dict[str, Any]:
    """The columns every planned row begins with."""
    return {
        "workspace_id": tx.workspace_id,
        "state": "planned",
        "attempt": 1,
        "failures": 0,
        "due_at": due_at,
        "planned_at": tx.now,
        "updated_at": tx.now,
    }


def hand_over(tx: Transaction, row: DurableRow) -> None:
    """Give this attempt of the row to the engine; twice is once."""
    tx.durable_queue.enqueue(
        tx.session,
        queue=row.queue,
        handler=row.handler,
        workspace_id=row.workspace_id,
        row_id=row.row_id,
        attempt=row.attempt,
        partition=row.partition,
    )
    row.handed_over_at = tx.now
    row.updated_at = tx.now


def plan_again(row: DurableRow, *, now: datetime, due_at: datetime, reason: str) -> None:
    """The next attempt, handed over by the tick once it is due; this one is fenced off."""
    row.state = "planned"
    row.attempt += 1
    row.due_at = due_at
    row.handed_over_at = None
    row.updated_at = now
    row.reason = reason


def find_attempt(
    tx: Transaction, model: type[Row], row_id: str, attempt: int, *states: str
) -> Row | None:
    """The row, locked until commit, if this attempt is still its current one."""
    row = tx.session.get(model, (tx.workspace_id, row_id), with_for_update=True)
    return row if row and row.attempt == attempt and row.state in states else None


class Handover:
    """The tick's share: hands over what is due and takes back what the engine lost."""

    def __init__(self, database: Database, client: DurableClient) -> None:
        self._database = database
        self._client = client

    def hand_over_due(self, model: type[DurableRow], now: datetime) -> None:
        query = select(model).where(model.state == "planned", model.handed_over_at.is_(None))
        query = query.where(model.due_at <= now).order_by(model.due_at).limit(_BATCH)
        with self._database.writing() as session:
            for row in session.scalars(query.with_for_update(skip_locked=True)):
                hand_over(transaction_of(row, session, now, self._client), row)

    def hand_over_lost(self, model: type[DurableRow], now: datetime) -> None:
        """A new attempt for rows that stand in no queue: their replica died with them in hand."""
        asked = self._long_handed_over(model, now)
        lost = asked - self._client.waiting(asked)
        with self._database.writing() as session:
            for row in session.scalars(_handed_over(model, now).with_for_update(skip_locked=True)):
                if _name(row) in lost:
                    plan_again(row, now=now, due_at=row.due_at, reason="lost_by_the_engine")
                    hand_over(transaction_of(row, session, now, self._client), row)
                elif _name(row) in asked:
                    row.handed_over_at = now  # seen in its queue: others are looked at first

    def _long_handed_over(self, model: type[DurableRow], now: datetime) -> set[str]:
        with self._database.reading() as session:
            return {_name(row) for row in session.scalars(_handed_over(model, now))}


def transaction_of(
    row: DurableRow, session: Session, now: datetime, queue: DurableQueue
) -> Transaction:
    return Transaction(session=session, workspace_id=row.workspace_id, now=now, durable_queue=queue)


def _handed_over(model: type[Row], now: datetime) -> Select[Row]:
    query = select(model).where(model.state == "planned")
    query = query.where(model.handed_over_at <= now - LOST_AFTER)
    return query.order_by(model.handed_over_at).limit(_BATCH)


def _name(row: DurableRow) -> str:
    return workflow_id(row.handler, row.workspace_id, row.row_id, row.attempt)
