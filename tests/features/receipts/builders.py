"""A workspace whose people give, and their receipts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import Act, ActKind, Source
from slackapp.ledger.giving import give
from slackapp.vocabulary.people import Audience
from slackapp.vocabulary.slack_time import micros_of_datetime, ts_of_micros
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.people import PersonRecord, find_people, save_people
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday of week 47
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PEOPLE = (
    PersonRecord(slack_id="UANA", name="Ana", admin=True),
    PersonRecord(slack_id="UBO", name="Bo"),
    PersonRecord(slack_id="UCY", name="Cy", admin=True),
    PersonRecord(slack_id="UDI", name="Di"),
    PersonRecord(slack_id="UEVA", name="Eva"),
    PersonRecord(slack_id="UFAY", name="Fay"),
    PersonRecord(slack_id="UGUS", name="Gus", kind="guest"),
)
CHANNELS = (
    ChannelRecord(channel_id="C1", name="general", app_is_member=True),
    ChannelRecord(channel_id="G1", name="quiet", kind="private", app_is_member=True),
)


def open_workspace(tx: Transaction) -> None:
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


@dataclass
class Giving:
    """Acts an hour apart, from Monday 9:00 of week 47 on; a group's name makes them one."""

    tx: Transaction
    hours: int = 0
    keys: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = find_people(self.tx, [record.slack_id for record in PEOPLE])
        self.keys = {person.name: person.key for person in known.values()}

    def give(
        self,
        giver: str,
        *receivers: str,
        kind: ActKind = "kudos",
        bare: bool = False,
        party: str = "",
        audience: Audience = "public",
        weeks_ago: int = 0,
    ) -> None:
        self.hours += 1
        monday = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
        at = micros_of_datetime(monday) + (self.hours - 168 * weeks_ago) * 3_600_000_000
        channel = "C1" if audience == "public" else "G1"
        source = Source(f"message:{channel}:{at}", channel, ts_of_micros(at), audience)
        acts = [Act(kind, self.keys[giver], self.keys[one], bare, party) for one in receivers]
        give(self.tx, source, acts, at)
