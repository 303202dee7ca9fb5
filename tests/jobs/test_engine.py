"""The real engine, on both databases."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from queue import Queue
from threading import Event, Timer
from time import monotonic

import pytest
from dbos import DBOSClient
from structlog.testing import capture_logs

from slackapp.database.engines import Database
from slackapp.jobs.client import DurableClient, workflow_id
from slackapp.jobs.engine import DurableEngine
from tests.jobs.desk import Desk

Call = tuple[str, str, int]
FAR_FUTURE = datetime(2100, 1, 1, tzinfo=UTC)


@contextmanager
def engine_running(
    database: Database, handler: Callable[[str, str, int], None], *, executor_id: str = "replica-1"
) -> Iterator[DurableEngine]:
    engine = DurableEngine(database, {"note": handler}, executor_id=executor_id)
    engine.launch()
    try:
        yield engine
    finally:
        engine.close()


def enqueue(desk: Desk, row_id: str, *, attempt: int = 1, channel: str | None = None) -> None:
    queue, partition = ("posts", f"T1:{channel}") if channel else ("work", None)
    with desk.database.writing() as session:
        desk.client.enqueue(
            session,
            queue=queue,
            handler="note",
            workspace_id="T1",
            row_id=row_id,
            attempt=attempt,
            partition=partition,
        )


class Notes:
    """A handler that notes its calls, and when they came."""

    def __init__(self) -> None:
        self.calls: Queue[tuple[Call, float]] = Queue()

    def __call__(self, workspace_id: str, row_id: str, attempt: int) -> None:
        self.calls.put(((workspace_id, row_id, attempt), monotonic()))

    def next(self) -> tuple[Call, float]:
        return self.calls.get(timeout=30)


def test_a_committed_row_reaches_its_handler_and_a_rolled_back_one_never_does(desk: Desk) -> None:
    notes = Notes()
    with engine_running(desk.database, notes):
        with desk.database.writing() as session:
            desk.client.enqueue(
                session,
                queue="work",
                handler="note",
                workspace_id="T1",
                row_id="undone",
                attempt=1,
            )
            session.rollback()
        enqueue(desk, "kept")
        assert notes.next()[0] == ("T1", "kept", 1)
        enqueue(desk, "last")
        assert notes.next()[0] == ("T1", "last", 1)


def test_the_same_attempt_enqueued_twice_is_handled_once(desk: Desk) -> None:
    notes = Notes()
    enqueue(desk, "a")
    enqueue(desk, "a")
    with engine_running(desk.database, notes):
        assert notes.next()[0] == ("T1", "a", 1)
        enqueue(desk, "a")
        enqueue(desk, "a", attempt=2)
        assert notes.next()[0] == ("T1", "a", 2)


def test_what_was_enqueued_while_no_engine_ran_is_handled_after_the_next_launch(
    desk: Desk,
) -> None:
    first, second = Notes(), Notes()
    with engine_running(desk.database, first, executor_id="before"):
        enqueue(desk, "a")
        first.next()
    enqueue(desk, "b")
    with engine_running(desk.database, second, executor_id="after"):
        assert second.next()[0] == ("T1", "b", 1)
    assert first.calls.empty()


def test_a_second_engine_in_the_process_is_refused(desk: Desk) -> None:
    other = DurableEngine(desk.database, {}, executor_id="other")
    notes = Notes()
    with engine_running(desk.database, notes):
        with pytest.raises(RuntimeError, match="another durable engine"):
            other.launch()
        other.close()
        enqueue(desk, "a")
        assert notes.next()[0] == ("T1", "a", 1)


def test_closing_waits_for_the_row_in_hand(desk: Desk) -> None:
    begun, may_end, ended = Event(), Event(), Event()

    def slow(_workspace_id: str, _row_id: str, _attempt: int) -> None:
        begun.set()
        may_end.wait(30)
        ended.set()

    engine = DurableEngine(desk.database, {"note": slow}, executor_id="replica-1")
    engine.launch()
    enqueue(desk, "a")
    assert begun.wait(30)
    Timer(0.8, may_end.set).start()  # longer than closing takes when nothing is in hand
    engine.close()
    assert ended.is_set()


def test_the_text_of_a_handlers_error_is_kept_nowhere(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    notes = Notes()

    def fails(workspace_id: str, row_id: str, attempt: int) -> None:
        notes(workspace_id, row_id, attempt)
        raise ValueError("words of a person")

    with capture_logs() as ours, engine_running(desk.database, fails):
        enqueue(desk, "a")
        notes.next()
    client = DBOSClient(
        system_database_engine=desk.client.engine, serializer=desk.client.serializer
    )
    (workflow,) = client.list_workflows()
    assert workflow.error is None
    assert [(line["row"], line["error"]) for line in ours] == [("note:T1:a:1", "ValueError")]
    assert "words of a person" not in f"{ours} {caplog.text}"


def test_the_engines_own_lines_go_the_way_of_ours(desk: Desk) -> None:
    with engine_running(desk.database, Notes()):
        library = logging.getLogger("dbos")
        assert library.propagate
        assert library.getEffectiveLevel() == logging.WARNING


def test_a_channel_gets_a_post_a_second_and_does_not_hold_up_another(desk: Desk) -> None:
    notes = Notes()
    for number in range(3):
        enqueue(desk, f"general-{number}", channel="C1")
    enqueue(desk, "random", channel="C2")
    with engine_running(desk.database, notes):
        calls = [notes.next() for _ in range(4)]
    general = sorted(at for (_, row_id, _), at in calls if row_id.startswith("general"))
    # Slow machines hear of one late, and of the next in time: half of it is still no flood.
    assert all(later - earlier > 0.5 for earlier, later in pairwise(general))
    order = [row_id for (_, row_id, _), _ in calls]
    assert order.index("random") < 2


def _forget_once_finished(desk: Desk) -> int:
    """DBOS notes the end a moment after the handler returns."""
    pause = Event()
    for _ in range(200):
        if forgotten := desk.client.forget_finished(FAR_FUTURE):
            return forgotten
        pause.wait(0.05)
    return 0


def test_what_is_finished_can_be_forgotten_and_what_waits_stays(desk: Desk) -> None:
    notes = Notes()
    with engine_running(desk.database, notes):
        enqueue(desk, "a")
        notes.next()
        assert _forget_once_finished(desk) == 1
    enqueue(desk, "b")
    assert desk.client.forget_finished(FAR_FUTURE) == 0
    waiting = workflow_id("note", "T1", "b", 1)
    assert desk.client.waiting([waiting, workflow_id("note", "T1", "a", 1)]) == {waiting}


def test_a_connection_handed_back_after_the_end_is_closed(database: Database) -> None:
    client = DurableClient(database)
    late = client.engine.connect()
    connection = late.connection.driver_connection
    client.close()
    late.close()
    with pytest.raises(Exception, match=r"(?i)closed"):
        connection.cursor().execute("SELECT 1")  # type: ignore[union-attr]  # it was open above
