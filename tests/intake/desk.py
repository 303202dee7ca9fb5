"""A reader at its desk: an inbox, a clock, and rooms that note down what they read."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.feature_contract import Feature
from slackapp.intake.models import InboxEvent, InboxFailure
from slackapp.intake.reader import BATCH_SECONDS, Reader
from slackapp.jobs.models import Job
from slackapp.jobs.queue import enqueue_job
from slackapp.vocabulary.clock import SettableClock
from slackapp.vocabulary.people import PersonKind
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.vocabulary.talk import Message, Reaction
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.people import PersonRecord, save_people
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import RecordedQueue, transaction
from tests.builders.slack_events import dumped, envelope

_numbers = count(1)

Json = Mapping[str, Any]
Reads = Callable[[Transaction, Message], None]


def note(tx: Transaction, room: str, what: str) -> None:
    """Leaves a row of its own each time, which only a commit keeps."""
    enqueue_job(tx, kind=f"noted.{room}", key=str(next(_numbers)), payload={"what": what})


def noting_room(name: str) -> Feature:
    def reads_message(tx: Transaction, message: Message) -> None:
        note(tx, name, message.ts)

    def reads_reaction(tx: Transaction, reaction: Reaction) -> None:
        note(tx, name, reaction.emoji)

    return Feature(name=name, reads_message=reads_message, reads_reaction=reads_reaction)


@dataclass
class Fragile:
    """A room that notes what it read, then raises for as long as `error` is set."""

    name: str
    error: Exception | None
    asked: list[str] = field(default_factory=list)

    @property
    def feature(self) -> Feature:
        return Feature(name=self.name, reads_message=self._read)

    def _read(self, tx: Transaction, message: Message) -> None:
        self.asked.append(message.ts)
        note(tx, self.name, message.ts)
        if self.error is not None:
            raise self.error


@dataclass
class Desk:
    """Put events in, let them be read, look at what was kept."""

    database: Database
    clock: SettableClock
    features: Sequence[Feature] = ()
    queue: RecordedQueue = field(default_factory=RecordedQueue)

    def settle_in(self, *workspace_ids: str) -> None:
        """Workspaces where U1, U2 and U3 talk in C1."""
        for workspace_id in workspace_ids:
            with self.opened(workspace_id) as tx:
                save_workspace(
                    tx, WorkspaceRecord(name="", bot_user_id="UBOT", bot_id="BBOT", app_id="A1")
                )
                save_channels(tx, [ChannelRecord(channel_id="C1", name="general")])
            self.meet("U1", "U2", "U3", workspace_id=workspace_id)
            self.meet("UBOT", "UROBO", kind="bot", workspace_id=workspace_id)

    def meet(self, *slack_ids: str, kind: PersonKind = "member", workspace_id: str = "T1") -> None:
        with self.opened(workspace_id) as tx:
            save_people(tx, [PersonRecord(slack_id=one, name=one, kind=kind) for one in slack_ids])

    def opened(self, workspace_id: str = "T1") -> AbstractContextManager[Transaction]:
        return transaction(
            self.database, workspace_id=workspace_id, now=self.clock.now(), queue=self.queue
        )

    def put(self, *events: Json, workspace_id: str = "T1", event_id: str | None = None) -> None:
        """As the front door would store them, in this order."""
        rows = [self._row(dict(event), workspace_id, event_id) for event in events]
        with self.database.writing() as session:
            insert_new(session, InboxEvent, rows)

    def read(self) -> None:
        self.reader().read_all()

    def reader(self, *, batch_seconds: float = BATCH_SECONDS, knows_all: bool = True) -> Reader:
        place = (self.database, self.features, self.clock, self.queue)
        return Reader(*place, batch_seconds=batch_seconds, knows_all=lambda: knows_all)

    def wait(self, **time: float) -> None:
        self.clock.set(self.clock.now() + timedelta(**time))

    def noted(self, room: str, workspace_id: str = "T1") -> list[str]:
        """What the room read and the database kept, sorted."""
        query = select(Job.payload).where(
            Job.workspace_id == workspace_id, Job.kind == f"noted.{room}"
        )
        with self.database.reading() as session:
            return sorted(payload["what"] for payload in session.scalars(query))

    def events(self) -> list[InboxEvent]:
        with self.database.reading() as session:
            return list(session.scalars(select(InboxEvent).order_by(InboxEvent.received_at)))

    def failures(self) -> list[InboxFailure]:
        with self.database.reading() as session:
            return list(session.scalars(select(InboxFailure).order_by(InboxFailure.room)))

    def look_ups(self) -> list[str]:
        """Whom a job is to look up, a row each."""
        query = select(Job.payload).where(Job.kind == "intake.look_up")
        with self.database.reading() as session:
            return [payload["slack_id"] for payload in session.scalars(query)]

    def _row(self, event: dict[str, Any], workspace_id: str, event_id: str | None) -> Json:
        number = next(_numbers)
        event_id = event_id or f"Ev{number:08d}"
        return {
            "workspace_id": workspace_id,
            "event_id": event_id,
            "kind": event["type"],
            "received_at": micros_of_datetime(self.clock.now()) + number,
            "body": dumped(envelope(event, event_id=event_id, team=workspace_id)),
            "state": "open",
        }
