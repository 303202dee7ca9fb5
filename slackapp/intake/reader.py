"""The reader: stored events into every room, whatever happens in between.

A batch is one transaction: effects, jobs and the done marks commit together. When anything in it
fails, the batch rolls back and its events are read again one by one (`single_reading`).
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence

import structlog

from slackapp.database.engines import Database
from slackapp.database.transaction import DurableQueue, Transaction
from slackapp.feature_contract import Feature
from slackapp.intake import store
from slackapp.intake.lifecycle import LifecycleReading
from slackapp.intake.passing_errors import is_passing
from slackapp.intake.reading_ahead import look_ahead
from slackapp.intake.rooms import Read, deliver, rooms_for, take_in
from slackapp.intake.single_reading import SingleReading, load_event, reason_of
from slackapp.intake.translation import Event
from slackapp.jobs.transactions import Transactions
from slackapp.observability.logs import place_of
from slackapp.observability.metrics import count_read
from slackapp.vocabulary.clock import Clock
from slackapp.workspace.workspaces import list_ended_ids, list_workspace_ids

IDLE_SECONDS = 1.0
BATCH_SECONDS = 0.5  # a batch holds its workspace's lock, and who types a command waits for it
LEAST_BATCH = 5
BATCHES_A_TURN = 10  # then the next workspace; asking who waits looks at the whole backlog

log = structlog.get_logger(__name__)


class Reader:
    """Reads every workspace's inbox in turn; one reader a workspace at a time."""

    def __init__(
        self,
        database: Database,
        features: Sequence[Feature],
        clock: Clock,
        durable_queue: DurableQueue,
        *,
        batch_seconds: float = BATCH_SECONDS,
        changed: Callable[[str], None] = lambda _workspace_id: None,
        knows_all: Callable[[], bool] = lambda: True,
    ) -> None:
        """`changed`: told whose installation is another now. `knows_all`: nobody else can be."""
        self._database = database
        self._batch_seconds = batch_seconds
        self._features = features
        self._transactions = Transactions(database, clock, durable_queue)
        self._lifecycle = LifecycleReading(database, self._transactions, changed)
        self._knows_all = knows_all
        self._most = 50 if database.is_sqlite else 200
        self._batch_size = self._most
        self._single = SingleReading(database, features, clock, durable_queue)
        self._wanted = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="inbox-reader", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._wanted.set()

    def close(self) -> None:
        """Ends after the batch at hand; what is left stays in the inbox."""
        self._closing.set()
        self.wake()
        if self._thread.is_alive():
            self._thread.join()

    def read_all(self) -> None:
        """Read until nothing is left to read now."""
        while self._read_round() and not self._closing.is_set():
            pass

    def _run(self) -> None:
        while not self._closing.is_set():
            self._wanted.wait(IDLE_SECONDS)
            self._wanted.clear()
            try:
                self.read_all()
            except Exception as error:  # noqa: BLE001  whatever it is, the next round tries again
                log.warning("inbox.reader_waits", error=type(error).__name__, place=place_of(error))
                self._closing.wait(IDLE_SECONDS)

    def _read_round(self) -> int:
        heard = self._lifecycle.read()
        with self._database.reading() as session:
            known = set(list_workspace_ids(session))
            ended = set(list_ended_ids(session))
            waiting = set(store.list_waiting_workspaces(session))
        if self._knows_all():  # before, Slack has not told whose token we have
            self._ignore(waiting & ended, "ended_workspace")
            self._ignore(waiting - known - ended, "unknown_workspace")
        read = heard + sum(self._read_turn(one) for one in sorted(waiting & known))
        return read + sum(self._single.retry_due(workspace_id) for workspace_id in sorted(known))

    def _ignore(self, workspace_ids: set[str], reason: str) -> None:
        for workspace_id in workspace_ids:
            log.warning("inbox.ignored", workspace=workspace_id, reason=reason)
            with self._database.writing() as session:
                store.ignore_all(session, workspace_id, reason=reason)

    def _read_turn(self, workspace_id: str) -> int:
        read = 0
        for _ in range(BATCHES_A_TURN):
            asked = self._batch_size
            size = self._read_batch(workspace_id)
            read += size
            if size < asked or self._closing.is_set():
                break
        return read

    def _read_batch(self, workspace_id: str) -> int:
        """How many events were read; 0 where another replica is reading this workspace."""
        event_ids: list[str] = []
        read = 0
        try:
            with self._transactions.writing(workspace_id) as tx:
                claimed = store.claim_open(tx, self._batch_size)
                event_ids = [one.event_id for one in claimed]
                if claimed:
                    read = self._read(tx, claimed)
                    self._fit_batches(claimed=len(claimed), read=read)
        except Exception as error:
            if is_passing(error):
                raise
            log.info("inbox.batch_read_singly", workspace=workspace_id, error=type(error).__name__)
            self._single.read(workspace_id, event_ids)
            read = len(event_ids)
        return read

    def _fit_batches(self, *, claimed: int, read: int) -> None:
        """Looking ahead costs for all that are claimed, so claim what can be read in time."""
        wished = self._batch_size * 2 if read == claimed else read
        self._batch_size = min(max(wished, LEAST_BATCH), self._most)

    def _read(self, tx: Transaction, claimed: Sequence[store.Claimed]) -> int:
        """How many could be read in time; marked done together: a mark each is an UPDATE each."""
        events = [load_event(one.body) for one in claimed]
        look_ahead(tx, events)
        deadline = time.monotonic() + self._batch_seconds
        done: dict[str | None, list[str]] = defaultdict(list)
        for one, event in zip(claimed, events, strict=True):
            done[reason_of(self._read_one(tx, event))].append(one.event_id)
            if time.monotonic() >= deadline:
                break
        for reason, event_ids in done.items():
            store.mark_done(tx, event_ids, reason=reason)
            count_read(reason or "done", len(event_ids))
        return sum(map(len, done.values()))

    def _read_one(self, tx: Transaction, event: Event) -> Read:
        read = take_in(tx, event)
        for feature in rooms_for(self._features, read):
            deliver(tx, feature, read, self._features)
        return read
