"""Messages with links, and a workspace whose people write them."""

from zoneinfo import ZoneInfo

from slackapp.database.transaction import Transaction
from slackapp.features.links.use_cases import sharing
from slackapp.vocabulary.people import Audience, Channel, Person
from slackapp.vocabulary.slack_time import micros_of_datetime, ts_of_micros
from slackapp.vocabulary.talk import Message, Wording
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import PersonRecord, people_by_id, save_people
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace

WEEK = Week(2026, 46)
_ROME = ZoneInfo("Europe/Rome")
PEOPLE = {"UANA": "Ana", "UBO": "Bo", "UCY": "Cy", "UGUS": "Gus"}


def open_workspace(tx: Transaction, zone: str = "Europe/Rome") -> dict[str, Person]:
    """Ana, Bo and Cy are members, Gus is a guest; by their names."""
    save_workspace(
        tx,
        WorkspaceRecord(name="Acme", timezone=zone, bot_user_id="UBOT", bot_id="B1", app_id="A1"),
    )
    guest = {"UGUS"}
    records = [
        PersonRecord(slack_id=slack_id, name=name, kind="guest" if slack_id in guest else "member")
        for slack_id, name in PEOPLE.items()
    ]
    save_people(tx, records)
    return {person.name: person for person in people_by_id(tx, PEOPLE).values()}


def at(hours: float) -> int:
    """Microseconds, that many hours into the week."""
    return micros_of_datetime(WEEK.start(_ROME)) + round(hours * 3_600_000_000)


def message(
    author: Person,
    text: str,
    *,
    hours: float = 10,
    edited: float | None = None,
    deleted: bool = False,
    superseded: float | None = None,
    before: tuple[float, str] | None = None,
    audience: Audience = "public",
) -> Message:
    """A version of the message posted `hours` into the week."""
    return Message(
        workspace_id="T1",
        channel=Channel(channel_id="C1", name="talk", audience=audience),
        ts=ts_of_micros(at(hours)),
        author=author,
        wording=Wording(at=at(hours if edited is None else edited), text=text),
        before=None if before is None else Wording(at=at(before[0]), text=before[1]),
        deleted=deleted,
        superseded_at=None if superseded is None else at(superseded),
    )


def say(tx: Transaction, *messages: Message) -> None:
    for one in messages:
        sharing.read_message(tx, one)
