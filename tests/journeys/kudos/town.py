"""A workspace big enough for everything kudos do, and eyes to see what people see."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from slackapp.features.home.blocks import first_use
from slackapp.features.kudos.listeners.forms import GIVE_SHORTCUT
from slackapp.features.kudos.settings import KudosSettings
from slackapp.ledger.weeks import giver_weeks
from slackapp.sandbox import Channel, Ephemeral, Message, Person, Sandbox, Workspace
from slackapp.sandbox.interactions.replies import Reply
from slackapp.sandbox.interactions.views import View
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.settings import save_settings
from tests.journeys.conftest import WEDNESDAY, Journey

REASON = "staying late so the migration landed"
Shown = Message | Ephemeral | View


def furnish_town(workspace: Workspace) -> None:
    """People, channels and a group, before the app starts."""
    outside = {"U8": "Dana Outside"}
    names = {"U4": "Eva Ek", "U5": "Flo Fay", "U10": "Kim Kurz", **outside}
    people = {
        person_id: workspace.add_person(
            person_id, name=name, team_id="T9" if person_id in outside else None
        )
        for person_id, name in names.items()
    }
    people["U6"] = workspace.add_person("U6", name="Ada Boss", role="admin")
    people["U7"] = workspace.add_person("U7", name="Ida Boss", role="owner")
    people["U9"] = workspace.add_person("U9", name="Gus Guest", role="guest")
    workspace.add_person("U11", name="Robo", role="bot")
    crew = [workspace.add_person(f"UP{n}", name=f"Pat {n}") for n in range(11)]
    workspace.add_group("S1", "crew", users=crew)
    everybody = [*workspace.people.values()]
    for person in everybody:
        if person.id not in {"U10", "U11"}:
            workspace.channels["C1"].members[person.id] = None
    trio = [workspace.people[each] for each in ("U1", "U2", "U3")]
    workspace.add_channel("C2", "kudos", members=trio, bot_is_member=True)
    workspace.add_channel("C3", "elsewhere", members=trio)
    workspace.add_channel("C4", "quiet", members=trio, kind="private_channel", bot_is_member=True)
    workspace.add_channel("C5", "secret", members=trio, kind="private_channel")


@dataclass
class Town:
    """The journey with names for its people, and short words for what they do."""

    journey: Journey

    def __post_init__(self) -> None:
        workspace = self.workspace
        self.ana, self.bo, self.cy = self.journey.ana, self.journey.bo, self.journey.cy
        self.eva, self.flo, self.kim = (workspace.people[each] for each in ("U4", "U5", "U10"))
        self.ada, self.ida = workspace.people["U6"], workspace.people["U7"]
        self.general, self.feed = workspace.channels["C1"], workspace.channels["C2"]
        self.elsewhere, self.quiet = workspace.channels["C3"], workspace.channels["C4"]
        self.secret = workspace.channels["C5"]

    @property
    def workspace(self) -> Workspace:
        return self.journey.workspace

    @property
    def sandbox(self) -> Sandbox:
        return self.journey.sandbox

    def choose(self, **settings: Any) -> None:  # noqa: ANN401  as KudosSettings takes them
        self.journey.app.toolbox.run(save_settings, "T1", KudosSettings(**settings))

    def later(self, **delta: float) -> None:
        """Time passes, for Slack and for the app."""
        passed = timedelta(**delta)
        self.journey.clock.set(self.journey.clock.now() + passed)
        self.sandbox.advance(passed.total_seconds())
        self.journey.app.tick.wake()
        self.journey.app.hand_over.wake()

    def type(self, person: Person, text: str, *, channel: Channel | None = None) -> Reply:
        self.later(seconds=1)
        return person.command("/kudos", text, channel=channel or self.general)

    def give(
        self,
        person: Person,
        text: str = f"@ana.lopez for {REASON}",
        *,
        channel: Channel | None = None,
    ) -> Ephemeral:
        """The answer to the giver, with [Undo] and [Edit]."""
        answer = self.type(person, text, channel=channel).shown
        assert isinstance(answer, Ephemeral)
        return answer

    def post_of(self, channel: Channel | None = None) -> Message:
        """The one post of the app in a channel, once it is there."""
        place = channel or self.general
        self.until(lambda: len(by_app(place)) == 1)
        return by_app(place)[0]

    def press(self, person: Person, shown: Shown, action: str, value: object = None) -> Reply:
        self.later(seconds=1)
        return person.click(shown, f"kudos.{action}", value)

    def pick(self, person: Person, post: Message, choice: str) -> Reply:
        """Something of the ⋯ menu."""
        menu = next(each for each in elements(post) if each["type"] == "overflow")
        option = next(each for each in menu["options"] if each["text"]["text"] == choice)
        return self.press(person, post, "more", option["value"])

    def pass_on(self, person: Person, post: Message, *people: Person, what: str = "") -> Reply:
        self.pick(person, post, "Pass credit on")
        return person.submit({"who": [each.id for each in people], "what": what})

    def shortcut(self, person: Person, message: Message) -> Reply:
        self.later(seconds=1)
        return person.shortcut(message, GIVE_SHORTCUT)

    def told(self, person: Person) -> str:
        """The newest of what is shown to this person alone."""
        return text_of(self.whisper(person))

    def whisper(self, person: Person, label: str = "") -> Ephemeral:
        """The newest, or the newest that offers this."""
        shown = self.workspace.ephemerals(to=person)
        return [each for each in shown if not label or label in labels(each)][-1]

    def messages_to(self, person: Person) -> list[Message]:
        """The app's direct messages to somebody, without the one about their first use."""
        told = by_app(person.direct_messages("UBOT"))
        return [each for each in told if each.text != first_use()]

    def acts(self) -> list[tuple[str, str, str]]:
        """Kind, giver and receiver of every act that stands."""
        live = [row for row in self.journey.export() if row.live and row.kind != "connection"]
        return sorted((row.kind, row.from_person, row.to_person) for row in live)

    def standing(self) -> tuple[object, object]:
        """All the ledger says of what counts: live acts with points, and the weeks of givers."""
        rows = sorted(
            (row.kind, row.from_person, row.to_person, row.points, row.audience)
            for row in self.journey.export()
            if row.live
        )
        week = Week.of(WEDNESDAY, ZoneInfo("UTC"))
        weeks = self.journey.app.toolbox.run(giver_weeks, "T1", week)
        return rows, sorted(weeks, key=lambda each: each.person)

    def until(self, so: Any) -> None:  # noqa: ANN401  a question without arguments
        self.journey.wait_until(so)

    def wait_for(self, shown: Message, *words: str) -> None:
        """Until a post says all of this."""
        self.until(lambda: all(word in text_of(shown) for word in words))

    def rest(self) -> None:
        """Until nothing is left to be done: no event, no job, no post."""
        self.journey.settle()
        self.until(lambda: not self.journey.has_work())


