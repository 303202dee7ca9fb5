"""The inbox: events that arrive together share one commit; a unique key stops repeats."""

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from slackapp.database.engines import Database
from slackapp.intake.envelope import EventEnvelope
from slackapp.intake.models import InboxEvent
from slackapp.vocabulary.clock import Clock
from slackapp.vocabulary.slack_time import micros_of_datetime

MAX_BATCH = 500
MAX_WAITING = 10_000

log = structlog.get_logger(__name__)


class InboxUnavailable(Exception):  # noqa: N818  named after the HTTP status it becomes
    """The event could not be stored; Slack is to send it again."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    row: dict[str, object]
    loop: asyncio.AbstractEventLoop
    stored: asyncio.Future[None]


class InboxWriter:
    """One thread that commits whatever arrived while its last commit ran; no timer is needed."""

    def __init__(self, database: Database, clock: Clock, on_stored: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._on_stored = on_stored
        self._waiting: queue.Queue[_Waiting | None] = queue.Queue(MAX_WAITING)
        self._thread = threading.Thread(target=self._run, name="inbox-writer", daemon=True)
        self._insert = _insert_new(database)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Commits what is waiting, then ends."""
        self._waiting.put(None)
        self._thread.join()

    async def store(self, envelope: EventEnvelope) -> None:
        """Returns once the event is on disk; raises InboxUnavailable when it cannot be."""
        loop = asyncio.get_running_loop()
        waiting = _Waiting(self._row(envelope), loop, loop.create_future())
        try:
            self._waiting.put_nowait(waiting)
        except queue.Full:
            raise InboxUnavailable("too many events are waiting") from None
        await waiting.stored

    def _row(self, envelope: EventEnvelope) -> dict[str, object]:
        return {
            "workspace_id": envelope.workspace_id,
            "event_id": envelope.event_id,
            "kind": envelope.kind,
            "received_at": micros_of_datetime(self._clock.now()),
            "body": envelope.body,
            "state": "open",
        }

    def _run(self) -> None:
        while batch := self._next_batch():
            error = self._commit(batch)
            _tell(batch, error)
            if error is None:
                self._on_stored()

    def _next_batch(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        waiting = self._waiting.get()
        while waiting is not None:
            batch.append(waiting)
            if len(batch) == MAX_BATCH or self._waiting.empty():
                return batch
            waiting = self._waiting.get()
        if batch:
            self._waiting.put(None)
        return batch

    def _commit(self, batch: Sequence[_Waiting]) -> Exception | None:
        try:
            with self._database.connecting(urgent=True) as connection:
                connection.execute(self._insert, [waiting.row for waiting in batch])
        except (SQLAlchemyError, OSError) as error:
            name = type(error).__name__
            log.error("inbox.not_stored", events=len(batch), error=name)  # noqa: TRY400  no values
            return InboxUnavailable("the database did not store it")
        return None


def _insert_new(database: Database) -> Executable:
    if database.is_sqlite:
        return sqlite.insert(InboxEvent).on_conflict_do_nothing()
    return postgresql.insert(InboxEvent).on_conflict_do_nothing()


def _tell(batch: Sequence[_Waiting], error: Exception | None) -> None:
    """Wake all who wait, with one call to each event loop."""
    for loop in {waiting.loop for waiting in batch}:
        mine = [waiting.stored for waiting in batch if waiting.loop is loop]
        loop.call_soon_threadsafe(_settle, mine, error)


def _settle(stored: Sequence[asyncio.Future[None]], error: Exception | None) -> None:
    for future in stored:
        if future.done():  # its request gave up waiting
            continue
        if error is None:
            future.set_result(None)
        else:
            future.set_exception(error)
