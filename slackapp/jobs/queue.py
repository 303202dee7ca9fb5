"""How a job is asked for, inside the transaction that makes it necessary."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.jobs.handover import hand_over, new_row
from slackapp.jobs.models import Job, JobState


def enqueue_job(
    tx: Transaction,
    *,
    kind: str,
    key: str,
    payload: Mapping[str, Any],
    due_at: datetime | None = None,
) -> None:
    """Run `kind` with this payload at least once; the same kind and key twice is one job.

    Without `due_at`, or when it has passed, the engine gets it with this commit; else the tick
    hands it over when it is due.
    """
    job_id = f"{kind}:{key}"
    fresh = new_row(tx, due_at=due_at or tx.now)
    insert_new(tx.session, Job, [{**fresh, "job_id": job_id, "kind": kind, "payload": payload}])
    job = tx.session.get_one(Job, (tx.workspace_id, job_id))
    if job.handed_over_at is None and job.due_at <= tx.now:
        hand_over(tx, job)


def unfinished_payloads(tx: Transaction, *, kind: str) -> Sequence[Mapping[str, Any]]:
    """Of the workspace's jobs of this kind that are still to be done, or being done."""
    query = select(Job.payload).where(
        Job.workspace_id == tx.workspace_id,
        Job.kind == kind,
        Job.state.in_(("planned", "running")),
    )
    return tx.session.scalars(query).all()


def job_state(tx: Transaction, *, kind: str, key: str) -> JobState | None:
    job = tx.session.get(Job, (tx.workspace_id, f"{kind}:{key}"))
    return None if job is None else cast("JobState", job.state)
