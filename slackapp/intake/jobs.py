"""Intake's background work: look-ups that events wait for, and keeping the inbox small."""

from collections.abc import Mapping
from datetime import timedelta
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
KEEP_BODIES = timedelta(hours=48)
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


def keep_small(database: Database, clock: Clock) -> None:
    """Erase bodies after 48 hours, rows after 8 days; show how much is waiting."""
    with database.writing() as session:
        store.erase_bodies(session, micros_of_datetime(clock.now() - KEEP_BODIES))
        store.remove_finished(session, micros_of_datetime(clock.now() - KEEP_EVENTS))
        show_inbox(store.count_by_state(session))
