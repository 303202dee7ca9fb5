"""How many stored events a second reach the ledger, and how many messages of an export.

Usage: reading.py [ROUNDS]. Every round measures both databases on fresh ones of their own.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from rich.console import Console
from rich.table import Table
from structlog.testing import capture_logs

from benchmarks._databases import KINDS, fresh_database
from benchmarks._traffic import CHANNELS, EMOJI, PEOPLE, WORKSPACE, event_bodies, write_export
from slackapp.catalogue import FEATURES
from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.features.history_import.cli import import_export
from slackapp.features.kudos.settings import KudosSettings
from slackapp.intake.models import InboxEvent
from slackapp.intake.reader import Reader
from slackapp.intake.slack_export import SlackExport
from slackapp.intake.store import count_by_state
from slackapp.jobs.client import DurableClient
from slackapp.ledger.weeks import count_live
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.clock import SystemClock
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.people import PersonRecord, save_people
from slackapp.workspace.settings import save_settings
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace

ROUNDS = 5
EVENTS, MESSAGES = 3_000, 6_000


@dataclass(frozen=True, slots=True)
class Desk:
    """An app without its server: a database, the durable queue, all features."""

    database: Database
    queue: DurableClient
    toolbox: AppToolbox

    def close(self) -> None:
        self.queue.close()
        self.database.close()


class Taken(NamedTuple):
    """Seconds: as a watch shows them, and of our own process's work."""

    wall: float
    cpu: float


def main(rounds: int) -> None:
    table = Table("", "a second", "least - most", "µs of CPU", "least - most")
    for name, measure, amount in (
        ("inbox to ledger", _read, EVENTS),
        ("import", _import, MESSAGES),
    ):
        found = [(kind, _on(kind, measure, amount)) for _ in range(rounds) for kind in KINDS]
        for kind in KINDS:
            taken = [one for of_kind, one in found if of_kind == kind]
            speeds = [amount / one.wall for one in taken]
            costs = [one.cpu / amount * 1e6 for one in taken]
            table.add_row(f"{name}, {kind}", *_spread(speeds), *_spread(costs))
    Console().print(table, f"Medians of {rounds}; {EVENTS:,} events, {MESSAGES:,} messages.")


def _spread(values: list[float]) -> tuple[str, str]:
    return f"{median(values):,.0f}", f"{min(values):,.0f} - {max(values):,.0f}"


def _on(kind: str, measure: Callable[[Desk, int], Taken], amount: int) -> Taken:
    with fresh_database(kind) as url:
        database = Database(url)
        queue = DurableClient(database)
        desk = Desk(database, queue, AppToolbox(database, SystemClock(), queue, FEATURES))
        taken = measure(desk, amount)
        desk.close()
    return taken


def _read(desk: Desk, events: int) -> Taken:
    desk.toolbox.run(_settle, WORKSPACE)
    desk.toolbox.run(_fill_inbox, WORKSPACE, events)
    reader = Reader(desk.database, FEATURES, SystemClock(), desk.queue)
    with capture_logs() as logs, _timed() as taken:
        reader.read_all()
    assert logs == []  # no batch had to be read event by event
    with desk.database.reading() as session:
        assert count_by_state(session) == {}
    assert desk.toolbox.read(count_live, WORKSPACE, "kudos") > events // 6
    return taken[0]


def _import(desk: Desk, messages: int) -> Taken:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.zip"
        write_export(path, messages)
        with _timed() as taken, SlackExport(path) as export:
            known = import_export(desk.toolbox, WORKSPACE, export, kudos_emoji=[EMOJI])
    assert known["messages"] == messages
    assert known["kudos"] > messages // 6
    return taken[0]


@contextmanager
def _timed() -> Iterator[list[Taken]]:
    taken: list[Taken] = []
    wall, cpu = time.perf_counter(), time.process_time()
    yield taken
    taken.append(Taken(time.perf_counter() - wall, time.process_time() - cpu))


def _settle(tx: Transaction) -> None:
    save_workspace(tx, WorkspaceRecord(name="Bench", bot_user_id="UBOT", bot_id="B1", app_id="A1"))
    save_people(tx, [PersonRecord(slack_id=one, name=one) for one in PEOPLE])
    channels = [
        ChannelRecord(channel_id=one, name=one, kind="public", app_is_member=True)
        for one in CHANNELS
    ]
    save_channels(tx, channels)
    save_settings(tx, KudosSettings(emoji=(EMOJI,)))


def _fill_inbox(tx: Transaction, events: int) -> None:
    rows = [
        {
            "workspace_id": tx.workspace_id,
            "event_id": event_id,
            "kind": "message",
            "received_at": number,
            "body": body,
            "state": "open",
        }
        for number, (event_id, body) in enumerate(event_bodies(events))
    ]
    insert_new(tx.session, InboxEvent, rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
