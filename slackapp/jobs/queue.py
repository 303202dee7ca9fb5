"""How a job is asked for, inside the transaction that makes it necessary."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.database.upsert import new_rows
from slackapp.database.write_behind import hold
from slackapp.jobs.handover import new_row
from slackapp.jobs.models import Job

_TABLE = Base.metadata.tables[Job.__tablename__]


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
    due_at = due_at or tx.now
    job = {
        **new_row(tx, due_at=due_at),
        "handed_over_at": tx.now if due_at <= tx.now else None,
        "job_id": f"{kind}:{key}",
        "kind": kind,
        "payload": payload,
    }
    kind_of_write = (enqueue_job, tx.workspace_id)
    hold(tx.session, Job.__tablename__, kind_of_write, partial(_plan, tx), [job])


def _plan(tx: Transaction, jobs: Sequence[Mapping[str, Any]]) -> None:
    """Only what is new goes to the engine: the others are there, or the tick's."""
    insert = new_rows(Job, tx.session.get_bind().dialect.name).returning(_TABLE.c.job_id)
    new = set(tx.session.scalars(insert, jobs))
    for job in jobs:
        if job["job_id"] in new and job["handed_over_at"]:
            new.discard(job["job_id"])
            tx.durable_queue.enqueue(
                tx.session,
                queue=Job.queue,
                handler=Job.handler,
                workspace_id=tx.workspace_id,
                row_id=job["job_id"],
                attempt=1,
            )


def unfinished_payloads(tx: Transaction, *, kind: str) -> Sequence[Mapping[str, Any]]:
    """Of the workspace's jobs of this kind that are still to be done, or being done."""
    query = select(Job.payload).where(
        Job.workspace_id == tx.workspace_id,
        Job.kind == kind,
        Job.state.in_(("planned", "running")),
    )
    return tx.session.scalars(query).all()
