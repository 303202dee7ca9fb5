"""A town in two time zones, and eyes to see what everybody sees of nudges."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slackapp.sandbox import Channel, Ephemeral, Message, Person, Sandbox, Workspace
from slackapp.sandbox.interactions.replies import Reply
from slackapp.sandbox.interactions.views import View
from slackapp.vocabulary.facts import Answer, NudgeWanted
from slackapp.workspace.people import people_by_id
from slackapp.workspace.workspaces import set_zone
from tests.builders.wishes import Wishes
from tests.journeys.conftest import Journey

Shown = Message | Ephemeral | View
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"


def furnish_town(workspace: Workspace) -> None:
    """Ana, Bo and Eva are in Berlin, Cy and Ned in New York; Gus is a guest, Dana from outside."""
    for person in workspace.people.values():
        person.profile.tz = BERLIN
    workspace.people["U3"].profile.tz = NEW_YORK
    workspace.add_person("U4", name="Eva Ek", tz=BERLIN)
    workspace.add_person("U5", name="Ned Nye", tz=NEW_YORK)
    workspace.add_person("U6", name="Ada Boss", role="admin", tz=BERLIN)
    workspace.add_person("U8", name="Dana Outside", team_id="T9", tz=BERLIN)
    workspace.add_person("U9", name="Gus Guest", role="guest", tz=BERLIN)
    everybody = [*workspace.people.values()]
    for person in everybody:
        workspace.channels["C1"].members[person.id] = None
    workspace.add_channel("C2", "it", members=everybody, bot_is_member=True)
    workspace.add_channel(
        "C3", "quiet", members=everybody, kind="private_channel", bot_is_member=True
    )
    workspace.add_channel("C4", "elsewhere", members=everybody)


@dataclass
class Town:
    """The journey with names for its people, and short words for what they do.

    It begins on a Wednesday at 12:00 UTC: 13:00 in Berlin, 07:00 in New York.
    """

    journey: Journey
    wishes: Wishes

    def __post_init__(self) -> None:
        people, channels = self.workspace.people, self.workspace.channels
        self.ana, self.bo, self.cy = self.journey.ana, self.journey.bo, self.journey.cy
        self.eva, self.ned, self.ada = (people[each] for each in ("U4", "U5", "U6"))
        self.dana, self.gus = people["U8"], people["U9"]
        self.general, self.it = channels["C1"], channels["C2"]
        self.quiet, self.elsewhere = channels["C3"], channels["C4"]
        self.journey.app.toolbox.run(set_zone, "T1", BERLIN)

    @property
    def workspace(self) -> Workspace:
        return self.journey.workspace

    @property
    def sandbox(self) -> Sandbox:
        return self.journey.sandbox

    @property
    def now(self) -> datetime:
        return self.journey.clock.now()

    def key(self, person: Person) -> int:
        found = self.journey.app.toolbox.read(people_by_id, "T1", [person.id])
        return found[person.id].key

    def want(self, kind: str, subject: str, *people: Person, **more: Any) -> NudgeWanted:  # noqa: ANN401
        """Of the test-only room, told as a fact; in #general unless told otherwise."""
        given = {"channel_id": self.general.id, **more}
        keys = [self.key(person) for person in people]
        wanted = self.wishes.want(kind, subject, *keys, now=self.now, **given)
        self.journey.app.toolbox.run(lambda _tx: Answer(facts=(wanted,)), "T1")
        return wanted

    def later(self, **delta: float) -> None:
        """Time passes, for Slack and for the app."""
        self.at(self.now + timedelta(**delta))

    def at(self, moment: datetime) -> None:
        passed = (moment - self.now).total_seconds()
        self.journey.clock.set(moment)
        self.sandbox.advance(passed)

    def rest(self) -> None:
        """Until all that is due now is done, and it is sure that nothing more comes.

        Rooms are asked what they want once a minute: `later(minutes=1)` before, if that matters.
        """
        for _ in range(3):
            self.journey.settle()
            self.journey.app.tick.tick(self.now)
            self.journey.app.hand_over.tick(self.now)
            self.journey.wait_until(lambda: not self.journey.has_work())

    def say(
        self, person: Person, text: str = "Good day", channel: Channel | None = None
    ) -> Message:
        """A sign of life; what waits for them comes right after."""
        self.later(seconds=1)
        return person.post(channel or self.general, text)

    def press(self, person: Person, shown: Shown, label: str, *, nth: int = 0) -> Reply:
        """The button, or the line of the ⋯ menu, with this label."""
        self.later(seconds=1)
        found = [one for one in _pressable(shown) if one[0] == label]
        _label, action_id, value = found[nth]
        return person.click(shown, action_id, value)

    def notices(self, person: Person) -> list[Ephemeral]:
        """What was shown to somebody alone, oldest first."""
        return self.workspace.ephemerals(to=person)

    def messages(self, person: Person) -> list[Message]:
        """The app's direct messages to somebody."""
        return by_app(person.direct_messages("UBOT"))

    def posts(self, channel: Channel | None = None) -> list[Message]:
        return by_app(channel or self.general)

    def wait_for(self, shown: Message, *words: str) -> None:
        """Until a post says all of this."""
        self.journey.wait_until(lambda: all(word in text_of(shown) for word in words))


def by_app(channel: Channel) -> list[Message]:
    return [each for each in channel.messages if each.is_by_app]


def labels(shown: Shown) -> list[str]:
    """What can be pressed or picked."""
    return [label for label, _action, _value in _pressable(shown)]


def text_of(shown: Shown) -> str:
    """Every text that is to be read, but for buttons."""
    blocks = shown.content["blocks"] if isinstance(shown, View) else shown.blocks
    if not blocks:
        return "" if isinstance(shown, View) else shown.text
    return "\n".join(_texts(blocks))


def _pressable(shown: Shown) -> Iterator[tuple[str, str, str]]:
    blocks = shown.content["blocks"] if isinstance(shown, View) else shown.blocks
    for block in blocks or []:
        inside = [*block.get("elements", []), block.get("accessory")]
        for each in inside:
            if each and each.get("type") == "button":
                yield each["text"]["text"], each["action_id"], each.get("value", "")
            for option in (each or {}).get("options", []):
                yield option["text"]["text"], each["action_id"], option["value"]


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, dict):
        if part.get("type") in {"button", "overflow"}:
            return
        if isinstance(part.get("text"), str):
            yield part["text"]
        for name, each in part.items():
            if name != "private_metadata" and isinstance(each, dict | list):
                yield from _texts(each)
