"""The inbox: events that arrive together share one commit; a unique key stops repeats."""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

import structlog

from slackapp.database.engines import Database
from slackapp.intake.envelope import EventEnvelope
from slackapp.intake.event_insert import EventInsert, EventRow
from slackapp.vocabulary.clock import Clock
from slackapp.vocabulary.slack_time import micros_of_datetime

MAX_BATCH = 500
MAX_WAITING = 10_000
STORE_SECONDS = 2.5

log = structlog.get_logger(__name__)


class InboxUnavailable(Exception):  # noqa: N818  named after the HTTP status it becomes
    """The event could not be stored; Slack is to send it again."""


@dataclass(slots=True)
class _Lot:
    """What arrived within one turn of the event loop: handed over, timed and told together."""

    loop: asyncio.AbstractEventLoop
    received_at: int
    rows: list[EventRow] = field(default_factory=list)
    stored: list[asyncio.Future[None]] = field(default_factory=list)

    def add(self, envelope: EventEnvelope) -> asyncio.Future[None]:
        """What to wait for. A microsecond apart, so that they are read in order of arrival."""
        at = self.received_at + len(self.rows)
        self.rows.append(
            (envelope.workspace_id, envelope.event_id, envelope.kind, at, envelope.body)
        )
        stored = self.loop.create_future()
        self.stored.append(stored)
        return stored

    def tell(self, error: InboxUnavailable | None) -> None:
        for future in self.stored:
            if future.done():  # its request gave up waiting
                continue
            if error is None:
                future.set_result(None)
            else:
                future.set_exception(error)


class InboxWriter:
    """One thread that commits whatever arrived while its last commit ran; no timer is needed.

    Between the event loop and the thread everything goes by the lot: a hand-over, a timer and a
    wake-up an event cost more than the event itself. There is a second loop only for the moment
    in which a socket's is replaced.
    """

    def __init__(self, database: Database, clock: Clock, on_stored: Callable[[], None]) -> None:
        self.failing = False  # whether the last commit did
        self._commit_began: float | None = None
        self._clock = clock
        self._on_stored = on_stored
        self._insert = EventInsert(database)
        self._arriving: _Lot | None = None
        self._waiting = 0
        self._lots: queue.SimpleQueue[_Lot | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="inbox-writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def stalled(self) -> bool:
        """Whether a commit takes too long for whoever waits, or nobody commits any more."""
        began, is_started = self._commit_began, self._thread.ident is not None
        takes_long = began is not None and time.monotonic() - began > STORE_SECONDS
        return takes_long or (is_started and not self._thread.is_alive())

    def close(self) -> None:
        """Commits what is waiting, then ends."""
        self._lots.put(None)
        self._thread.join()

    async def store(self, envelope: EventEnvelope) -> None:
        """Returns once the event is on disk; raises InboxUnavailable when it cannot be in time."""
        if self._waiting >= MAX_WAITING:
            raise InboxUnavailable("too many events are waiting")
        self._waiting += 1
        lot = self._arriving
        loop = asyncio.get_running_loop()
        if lot is None or len(lot.rows) == MAX_BATCH or lot.loop is not loop:
            lot = self._open_lot(loop)
        await lot.add(envelope)

    def _open_lot(self, loop: asyncio.AbstractEventLoop) -> _Lot:
        self._arriving = _Lot(loop, micros_of_datetime(self._clock.now()))
        loop.call_soon(self._hand_over, self._arriving)
        return self._arriving

    def _hand_over(self, lot: _Lot) -> None:
        self._arriving = None
        too_late = InboxUnavailable("the database takes too long")
        lot.loop.call_later(STORE_SECONDS, lot.tell, too_late)
        self._lots.put(lot)

    def _run(self) -> None:
        while lots := self._next_lots():
            error = self._commit(list(chain.from_iterable(lot.rows for lot in lots)))
            self._wake(lots, error)
            if error is None:
                self._on_stored()
        self._insert.close()

    def _next_lots(self) -> list[_Lot]:
        lots, size = list[_Lot](), 0
        lot = self._lots.get()
        while lot is not None:
            lots.append(lot)
            size += len(lot.rows)
            if size >= MAX_BATCH or self._lots.empty():
                return lots
            lot = self._lots.get()
        if lots:
            self._lots.put(None)
        return lots

    def _commit(self, rows: Sequence[EventRow]) -> InboxUnavailable | None:
        self._commit_began = time.monotonic()
        try:
            self._insert(rows)
        except Exception as error:  # noqa: BLE001  whatever it is, this thread has to go on
            name = type(error).__name__
            log.error("inbox.not_stored", events=len(rows), error=name)  # noqa: TRY400  no values
            self.failing = True
            return InboxUnavailable("the database did not store it")
        finally:
            self._commit_began = None
        self.failing = False
        return None

    def _wake(self, lots: Sequence[_Lot], error: InboxUnavailable | None) -> None:
        """With one call to the event loop, however many wait."""
        for loop in {lot.loop for lot in lots}:
            mine = [lot for lot in lots if lot.loop is loop]
            try:
                loop.call_soon_threadsafe(self._tell, mine, error)
            except RuntimeError:  # it has ended, so nobody waits there any more
                log.info("inbox.nobody_waits", events=sum(len(lot.rows) for lot in mine))

    def _tell(self, lots: Sequence[_Lot], error: InboxUnavailable | None) -> None:
        for lot in lots:
            self._waiting -= len(lot.rows)
            lot.tell(error)
