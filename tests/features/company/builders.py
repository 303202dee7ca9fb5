"""A workspace whose #general everybody talks in, Gil being new; replies and contributions."""

from datetime import UTC, datetime, timedelta

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.intake.message_index import index_messages
from slackapp.ledger.acts import Act, ActKind, Source
from slackapp.ledger.giving import give
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge
from slackapp.vocabulary.people import Audience, Channel
from slackapp.vocabulary.slack_time import micros_of_datetime, ts_of_micros
from slackapp.vocabulary.talk import Message, Wording
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.people import PersonRecord, find_people, save_people
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import transaction

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
JOINED = NOON - timedelta(days=10)
ROOT = ts_of_micros(micros_of_datetime(NOON - timedelta(hours=1)))
PEOPLE = (
    PersonRecord(slack_id="UANA", name="Ana"),
    PersonRecord(slack_id="UBO", name="Bo"),
    PersonRecord(slack_id="UCY", name="Cy"),
    PersonRecord(slack_id="UGIL", name="Gil", joined_at=JOINED),
)


def open_workspace(
    database: Database,
    *,
    workspace_id: str = "T1",
    recording_since: datetime = NOON - timedelta(days=365),
) -> None:
    with transaction(database, workspace_id=workspace_id) as tx:
        record = WorkspaceRecord(
            name="Acme",
            bot_user_id="UBOT",
            bot_id="BBOT",
            app_id="A1",
            timezone="UTC",
            recording_since=recording_since,
        )
        save_workspace(tx, record)
        save_people(tx, PEOPLE)
        general = ChannelRecord(channel_id="C1", name="general", app_is_member=True)
        quiet = ChannelRecord(channel_id="G1", name="quiet", kind="private", app_is_member=True)
        save_channels(tx, [general, quiet])


def key(tx: Transaction, name: str) -> int:
    slack_id = f"U{name.upper()}"
    return find_people(tx, [slack_id])[slack_id].key


def write(
    tx: Transaction,
    by: str,
    minute: float,
    *,
    root: str | None = ROOT,
    channel: str = "C1",
    deleted: bool = False,
) -> str:
    """So many minutes after noon; returns the ts."""
    at = micros_of_datetime(NOON + timedelta(minutes=minute))
    slack_id = f"U{by.upper()}"
    message = Message(
        workspace_id=tx.workspace_id,
        channel=Channel(channel_id=channel, name="", audience="public"),
        ts=ts_of_micros(at),
        author=find_people(tx, [slack_id])[slack_id],
        wording=Wording(at + deleted, ""),
        deleted=deleted,
        thread_ts=root,
    )
    index_messages(tx, [message])
    return message.ts


def contribute(
    tx: Transaction,
    kind: ActKind = "kudos",
    *,
    by: str = "Gil",
    to: str = "Ana",
    ts: str | None = None,
    at: datetime = NOON,
    audience: Audience = "public",
    source: str = "",
) -> Source:
    where = Source(source or f"{kind}:{to}", "C1", ts, audience)
    give(tx, where, [Act(kind, key(tx, by), key(tx, to))], micros_of_datetime(at))
    return where


def nudge_of(wanted: NudgeWanted) -> Nudge:
    return Nudge(
        kind=wanted.kind,
        subject=wanted.subject,
        person=wanted.people[0],
        channel_id=wanted.channel_id,
        thread_ts=wanted.thread_ts,
    )
