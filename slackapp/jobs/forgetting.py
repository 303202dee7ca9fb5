"""Jobs that name one person: told to them, and forgotten once they are done."""

import json
from collections.abc import Iterator

from sqlalchemy import String, cast, delete, or_, select

from slackapp.database.transaction import Transaction
from slackapp.jobs.models import Job

_OVER = ("done", "failed")


def export_jobs(tx: Transaction, person: int, slack_id: str) -> list[dict[str, object]]:
    """What was, or is to be done that names them."""
    return [
        {"kind": job.kind, "state": job.state, "planned_at": job.planned_at.isoformat()}
        for job in _naming(tx, person, slack_id)
    ]


def forget_jobs(tx: Transaction, person: int, slack_id: str) -> None:
    """What is still to be done finds nobody, and goes with the others of its week."""
    gone = [job.row_id for job in _naming(tx, person, slack_id) if job.state in _OVER]
    tx.session.execute(delete(Job).where(Job.workspace_id == tx.workspace_id, Job.row_id.in_(gone)))


def _naming(tx: Transaction, person: int, slack_id: str) -> Iterator[Job]:
    payload = cast(Job.payload, String)
    query = select(Job).where(
        Job.workspace_id == tx.workspace_id,
        or_(
            payload.contains(slack_id, autoescape=True),
            payload.contains(str(person)),
            Job.row_id.contains(slack_id, autoescape=True),
            Job.row_id.contains(str(person)),
        ),
    )
    for job in tx.session.scalars(query).all():
        said = f"{json.dumps(dict(job.payload))} {job.row_id}"
        if str(person) in said or _stands_alone(slack_id, said):
            yield job


def _stands_alone(slack_id: str, said: str) -> bool:
    """U1 is not in U12."""
    before, found, after = said.partition(slack_id)
    if not found:
        return False
    apart = not before[-1:].isalnum() and not after[:1].isalnum()
    return apart or _stands_alone(slack_id, after)
