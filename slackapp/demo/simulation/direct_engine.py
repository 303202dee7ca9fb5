"""An engine for accelerated time: what a transaction enqueues is run right after it.

The durable one polls by the real clock. Rows, claims, attempts and handlers are the app's own.
"""

from collections import deque
from collections.abc import Mapping

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from slackapp.app import Application
from slackapp.database.engines import Database
from slackapp.jobs.client import DurableClient, RowName
from slackapp.jobs.engine import Engine, Handler


class DirectQueue(DurableClient):
    """Rows wait in memory, in order; a row whose transaction failed is not there to be run."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.rows: deque[RowName] = deque()

    def enqueue(
        self,
        session: Session,
        *,
        queue: str,  # noqa: ARG002  there is one
        handler: str,
        workspace_id: str,
        row_id: str,
        attempt: int,
        partition: str | None = None,  # noqa: ARG002  nothing is paced: time is not real
    ) -> None:
        row = RowName(handler, workspace_id, row_id, attempt)
        if self not in session.info:
            session.info[self] = []
            event.listen(session, "after_transaction_end", self._take)
        session.info[self].append(row)

    def waiting(self, workflow_ids: object) -> set[str]:  # noqa: ARG002  asked when all is run
        return set()

    def in_hand_of(self, executor_id: str) -> list[RowName]:  # noqa: ARG002
        return []

    def cancel(self, rows: object) -> None:
        """Nothing is in hand."""

    def forget_finished(self, before: object) -> int:  # noqa: ARG002
        return 0

    def _take(self, session: Session, transaction: SessionTransaction) -> None:
        if transaction.parent is None:
            self.rows.extend(session.info.pop(self, ()))


class DirectEngine:
    """Runs rows when told to, on the thread that tells it."""

    def __init__(self, queue: DirectQueue, handlers: Mapping[str, Handler]) -> None:
        self._queue = queue
        self._handlers = handlers

    def launch(self) -> None:
        """There is nothing to start."""

    def close(self) -> None:
        """Nor to end."""

    def run_all(self) -> int:
        """And what those enqueue; how many."""
        run = 0
        while self._queue.rows:
            row = self._queue.rows.popleft()
            self._handlers[row.handler](row.workspace_id, row.row_id, row.attempt)
            run += 1
        return run


class AcceleratedApplication(Application):
    """The app with that engine; it ticks when it is told to."""

    def open_queue(self) -> DurableClient:
        self._direct_queue = DirectQueue(self.database)
        return self._direct_queue

    def open_engine(
        self,
        handlers: Mapping[str, Handler],
        replica_id: str,  # noqa: ARG002
    ) -> Engine:
        self.direct = DirectEngine(self._direct_queue, handlers)
        return self.direct

    def start(self) -> None:
        super().start()
        self.tick.stop()
        self.hand_over.stop()
