"""A small place where people choose for themselves, and eyes to see what they see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from slackapp.database.transaction import Transaction
from slackapp.intake.models import IndexedMessage
from slackapp.sandbox import Channel, Ephemeral, Message, Person, Workspace
from slackapp.sandbox.interactions.replies import Reply
from slackapp.sandbox.interactions.views import View
from slackapp.workspace.people import find_people
from slackapp.workspace.preferences import Preferences, find_preferences
from tests.journeys.conftest import Journey

THANKS = "<@{id}> ++ for the patient explanation of it all"
Shown = Message | Ephemeral | View


def furnish_hamlet(workspace: Workspace) -> None:
    """Ana, Bo and Cy, and Ada, who is an admin; enough others for boards that name people."""
    for person in workspace.people.values():
        person.profile.tz = "Europe/Berlin"
    workspace.add_person("U4", name="Eva Ek")
    workspace.add_person("U5", name="Flo Fay")
    workspace.add_person("U6", name="Ada Boss", role="admin")
    for person in workspace.people.values():
        workspace.channels["C1"].members[person.id] = None
    workspace.add_channel("C9", "board", members=workspace.people.values(), bot_is_member=True)


@dataclass
class Hamlet:
    """The journey with names for its people, and short words for what they do."""

    journey: Journey

    def __post_init__(self) -> None:
        people = self.workspace.people
        self.ana, self.bo, self.cy = self.journey.ana, self.journey.bo, self.journey.cy
        self.eva, self.flo, self.ada = (people[each] for each in ("U4", "U5", "U6"))
        self.general, self.board = self.workspace.channels["C1"], self.workspace.channels["C9"]

    @property
    def workspace(self) -> Workspace:
        return self.journey.workspace

    def later(self, **delta: float) -> None:
        """Time passes, for Slack and for the app."""
        passed = timedelta(**delta)
        self.journey.clock.set(self.journey.clock.now() + passed)
        self.journey.sandbox.advance(passed.total_seconds())
        self.journey.app.tick.wake()
        self.journey.app.hand_over.wake()

    def we(self, person: Person, text: str, channel: Channel | None = None) -> Reply:
        self.later(seconds=1)
        return person.command("/we", text, channel=channel or self.general)

    def kudos(self, person: Person, text: str) -> str:
        self.later(seconds=1)
        return person.command("/kudos", text, channel=self.general).text

    def press(self, person: Person, shown: Shown, action: str) -> Reply:
        self.later(seconds=1)
        return person.click(shown, action)

    def whisper(self, person: Person) -> Ephemeral:
        return self.workspace.ephemerals(to=person)[-1]

    def told(self, person: Person) -> list[str]:
        """The app's direct messages to somebody."""
        messages = person.direct_messages("UBOT").messages
        return [each.text for each in messages if each.is_by_app]

    def open_home(self, person: Person) -> View:
        """The Home tab, once it is drawn for this opening."""
        before = person.home
        self.later(seconds=2)
        person.open_home()
        self.journey.wait_until(lambda: person.home is not None and person.home is not before)
        assert person.home is not None
        return person.home

    def chosen(self, person: Person) -> Preferences:
        def look(tx: Transaction) -> Preferences:
            return find_preferences(tx, find_people(tx, [person.id])[person.id].key)

        return self.journey.app.toolbox.read(look, self.workspace.id)

    def indexed(self, person: Person) -> int:
        """How many rows of the message index are theirs."""

        def count(tx: Transaction) -> int:
            key = find_people(tx, [person.id])[person.id].key
            rows = select(func.count()).where(
                IndexedMessage.workspace_id == tx.workspace_id, IndexedMessage.author == key
            )
            return tx.session.scalar(rows) or 0

        return self.journey.app.toolbox.read(count, self.workspace.id)

    def rest(self) -> None:
        """Until nothing is left to be done."""
        self.journey.settle()
        self.journey.wait_until(lambda: not self.journey.has_work())


def texts(part: object) -> str:
    """Every text in blocks, a line each."""
    return "\n".join(_texts(part))


def labels(view: View) -> list[str]:
    return [each["text"]["text"] for each in elements(view) if each["type"] == "button"]


def elements(view: View) -> Iterator[dict[str, Any]]:
    for block in view.content["blocks"]:
        inside = [*block.get("elements", []), block.get("element"), block.get("accessory")]
        yield from (each for each in inside if each and "action_id" in each)


def element(view: View, action_id: str) -> dict[str, Any]:
    return next(each for each in elements(view) if each["action_id"] == action_id)


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for each in part.values():
            if isinstance(each, dict | list):
                yield from _texts(each)