def by_app(channel: Channel) -> list[Message]:
    return [each for each in channel.messages if each.is_by_app]


def text_of(shown: Shown) -> str:
    """Every text that is to be read: of blocks where there are some, as Slack shows them."""
    blocks = shown.content["blocks"] if isinstance(shown, View) else shown.blocks
    if not blocks:
        return "" if isinstance(shown, View) else shown.text
    return "\n".join(_texts(blocks))


def labels(shown: Shown) -> list[str]:
    """What can be pressed or picked."""
    found = []
    for element in elements(shown):
        if element["type"] == "button":
            found.append(element["text"]["text"])
        found.extend(f"⋯ {each['text']['text']}" for each in element.get("options", []))
    return found


def elements(shown: Shown) -> Iterator[dict[str, Any]]:
    blocks = shown.content["blocks"] if isinstance(shown, View) else shown.blocks
    for block in blocks or []:
        inside = [*block.get("elements", []), block.get("element"), block.get("accessory")]
        yield from (each for each in inside if each and "action_id" in each)


def field_of(view: View, action_id: str) -> dict[str, Any]:
    return next(each for each in elements(view) if each["action_id"] == action_id)


def all_of(shown: Shown) -> str:
    """The whole thing as JSON, mentions and values too."""
    blocks = shown.content if isinstance(shown, View) else shown.blocks
    return json.dumps(blocks, ensure_ascii=False)


def _texts(part: object) -> Iterable[str]:
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
