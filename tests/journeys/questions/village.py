"""A workspace whose channel #it is marked for questions, and eyes to see what people see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from slackapp.features.questions.jobs import ACCEPTED_SIGN
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.sandbox import Channel, Ephemeral, Message, Person, Workspace
from slackapp.sandbox.interactions.replies import Reply
from slackapp.sandbox.interactions.views import View
from slackapp.workspace.settings import save_settings
from tests.journeys.conftest import Journey

Shown = Message | Ephemeral | View


def furnish_village(workspace: Workspace) -> None:
    """Three more people and channels: #it is marked for questions once the app runs."""
    for person_id, name in {"U4": "Eva Ek", "U5": "Flo Fay", "U6": "Gil Gray"}.items():
        workspace.add_person(person_id, name=name)
    everybody = [*workspace.people.values()]
    for person in everybody:
        workspace.channels["C1"].members[person.id] = None
    workspace.add_channel("C2", "it", members=everybody, bot_is_member=True)
    workspace.add_channel(
        "C3", "quiet", members=everybody, kind="private_channel", bot_is_member=True
    )
    workspace.add_channel("C4", "elsewhere", members=everybody)


@dataclass
class Village:
    """The journey with names for its people, and short words for what they do."""

    journey: Journey

    def __post_init__(self) -> None:
        people, channels = self.workspace.people, self.workspace.channels
        self.ana, self.bo, self.cy = self.journey.ana, self.journey.bo, self.journey.cy
        self.eva, self.flo, self.gil = (people[each] for each in ("U4", "U5", "U6"))
        self.general, self.it = channels["C1"], channels["C2"]
        self.quiet, self.elsewhere = channels["C3"], channels["C4"]

    @property
    def workspace(self) -> Workspace:
        return self.journey.workspace

    def choose(self, **settings: Any) -> None:  # noqa: ANN401  as QuestionsSettings takes them
        self.journey.app.toolbox.run(save_settings, "T1", QuestionsSettings(**settings))

    def later(self, **delta: float) -> None:
        """Time passes, for Slack and for the app."""
        passed = timedelta(**delta)
        self.journey.clock.set(self.journey.clock.now() + passed)
        self.journey.sandbox.advance(passed.total_seconds())
        self.journey.app.tick.wake()
        self.journey.app.hand_over.wake()

    def say(
        self,
        person: Person,
        text: str,
        *,
        to: Message | None = None,
        channel: Channel | None = None,
    ) -> Message:
        """In #it, or as a reply."""
        self.later(seconds=1)
        place = channel or self.it
        return person.post(place, text, thread_ts=to.ts if to else None)

    def react(self, person: Person, message: Message, emoji: str = "white_check_mark") -> None:
        self.later(seconds=1)
        person.react(message, emoji)

    def type(self, person: Person, text: str, *, channel: Channel | None = None) -> Ephemeral:
        """What `/we …` shows to whoever types it."""
        self.later(seconds=1)
        answer = person.command("/we", text, channel=channel or self.it).shown
        assert isinstance(answer, Ephemeral)
        return answer

    def shortcut(self, person: Person, message: Message, name: str) -> Reply:
        self.later(seconds=1)
        return person.shortcut(message, f"questions.{name}_shortcut")

    def press(self, person: Person, shown: Shown, label: str, *, nth: int = 0) -> Reply:
        """The button with this label."""
        self.later(seconds=1)
        found = [each for each in elements(shown) if each.get("text", {}).get("text") == label]
        return person.click(shown, found[nth]["action_id"], found[nth].get("value"))

    def whisper(self, person: Person, label: str = "") -> Ephemeral:
        """The newest shown to somebody alone, or the newest that offers this."""
        shown = self.workspace.ephemerals(to=person)
        return [each for each in shown if not label or label in labels(each)][-1]

    def acts(self) -> list[tuple[str, str, str]]:
        """Kind, giver and receiver of every act that stands."""
        rows = [row for row in self.journey.export() if row.live and row.kind != "connection"]
        return sorted((row.kind, row.from_person, row.to_person) for row in rows)

    def until(self, so: Any) -> None:  # noqa: ANN401  a question without arguments
        self.journey.wait_until(so)

    def until_acts(self, *acts: tuple[str, str, str]) -> None:
        """Until exactly these stand."""
        self.until(lambda: self.acts() == sorted(acts))

    def rest(self) -> None:
        """Until nothing is left to be done: no event, no job, no post."""
        self.journey.settle()
        self.until(lambda: not self.journey.has_work())

    def board(self) -> str:
        return text_of(self.type(self.gil, "board", channel=self.general))


def answered(helper: str, asker: str) -> list[tuple[str, str, str]]:
    """What an accepted answer gives: the answer, and the asker's thanks."""
    return [("answer", helper, asker), ("acknowledgement", asker, helper)]


def is_ticked(message: Message) -> bool:
    """Whether it has the app's ✓."""
    return "UBOT" in message.reactions.get(ACCEPTED_SIGN, ())


def by_app(channel: Channel) -> list[Message]:
    return [each for each in channel.messages if each.is_by_app]


def text_of(shown: Shown) -> str:
    """Every text that is to be read."""
    blocks = shown.content["blocks"] if isinstance(shown, View) else shown.blocks
    if not blocks:
        return "" if isinstance(shown, View) else shown.text
    return "\n".join(_texts(blocks))


def labels(shown: Shown) -> list[str]:
    return [each["text"]["text"] for each in elements(shown) if each["type"] == "button"]


def elements(shown: Shown) -> Iterator[dict[str, Any]]:
    blocks = shown.content["blocks"] if isinstance(shown, View) else shown.blocks
    for block in blocks or []:
        inside = [*block.get("elements", []), block.get("element"), block.get("accessory")]
        yield from (each for each in inside if each and "action_id" in each)


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
