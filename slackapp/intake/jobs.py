"""Intake's background work: look-ups that events wait for, and keeping the inbox small."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Toolbox
from slackapp.intake import store
from slackapp.intake.channel_changes import follow_audience
from slackapp.intake.single_reading import LOOK_UP_JOB, enqueue_look_ups
from slackapp.jobs.queue import unfinished_payloads
from slackapp.jobs.runner import Later
from slackapp.observability.metrics import show_inbox
from slackapp.vocabulary.clock import Clock
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace import directory, sync
from slackapp.workspace.lookup import LookUpFailed

PARKED_AT_ONCE = 100
PARKED_FOR = timedelta(seconds=20)
BETWEEN_TIDYINGS = timedelta(hours=1)
KEEP_BODIES = timedelta(hours=48) - BETWEEN_TIDYINGS
KEEP_EVENTS = timedelta(days=8)  # Slack's delayed events are repeated for a day
KEEP_UNREADABLE = timedelta(days=30)  # so long an operator may look into them


def look_up(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """Meet somebody (or a channel, or a group) at Slack; what waited for it is read again."""
    slack_id = payload["slack_id"]
    if toolbox.read(directory.list_unknown, workspace_id, [slack_id]):
        _meet(toolbox, workspace_id, slack_id)
    toolbox.run(follow_audience, workspace_id, slack_id)
    toolbox.run(store.reopen_parked, workspace_id, slack_id)


def _meet(toolbox: Toolbox, workspace_id: str, slack_id: str) -> None:
    """A rate limit only postpones; for all else the job is tried again with backoff."""
    client = toolbox.slack(workspace_id)
    try:
        sync.make_known(client, [slack_id], workspace_id=workspace_id, run=toolbox.run)
    except LookUpFailed as failed:
        wait = failed.outcome.retry_after
        if wait is None:
            raise
        raise Later(timedelta(seconds=wait), failed.outcome.reason) from None


def look_up_again(tx: Transaction) -> None:
    """Ask once more for what events have been parked for and no look-up is under way to."""
    before = micros_of_datetime(tx.now - PARKED_FOR)
    wanted = set(store.list_parked(tx, before, PARKED_AT_ONCE))
    if wanted:
        wanted -= {payload["slack_id"] for payload in unfinished_payloads(tx, kind=LOOK_UP_JOB)}
    window = int(tx.now.timestamp() // PARKED_FOR.total_seconds())
    enqueue_look_ups(tx, sorted(wanted), asked_by=f"tick-{window}")


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
    """Erase bodies an hour before they are 48 hours old, rows after 8 days, or 30 if never read."""
    with database.writing() as session:
        store.erase_bodies(session, micros_of_datetime(clock.now() - KEEP_BODIES))
        store.remove_finished(session, micros_of_datetime(clock.now() - KEEP_EVENTS))
        store.remove_unreadable(session, micros_of_datetime(clock.now() - KEEP_UNREADABLE))
