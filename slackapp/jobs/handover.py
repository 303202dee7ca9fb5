"""Handing rows to the engine, taking them back, and finding those it lost."""

from datetime import datetime
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.jobs.rows import DurableRow


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
