"""Runs a job row: claims it, calls its function outside any transaction, writes how it went."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import delete

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.jobs.backoff import delay
from slackapp.jobs.claims import (
    Hands,
    TakeOver,
    abandoned_claims,
    claims_of,
    hand_over_stranded,
)
from slackapp.jobs.client import DurableClient
from slackapp.jobs.handover import (
    Handover,
    find_attempt,
    hand_over,
    plan_again,
    transaction_of,
)
from slackapp.jobs.models import Job, JobState
from slackapp.jobs.transactions import Transactions
from slackapp.vocabulary.clock import Clock

# Given (workspace_id, payload); may be called again after any interruption.
JobFunction = Callable[[str, Mapping[str, Any]], None]

MOST_FAILURES = 8
KEEP_FAILED = timedelta(days=30)
REPLICA_DIED = "its_replica_died"
END_NOT_WRITTEN = "its_end_was_not_written"

_log = structlog.get_logger(__name__)


class Later(Exception):  # noqa: N818  no fault: a job says when it wants to be called again
    """Raised by a job that cannot go on yet; not counted as a failure."""

    def __init__(self, wait: timedelta, reason: str) -> None:
        super().__init__(reason)
        self.wait = wait
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Work:
    kind: str
    payload: Mapping[str, Any]


class JobRunner:
    """The handler "job", and the tick's care for its rows."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        client: DurableClient,
        functions: Mapping[str, JobFunction],
        *,
        replica_id: str,
    ) -> None:
        self._database = database
        self._client = client
        self._transactions = Transactions(database, clock, client)
        self._functions = functions
        self._hands = Hands(replica_id)

    def run(self, workspace_id: str, row_id: str, attempt: int) -> None:
        with self._hands.holding(workspace_id, row_id, attempt):
            self._run(workspace_id, row_id, attempt)

    def tick(self, now: datetime) -> None:
        handover = Handover(self._database, self._client)
        handover.hand_over_due(Job, now)
        handover.hand_over_lost(Job, now)
        with self._database.writing() as session:
            for job in abandoned_claims(session, Job, "running", now):
                _count_failure(job, now, "its_replica_is_unknown")
            for job in self._hands.dropped(session, Job, "running"):
                _again_at_once(
                    job, transaction_of(job, session, now, self._client), END_NOT_WRITTEN
                )

    def take_over(self, taken: TakeOver) -> None:
        hand_over_stranded(taken, Job)
        for job in claims_of(taken.session, Job, "running", taken.replica_id):
            tx = transaction_of(job, taken.session, taken.now, taken.queue)
            _again_at_once(job, tx, REPLICA_DIED)

    def forget_done(self, before: datetime) -> int:
        """Delete the rows of jobs done before this; how many."""
        return self._forget("done", before)

    def forget_failed(self, before: datetime) -> int:
        """The same for those that were given up."""
        return self._forget("failed", before)

    def _run(self, workspace_id: str, row_id: str, attempt: int) -> None:
        key = (workspace_id, row_id, attempt)
        work = self._claim(*key)
        if work is None:
            return
        try:
            self._functions[work.kind](workspace_id, work.payload)
        except Later as later:
            self._postpone(*key, later)
        except Exception as error:  # noqa: BLE001  written on the row, tried again
            self._fail(*key, error)
        else:
            self._finish(*key)

    def _forget(self, state: JobState, before: datetime) -> int:
        old = delete(Job).where(Job.state == state, Job.updated_at < before)
        with self._database.writing() as session:
            return len(session.scalars(old.returning(Job.row_id)).all())

    def _claim(self, workspace_id: str, row_id: str, attempt: int) -> _Work | None:
        with self._transactions.writing(workspace_id) as tx:
            job = find_attempt(tx, Job, row_id, attempt, "planned")
            if job is None:
                return None
            self._hands.claim(job, "running", now=tx.now)
            return _Work(job.kind, job.payload)

    def _finish(self, workspace_id: str, row_id: str, attempt: int) -> None:
        with self._transactions.writing(workspace_id) as tx:
            if job := find_attempt(tx, Job, row_id, attempt, "running"):
                job.state = "done"
                job.reason = None
                job.updated_at = tx.now

    def _postpone(self, workspace_id: str, row_id: str, attempt: int, later: Later) -> None:
        with self._transactions.writing(workspace_id) as tx:
            if job := find_attempt(tx, Job, row_id, attempt, "running"):
                plan_again(job, now=tx.now, due_at=tx.now + later.wait, reason=later.reason)

    def _fail(self, workspace_id: str, row_id: str, attempt: int, error: Exception) -> None:
        with self._transactions.writing(workspace_id) as tx:
            if job := find_attempt(tx, Job, row_id, attempt, "running"):
                _count_failure(job, tx.now, type(error).__name__)


def _again_at_once(job: Job, tx: Transaction, reason: str) -> None:
    """Except what was in hand at the same mishap before too: it may be its cause."""
    may_be_the_cause = job.reason == reason
    _count_failure(job, tx.now, reason)
    if job.state == "planned" and not may_be_the_cause:
        job.due_at = tx.now
        hand_over(tx, job)


def _count_failure(job: Job, now: datetime, reason: str) -> None:
    """Another attempt after a while, or none after too many failures."""
    job.failures += 1
    _log.warning(
        "jobs.failed", workspace=job.workspace_id, job=job.row_id, failures=job.failures, why=reason
    )
    if job.failures < MOST_FAILURES:
        wait = delay(job.failures, row_id=job.row_id)
        plan_again(job, now=now, due_at=now + wait, reason=reason)
        return
    job.state = "failed"
    job.reason = reason
    job.updated_at = now
