"""How many stored events a second reach the ledger, and how many messages of an export.

Usage: reading.py [EVENTS] [MESSAGES].
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

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

EVENTS, MESSAGES = 5_000, 10_000


@dataclass(frozen=True, slots=True)
class Desk:
    """An app without its server: a database, the durable queue, all features."""

    database: Database
    queue: DurableClient
    toolbox: AppToolbox

    def close(self) -> None:
        self.queue.close()
        self.database.close()


def main(events: int, messages: int) -> None:
    table = Table("database", "inbox to ledger, events/s", "import, messages/s")
    for kind in KINDS:
        table.add_row(
            kind, f"{_on(kind, _read, events):,.0f}", f"{_on(kind, _import, messages):,.0f}"
        )
    Console().print(table)


def _on(kind: str, measure: Callable[[Desk, int], float], amount: int) -> float:
    """A second's worth of what is measured, on a fresh database."""
    with fresh_database(kind) as url:
        database = Database(url)
        queue = DurableClient(database)
        desk = Desk(database, queue, AppToolbox(database, SystemClock(), queue, FEATURES))
        seconds = measure(desk, amount)
        desk.close()
    return amount / seconds


def _read(desk: Desk, events: int) -> float:
    desk.toolbox.run(_settle, WORKSPACE)
    desk.toolbox.run(_fill_inbox, WORKSPACE, events)
    reader = Reader(desk.database, FEATURES, SystemClock(), desk.queue)
    started = time.perf_counter()
    reader.read_all()
    seconds = time.perf_counter() - started
    with desk.database.reading() as session:
        assert count_by_state(session) == {}
    assert desk.toolbox.read(count_live, WORKSPACE, "kudos") > events // 6
    return seconds


def _import(desk: Desk, messages: int) -> float:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.zip"
        write_export(path, messages)
        started = time.perf_counter()
        with SlackExport(path) as export:
            known = import_export(desk.toolbox, WORKSPACE, export, kudos_emoji=[EMOJI])
        seconds = time.perf_counter() - started
    assert known["messages"] == messages
    assert known["kudos"] > messages // 6
    return seconds


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
    given = [int(one) for one in sys.argv[1:]]
    main(*(given + [EVENTS, MESSAGES][len(given) :]))
