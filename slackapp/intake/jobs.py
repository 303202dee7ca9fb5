"""Intake's background work: look-ups that events wait for, and keeping the inbox small."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Toolbox
from slackapp.intake import store
from slackapp.intake.single_reading import enqueue_look_ups
from slackapp.observability.metrics import show_inbox
from slackapp.vocabulary.clock import Clock
from slackapp.vocabulary.slack_time import micros_of_datetime

PARKED_AT_ONCE = 100
PARKED_FOR = timedelta(minutes=5)
BETWEEN_TIDYINGS = timedelta(hours=1)
KEEP_BODIES = timedelta(hours=48) - BETWEEN_TIDYINGS
KEEP_EVENTS = timedelta(days=8)  # Slack's delayed events are repeated for a day


def look_up(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """Meet somebody (or a channel, or a group) at Slack; what waited for it is read again."""
    toolbox.make_known(workspace_id, [payload["slack_id"]])
    toolbox.run(store.reopen_parked, workspace_id, payload["slack_id"])


def look_up_again(tx: Transaction) -> None:
    """Events parked for long lost their look-up, or Slack did not answer: ask once more."""
    before = micros_of_datetime(tx.now - PARKED_FOR)
    wanted = store.list_parked(tx, before, PARKED_AT_ONCE)
    window = int(tx.now.timestamp() // PARKED_FOR.total_seconds())
    enqueue_look_ups(tx, wanted, asked_by=f"tick-{window}")


class HourlyTidying:
    """A tick task: shows how much is waiting each time, and keeps the inbox small once an hour."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._done_at: datetime | None = None

    def __call__(self, now: datetime) -> None:
        with self._database.reading() as session:
            show_inbox(store.count_by_state(session))
        if self._done_at is None or abs(now - self._done_at) >= BETWEEN_TIDYINGS:
            keep_small(self._database, self._clock)
            self._done_at = now


def keep_small(database: Database, clock: Clock) -> None:
    """Erase bodies an hour before they are 48 hours old, rows after 8 days."""
    with database.writing() as session:
        store.erase_bodies(session, micros_of_datetime(clock.now() - KEEP_BODIES))
        store.remove_finished(session, micros_of_datetime(clock.now() - KEEP_EVENTS))
