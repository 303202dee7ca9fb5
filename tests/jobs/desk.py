"""What tests of rows hold in their hands."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.jobs.client import DurableClient, workflow_id
from slackapp.jobs.models import Job
from slackapp.jobs.queue import enqueue_job
from slackapp.jobs.replicas import Heartbeat
from slackapp.jobs.runner import JobFunction, JobRunner
from slackapp.jobs.transactions import Transactions
from slackapp.vocabulary.clock import SettableClock


@dataclass
class Desk:
    database: Database
    clock: SettableClock
    client: DurableClient

    @contextmanager
    def transaction(self, workspace_id: str = "T1") -> Iterator[Transaction]:
        with Transactions(self.database, self.clock, self.client).writing(workspace_id) as tx:
            yield tx

    def runner(self, **functions: JobFunction) -> JobRunner:
        return self.runner_of("replica-1", **functions)

    def runner_of(self, replica_id: str, **functions: JobFunction) -> JobRunner:
        return JobRunner(self.database, self.clock, self.client, functions, replica_id=replica_id)

    def heartbeat(self, replica_id: str, runner: JobRunner | None = None) -> Heartbeat:
        """Has to be told when to beat."""
        releases = [] if runner is None else [runner.take_over]
        return Heartbeat(self.database, self.clock, self.client, replica_id, releases)

    def plan(
        self,
        kind: str = "greet",
        key: str = "1",
        payload: Mapping[str, Any] | None = None,
        *,
        due_in: timedelta | None = None,
    ) -> str:
        due_at = None if due_in is None else self.clock.now() + due_in
        with self.transaction() as tx:
            enqueue_job(tx, kind=kind, key=key, payload=payload or {}, due_at=due_at)
        return f"{kind}:{key}"

    def job(self, job_id: str = "greet:1") -> Job:
        with self.database.reading() as session:
            return session.get_one(Job, ("T1", job_id))

    def is_waiting(self, job_id: str, attempt: int) -> bool:
        name = workflow_id("job", "T1", job_id, attempt)
        return name in self.client.waiting([name])

    def pass_time(self, **duration: float) -> datetime:
        self.clock.set(self.clock.now() + timedelta(**duration))
        return self.clock.now()
