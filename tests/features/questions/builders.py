"""A workspace whose channel #it is watched, and what people say, mark and do in it."""

from datetime import UTC, datetime, timedelta

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.features.questions.store import questions
from slackapp.features.questions.store.questions import Stored
from slackapp.features.questions.use_cases.reading import read_message, read_reaction
from slackapp.ledger.store import list_counted_acts
from slackapp.vocabulary.people import Channel, Person
from slackapp.vocabulary.slack_time import micros_of_datetime, ts_of_micros
from slackapp.vocabulary.talk import Message, Reaction, Wording
from slackapp.workspace.channels import ChannelRecord, find_channels, save_channels
from slackapp.workspace.people import PersonRecord, find_people, save_people
from slackapp.workspace.settings import save_settings
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import transaction

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
QUESTION = "How do I renew the VPN certificate on a new laptop?"
ANSWER = "Open the portal, choose Certificates, and press Renew twice."
PEOPLE = (
    PersonRecord(slack_id="UANA", name="Ana"),
    PersonRecord(slack_id="UBO", name="Bo"),
    PersonRecord(slack_id="UCY", name="Cy"),
    PersonRecord(slack_id="UDI", name="Di"),
    PersonRecord(slack_id="UGUS", name="Gus", kind="guest"),
    PersonRecord(slack_id="UROBO", name="Robo", kind="bot"),
)
CHANNELS = (
    ChannelRecord(channel_id="C1", name="general", app_is_member=True),
    ChannelRecord(channel_id="C2", name="it", app_is_member=True),
    ChannelRecord(channel_id="C3", name="elsewhere"),
    ChannelRecord(channel_id="G1", name="quiet", kind="private", app_is_member=True),
)


def open_workspace(database: Database, workspace_id: str = "T1") -> None:
    with transaction(database, workspace_id=workspace_id) as tx:
        record = WorkspaceRecord(
            name="Acme",
            bot_user_id="UBOT",
            bot_id="BBOT",
            app_id="A1",
            timezone="UTC",
            recording_since=LONG_AGO,
            url="https://acme.slack.com/",
        )
        save_workspace(tx, record)
        save_people(tx, PEOPLE)
        save_channels(tx, CHANNELS)
        save_settings(tx, QuestionsSettings(channels=("C2", "G1")))


def ts(minute: float) -> str:
    return ts_of_micros(at(minute))


def at(minute: float) -> int:
    """Microseconds, that many minutes after noon."""
    return micros_of_datetime(NOON + timedelta(minutes=minute))


def message(  # noqa: PLR0913  a Message's own fields
    tx: Transaction,
    text: str,
    *,
    by: str = "UANA",
    minute: float = 0,
    to: float | None = None,
    edited: float | None = None,
    deleted: bool = False,
    superseded: float | None = None,
    channel: str = "C2",
    imported: bool = False,
) -> Message:
    """Posted at a minute, as a reply `to` what was posted at another."""
    return Message(
        workspace_id=tx.workspace_id,
        channel=known_channel(tx, channel),
        ts=ts(minute),
        author=known(tx, by),
        wording=Wording(at(minute if edited is None else edited), text),
        deleted=deleted,
        superseded_at=None if superseded is None else at(superseded),
        thread_ts=None if to is None else ts(to),
        imported=imported,
    )


def reaction(
    tx: Transaction,
    *,
    on: float,
    by: str = "UANA",
    author: str = "UBO",
    minute: float = 10,
    added: bool = True,
    emoji: str = "white_check_mark",
    channel: str = "C2",
) -> Reaction:
    """On the message posted at a minute."""
    return Reaction(
        workspace_id=tx.workspace_id,
        channel=known_channel(tx, channel),
        message_ts=ts(on),
        emoji=emoji,
        person=known(tx, by),
        author=known(tx, author),
        added=added,
        at=at(minute),
    )


def hear(tx: Transaction, *heard: Message | Reaction) -> None:
    for one in heard:
        if isinstance(one, Message):
            read_message(tx, one)
        else:
            read_reaction(tx, one)


def known(tx: Transaction, slack_id: str) -> Person:
    return find_people(tx, [slack_id])[slack_id]


def known_channel(tx: Transaction, channel_id: str) -> Channel:
    return find_channels(tx, [channel_id])[channel_id]


def question_at(tx: Transaction, minute: float = 0, channel: str = "C2") -> Stored:
    found = questions.find_at(tx, channel, ts(minute))
    assert found is not None, "there is no question"
    return found


def stands(tx: Transaction) -> set[tuple[str, str, str]]:
    """(kind, giver, receiver) of every act that counts, by name."""
    people = find_people(tx, [record.slack_id for record in PEOPLE]).values()
    names = {one.key: one.name for one in people}
    live = list_counted_acts(tx, 0, at(60 * 24 * 365))
    return {(one.act.kind, names[one.act.giver], names[one.act.receiver]) for one in live}


def answered(helper: str, asker: str = "Ana") -> set[tuple[str, str, str]]:
    """What an accepted answer gives."""
    return {("answer", helper, asker), ("acknowledgement", asker, helper)}
