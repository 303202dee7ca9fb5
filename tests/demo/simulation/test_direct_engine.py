"""What a transaction enqueues is run after it, once, in order; on both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from slackapp.database.engines import Database
from slackapp.demo.simulation.direct_engine import DirectEngine, DirectQueue


@pytest.fixture
def queue(database: Database) -> Iterator[DirectQueue]:
    queue = DirectQueue(database)
    yield queue
    queue.close()


def enqueue(queue: DirectQueue, session: Session, row: str) -> None:
    queue.enqueue(session, queue="work", handler="job", workspace_id="T1", row_id=row, attempt=1)


def test_rows_wait_for_the_commit(database: Database, queue: DirectQueue) -> None:
    with database.writing() as session:
        enqueue(queue, session, "a")
        with session.begin_nested():
            enqueue(queue, session, "b")
        assert not queue.rows
    assert [row.row_id for row in queue.rows] == ["a", "b"]


def test_what_a_row_enqueues_is_run_too_and_nothing_twice(
    database: Database, queue: DirectQueue
) -> None:
    ran: list[str] = []

    def run(_workspace_id: str, row_id: str, _attempt: int) -> None:
        ran.append(row_id)
        if row_id == "a":
            with database.writing() as session:
                enqueue(queue, session, "b")

    engine = DirectEngine(queue, {"job": run})
    with database.writing() as session:
        enqueue(queue, session, "a")
    assert engine.run_all() == 2
    assert engine.run_all() == 0
    assert ran == ["a", "b"]
