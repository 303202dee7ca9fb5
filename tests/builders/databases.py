"""Databases and transactions for tests."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from slackapp.database.engines import Database
from slackapp.database.migrations import migrate
from slackapp.database.transaction import Transaction
from slackapp.jobs.client import DurableClient


@dataclass
class RecordedQueue:
    """A DurableQueue that remembers what it was handed."""

    rows: list[tuple[str, str, str, int]] = field(default_factory=list)

    def enqueue(
        self,
        session: Session,  # noqa: ARG002  same
        *,
        queue: str,
        handler: str,
        workspace_id: str,  # noqa: ARG002  same
        row_id: str,
        attempt: int,
        partition: str | None = None,  # noqa: ARG002  same
    ) -> None:
        self.rows.append((queue, handler, row_id, attempt))


@contextmanager
def transaction(
    database: Database,
    *,
    workspace_id: str = "T1",
    now: datetime = datetime(2026, 11, 18, 12, 0, tzinfo=UTC),
    queue: RecordedQueue | None = None,
    overrides: Mapping[str, object] | None = None,
) -> Iterator[Transaction]:
    """A writing transaction that commits at the end."""
    with database.workspace_writing(workspace_id) as session:
        yield Transaction(
            session=session,
            workspace_id=workspace_id,
            now=now,
            durable_queue=queue or RecordedQueue(),
            settings_overrides=overrides or {},
        )


def create_tables(url: str) -> None:
    """All tables, made by the migrations that operators run."""
    database = Database(url)
    queue = DurableClient(database)
    migrate(database, then=queue.prepare)
    queue.close()
    database.close()
