"""People who share what they read, and eyes to see what the app makes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from slackapp.sandbox import Channel, Ephemeral, Message, Person, Workspace
from tests.journeys.conftest import Journey


def furnish_library(workspace: Workspace) -> None:
    eva = workspace.add_person("U4", name="Eva Ek")
    everybody = [*workspace.people.values()]
    workspace.channels["C1"].members[eva.id] = None
    workspace.add_channel("C2", "reading", members=everybody, bot_is_member=True)
    workspace.add_channel(
        "C3", "quiet", members=everybody, kind="private_channel", bot_is_member=True
    )


@dataclass
class Library:
    """The journey with names for its people, and short words for what they do."""

    journey: Journey

    def __post_init__(self) -> None:
        self.ana, self.bo, self.cy = self.journey.ana, self.journey.bo, self.journey.cy
        self.eva = self.workspace.people["U4"]
        channels = self.workspace.channels
        self.general, self.reading, self.quiet = channels["C1"], channels["C2"], channels["C3"]

    @property
    def workspace(self) -> Workspace:
        return self.journey.workspace

    def later(self, **delta: float) -> None:
        passed = timedelta(**delta)
        self.journey.clock.set(self.journey.clock.now() + passed)
        self.journey.sandbox.advance(passed.total_seconds())
        self.journey.app.tick.wake()

    def say(
        self,
        person: Person,
        text: str,
        *,
        to: Message | None = None,
        channel: Channel | None = None,
    ) -> Message:
        self.later(seconds=1)
        return person.post(channel or self.general, text, thread_ts=to.ts if to else None)

    def react(self, person: Person, message: Message, emoji: str = "star") -> None:
        self.later(seconds=1)
        person.react(message, emoji)

    def type(self, person: Person, text: str) -> Ephemeral:
        self.later(seconds=1)
        answer = person.command("/we", text, channel=self.general).shown
        assert isinstance(answer, Ephemeral)
        return answer

    def press(self, person: Person, shown: Ephemeral, label: str, *, nth: int = 0) -> None:
        self.later(seconds=1)
        found = [each for each in buttons(shown) if each["text"]["text"] == label]
        person.click(shown, found[nth]["action_id"], found[nth].get("value"))

    def save(self, person: Person, message: Message) -> Ephemeral:
        self.later(seconds=1)
        person.shortcut(message, "links.save_shortcut")
        return self.whisper(person)

    def whisper(self, person: Person) -> Ephemeral:
        return self.workspace.ephemerals(to=person)[-1]

    def acts(self) -> list[tuple[str, str, str, str]]:
        """Kind, giver, receiver and points of every act that stands."""
        rows = [row for row in self.journey.export() if row.live and row.kind != "connection"]
        return sorted((row.kind, row.from_person, row.to_person, row.points) for row in rows)

    def until_acts(self, *acts: tuple[str, str, str, str]) -> None:
        self.journey.wait_until(lambda: self.acts() == sorted(acts))

    def rest(self) -> None:
        self.journey.settle()
        self.journey.wait_until(lambda: not self.journey.has_work())


def buttons(shown: Ephemeral) -> Iterator[dict[str, Any]]:
    for block in shown.blocks or []:
        inside = [*block.get("elements", []), block.get("accessory")]
        yield from (each for each in inside if each and each.get("type") == "button")


def text_of(shown: Ephemeral) -> str:
    """Every text that is to be read, buttons left out."""
    found = []
    for block in shown.blocks or []:
        parts = [block.get("text"), *block.get("elements", [])]
        found += [part["text"] for part in parts if part and isinstance(part.get("text"), str)]
    return "\n".join(found) or shown.text
