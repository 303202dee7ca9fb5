"""One event in a transaction of its own, a savepoint a room: what fails stays with its room."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import structlog

from slackapp.database.engines import Database
from slackapp.database.transaction import DurableQueue, Transaction
from slackapp.feature_contract import Feature
from slackapp.intake import store
from slackapp.intake.json_body import read_json
from slackapp.intake.models import InboxEvent, InboxFailure
from slackapp.intake.passing_errors import is_passing
from slackapp.intake.rooms import Read, deliver, rooms_for, take_in
from slackapp.intake.translation import NotForRooms
from slackapp.jobs.queue import enqueue_job
from slackapp.jobs.transactions import Transactions
from slackapp.observability.logs import place_of
from slackapp.observability.metrics import count_read
from slackapp.vocabulary.clock import Clock
from slackapp.workspace.lookup import NotKnownYet

MAX_ATTEMPTS = 5
RETRIES_AT_ONCE = 20
LOOK_UP_JOB = "intake.look_up"
INTAKE = "intake"  # stands for all rooms, where reading failed before any of them

Failures = list[tuple[str, str]]  # room and reason

log = structlog.get_logger(__name__)


class SingleReading:
    """The careful way to read: slower, and one room's failure is nobody else's."""

    def __init__(
        self,
        database: Database,
        features: Sequence[Feature],
        clock: Clock,
        durable_queue: DurableQueue,
    ) -> None:
        self._features = features
        self._transactions = Transactions(database, clock, durable_queue)

    def read(self, workspace_id: str, event_ids: Iterable[str]) -> None:
        for event_id in event_ids:
            try:
                with self._transactions.writing(workspace_id) as tx:
                    self._read_open(tx, event_id)
            except NotKnownYet as unknown:
                self._park(workspace_id, event_id, sorted(unknown.slack_ids))

    def retry_due(self, workspace_id: str) -> int:
        """Try again what rooms failed to read before; returns how many (event, room) pairs."""
        with self._transactions.reading(workspace_id) as tx:
            due = [(row.event_id, row.room) for row in store.list_due_failures(tx, RETRIES_AT_ONCE)]
        for event_id, room in due:
            with self._transactions.writing(workspace_id) as tx:
                self._retry(tx, event_id, room)
        return len(due)

    def _read_open(self, tx: Transaction, event_id: str) -> None:
        tx.lock_workspace()
        row = store.find_event(tx, event_id, states=("open",))
        if row is None:  # another replica was faster
            return
        read, error = self._take_in(tx, row)
        failures = [(INTAKE, error)] if error else self._deliver_to_all(tx, read)
        for room, reason in failures:
            _count_failure(tx, event_id, room, reason)
        finish(row, read, failed=bool(failures))

    def _take_in(self, tx: Transaction, row: InboxEvent) -> tuple[Read, str | None]:
        try:
            with tx.savepoint():
                return take_in(tx, load_event(_body(row))), None
        except Exception as error:  # noqa: BLE001  whatever it is, it stays with this event
            return NotForRooms("failed"), _reason(error)

    def _deliver_to_all(self, tx: Transaction, read: Read, wanted: str | None = None) -> Failures:
        """To all rooms, or to the one wanted; who could not read it, and why."""
        rooms = [room for room in rooms_for(self._features, read) if wanted in {None, room.name}]
        tried = [(room.name, _try(tx, room, read, self._features)) for room in rooms]
        return [(name, reason) for name, reason in tried if reason]

    def _retry(self, tx: Transaction, event_id: str, room: str) -> None:
        tx.lock_workspace()
        if not store.is_due(tx, event_id, room):  # another replica was faster
            return
        row = store.find_event(tx, event_id, states=("failed",))
        if row is None or row.body is None:
            _bury(tx, event_id, room, "its body is gone")
            return
        failures = self._read_for(tx, row, room)
        for name, reason in failures:
            _count_failure(tx, event_id, name, reason)
        if room not in dict(failures):
            store.remove_failure(tx, event_id, room)
        if not store.list_failures(tx, event_id):
            finish(row, NotForRooms("retried"))

    def _read_for(self, tx: Transaction, row: InboxEvent, room: str) -> Failures:
        """What no room has read yet ("intake") goes to all of them."""
        try:
            read, error = self._take_in(tx, row)
            if error:
                return [(room, error)]
            return self._deliver_to_all(tx, read, None if room == INTAKE else room)
        except NotKnownYet as unknown:
            asked_by = f"{row.event_id}:{room}:{tx.now.isoformat()}"
            enqueue_look_ups(tx, sorted(unknown.slack_ids), asked_by=asked_by)
            return [(room, type(unknown).__name__)]

    def _park(self, workspace_id: str, event_id: str, slack_ids: Sequence[str]) -> None:
        with self._transactions.writing(workspace_id) as tx:
            row = store.find_event(tx, event_id, states=("open",))
            if row is None:
                return
            row.state, row.waits_for = "parked", slack_ids[0]
            enqueue_look_ups(tx, slack_ids, asked_by=event_id)
            count_read("parked")


def load_event(body: bytes) -> dict[str, Any]:
    """The inner event of a stored envelope, which the front door has checked."""
    event: dict[str, Any] = read_json(body)["event"]
    return event


def reason_of(read: Read) -> str | None:
    """Why no room had to read it."""
    return read.reason if isinstance(read, NotForRooms) else None


def finish(row: InboxEvent, read: Read, *, failed: bool = False) -> None:
    """Mark an event read; its body goes at once unless a room still owes it."""
    if failed:
        row.state = "failed"
    else:
        row.state, row.body = "done", None
        row.reason = reason_of(read)
    count_read(row.reason or row.state)


def enqueue_look_ups(tx: Transaction, slack_ids: Iterable[str], *, asked_by: str) -> None:
    for slack_id in slack_ids:
        enqueue_job(
            tx,
            kind=LOOK_UP_JOB,
            key=f"{slack_id}:{asked_by}",
            payload={"slack_id": slack_id},
        )


def _body(row: InboxEvent) -> bytes:
    assert row.body is not None  # noqa: S101  an unfinished event keeps its body
    return row.body


def _try(tx: Transaction, feature: Feature, read: Read, features: Sequence[Feature]) -> str | None:
    """Why this room could not read it, or None."""
    try:
        with tx.savepoint():
            deliver(tx, feature, read, features)
    except Exception as error:  # noqa: BLE001  whatever it is, it stays with this room
        return _reason(error)
    return None


def _reason(error: Exception) -> str:
    """The error's name, never its text; what is nobody's fault is raised again."""
    if isinstance(error, NotKnownYet) or is_passing(error):
        raise error
    log.error("inbox.room_failed", error=type(error).__name__, place=place_of(error))
    return type(error).__name__


def _count_failure(tx: Transaction, event_id: str, room: str, reason: str) -> None:
    """Next try after 1, 4, 16, 64 minutes; then a dead letter."""
    key = (tx.workspace_id, event_id, room)
    failure = tx.session.get(InboxFailure, key)
    if failure is None:
        failure = InboxFailure(
            workspace_id=tx.workspace_id, event_id=event_id, room=room, attempts=0, reason=reason
        )
        tx.session.add(failure)
    failure.attempts += 1
    failure.reason = reason
    if failure.attempts >= MAX_ATTEMPTS:
        _bury(tx, event_id, room, reason)
    else:
        failure.next_try_at = tx.now + timedelta(minutes=4 ** (failure.attempts - 1))


def _bury(tx: Transaction, event_id: str, room: str, reason: str) -> None:
    failure = tx.session.get(InboxFailure, (tx.workspace_id, event_id, room))
    if failure is not None:
        failure.next_try_at, failure.reason = None, reason
    count_read("dead")
    log.error("inbox.dead_letter", event_id=event_id, room=room, reason=reason)
