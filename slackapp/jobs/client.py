"""The way to the durable engine for everyone, whether they run it or not."""

import logging
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Self

from dbos import DBOSClient, DBOSPortableJSONSerializer
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from slackapp.database.engines import (  # type: ignore[attr-defined]  # sqlite_driver is a name of theirs too
    SQLITE_BUSY_SECONDS,
    Database,
    sqlite_driver,
)
from slackapp.database.write_behind import hold
from slackapp.jobs.enqueueing import CollectingConnection

APPLICATION = "slackapp"
WORKFLOW = "run_row"
QUEUE_POLL_SECONDS = 0.2
_FINISHED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_BATCH = 500


def workflow_id(handler: str, workspace_id: str, row_id: str, attempt: int) -> str:
    return f"{handler}:{workspace_id}:{row_id}:{attempt}"


@dataclass(frozen=True, slots=True)
class RowName:
    """An attempt of a row, as the engine knows it; only the row's id may hold a colon."""

    handler: str
    workspace_id: str
    row_id: str
    attempt: int

    @classmethod
    def of(cls, workflow: str) -> Self:
        handler, workspace_id, rest = workflow.split(":", 2)
        row_id, _, attempt = rest.rpartition(":")
        return cls(handler, workspace_id, row_id, int(attempt))

    def __str__(self) -> str:
        return workflow_id(self.handler, self.workspace_id, self.row_id, self.attempt)


class DurableClient:
    """Enqueues inside our transactions and asks what became of it; never runs a row."""

    def __init__(self, database: Database) -> None:
        logging.getLogger("dbos").setLevel(logging.WARNING)
        self.is_sqlite = database.is_sqlite
        self.engine = open_durable_engine(database.url)
        self._closed = False
        event.listen(self.engine, "checkin", self._end_if_closed)
        self.serializer = DBOSPortableJSONSerializer()
        self._client = DBOSClient(
            system_database_engine=self.engine,
            serializer=self.serializer,
            application_name=APPLICATION,
            lazy=True,
        )

    def prepare(self) -> None:
        """Create or migrate the engine's tables and declare its queues; under our migration lock.

        DBOS.migrate would open the file with the standard library's SQLite beside ours, and two
        SQLite libraries in one process break each other's locks on a file.
        """
        self._client._sys_db.run_migrations()  # noqa: SLF001  no public way takes an engine
        self._declare_queues()

    def enqueue(
        self,
        session: Session,
        *,
        queue: str,
        handler: str,
        workspace_id: str,
        row_id: str,
        attempt: int,
        partition: str | None = None,
    ) -> None:
        """With all others of the transaction; the engine sees them after its commit."""
        row = RowName(handler, workspace_id, row_id, attempt)
        hold(session, WORKFLOW, self, partial(self._enqueue, session), [(row, queue, partition)])

    def _enqueue(self, session: Session, rows: Iterable[tuple[RowName, str, str | None]]) -> None:
        connection = CollectingConnection(session.connection())
        for row, queue, partition in dict.fromkeys(rows):
            options: dict[str, Any] = {
                "workflow_name": WORKFLOW,
                "queue_name": queue,
                "workflow_id": str(row),
            }
            if partition is not None:
                options["queue_partition_key"] = partition
            self._client.enqueue_in_transaction(
                connection,  # type: ignore[arg-type]  # all of a Connection that it uses
                options,  # type: ignore[arg-type]  # a TypedDict with an optional key
                row.handler,
                row.workspace_id,
                row.row_id,
                row.attempt,
            )
        connection.send()

    def waiting(self, workflow_ids: Collection[str]) -> set[str]:
        """Those of the ids that still stand in a queue."""
        if not workflow_ids:
            return set()
        found = self._client.list_workflows(
            workflow_ids=list(workflow_ids),
            status="ENQUEUED",
            load_input=False,
            load_output=False,
        )
        return {workflow.workflow_id for workflow in found}

    def in_hand_of(self, executor_id: str) -> list[RowName]:
        """What the engine gave this replica and has not heard of since."""
        found = self._client.list_workflows(
            executor_id=executor_id, status="PENDING", load_input=False, load_output=False
        )
        return [RowName.of(workflow.workflow_id) for workflow in found]

    def cancel(self, rows: Collection[RowName]) -> None:
        """Nobody will end these: the engine forgets them with what is finished."""
        if rows:
            self._client.cancel_workflows([str(row) for row in rows])

    def forget_finished(self, before: datetime) -> int:
        """Delete what the engine remembers of workflows that ended before this; how many."""
        forgotten = 0
        while ids := self._finished(before):
            self.forget(ids)
            forgotten += len(ids)
        return forgotten

    def forget(self, workflow_ids: Sequence[str]) -> None:
        self._client.delete_workflows(list(workflow_ids))

    def close(self) -> None:
        self._client.destroy()
        self._closed = True
        self.engine.dispose()

    def _end_if_closed(self, _connection: object, record: ConnectionPoolEntry) -> None:
        """DBOS's threads may hand a connection back after the end; its own engines do the same."""
        if self._closed:
            record.invalidate()

    def _finished(self, before: datetime) -> list[str]:
        found = self._client.list_workflows(
            status=_FINISHED,
            completed_before=before.isoformat(),
            limit=_BATCH,
            load_input=False,
            load_output=False,
        )
        return [workflow.workflow_id for workflow in found]

    def _declare_queues(self) -> None:
        self._client.register_queue(
            "posts",
            worker_concurrency=4,
            partition_limiter={"limit": 1, "period": _post_period(is_sqlite=self.is_sqlite)},
            polling_interval_sec=QUEUE_POLL_SECONDS,
        )
        self._client.register_queue(
            "work", worker_concurrency=4, polling_interval_sec=QUEUE_POLL_SECONDS
        )


def open_durable_engine(url: str) -> Engine:
    """DBOS's own connections; on SQLite it expects the driver to begin its transactions."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            pool_size=5,
            connect_args={"connect_timeout": 5},
        )
    engine = create_engine(
        url,
        module=sqlite_driver,
        connect_args={"timeout": SQLITE_BUSY_SECONDS, "isolation_level": "IMMEDIATE"},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  two drivers' type
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _post_period(*, is_sqlite: bool) -> float:
    """Seconds between two posts to a channel: Slack allows one a second.

    Before Python 3.12 DBOS's clock on SQLite moves in whole seconds, so one second may be none.
    """
    return 2.0 if is_sqlite and sys.version_info < (3, 12) else 1.0
