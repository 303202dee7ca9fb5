"""Nudges as people see them: recognised in the sandbox's log by their buttons and words alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slackapp.sandbox.world.sights import Sight

Json = dict[str, Any]

MENU = "nudges.more"
_PLACE = re.compile(r"/archives/(?P<channel>[A-Z0-9]+)/p(?P<seconds>\d{10})(?P<micros>\d{6})")
# What only this kind of nudge has: a button, else words.
_BUTTONS = {
    "Not my topic": "can_you_help",
    "Once a week": "may_i_ask",
    "Still open": "did_it_help",
    "Make it kudos": "make_it_kudos",
    "No need": "credit_the_source",
}
_WORDS = {
    "Quicker by voice?": "talk",
    "first here": "welcome_first",
    "a new connection": "new_connection",
    "more people since": "impact",
    "people found your link useful": "impact",
}
_LISTS = {
    ("I'll take it", True): "open_questions",
    ("Say thanks", True): "thanks_round",
    ("Say thanks", False): "unthanked",
}

Place = tuple[str, str]


@dataclass(frozen=True)
class Button:
    """A button, or a line of the ⋯ menu."""

    label: str
    action_id: str
    value: str
    place: Place | None = None

    @property
    def choice(self) -> str:
        """What it stands for, after the nudge's own id."""
        return self.value.partition("|")[2]


@dataclass(frozen=True)
class NudgeSeen:
    """One nudge in a message. to: who alone sees it, "" for everybody in the channel.

    about: the messages its words or lines link to, as (channel, ts).
    """

    at: datetime
    way: str
    kind: str
    nudge_id: str
    to: str
    channel_id: str
    ts: str
    thread_ts: str
    words: str
    buttons: tuple[Button, ...]
    about: tuple[Place, ...]

    def button(self, label: str) -> Button | None:
        return next((one for one in self.buttons if one.label == label), None)


def read_nudges(sight: Sight) -> list[NudgeSeen]:
    """All of a message that has just appeared; none in most."""
    if sight.what != "posted":
        return []
    return [seen for part in _parts(sight.blocks) if (seen := _nudge(sight, part)) is not None]


def _parts(blocks: Sequence[Json]) -> Iterator[list[Json]]:
    part: list[Json] = []
    for block in blocks:
        if block.get("type") == "divider":
            yield part
            part = []
        else:
            part.append(block)
    yield part


def _nudge(sight: Sight, blocks: Sequence[Json]) -> NudgeSeen | None:
    buttons = tuple(button for block in blocks for button in _buttons(block))
    menu = [one for one in buttons if one.action_id == MENU]
    if not menu:
        return None
    words = "\n".join(_words(block) for block in blocks)
    nudge_id = menu[0].value.partition("|")[0]
    way = "notice" if sight.ephemeral else "direct_message" if sight.to else "channel"
    return NudgeSeen(
        sight.at,
        way,
        _kind(words, buttons, for_all=way == "channel"),
        nudge_id,
        sight.to,
        sight.channel_id,
        sight.ts,
        sight.thread_ts,
        words,
        buttons,
        tuple(_places(words)),
    )


def _kind(words: str, buttons: Sequence[Button], *, for_all: bool) -> str:
    labels = {one.label for one in buttons}
    found = [kind for label, kind in _BUTTONS.items() if label in labels]
    found += [kind for (label, all_), kind in _LISTS.items() if label in labels and all_ == for_all]
    found += [kind for said, kind in _WORDS.items() if said in words]
    return found[0] if found else "unknown"


def _buttons(block: Json) -> Iterator[Button]:
    place = next(_places(_words(block)), None)
    for element in [*block.get("elements", ()), block.get("accessory")]:
        if not isinstance(element, dict) or "action_id" not in element:
            continue
        for option in element.get("options", ()):
            label = option["text"]["text"]
            yield Button(label, element["action_id"], option["value"])
        if element.get("type") == "button":
            label = element["text"]["text"]
            yield Button(label, element["action_id"], element.get("value", ""), place)


def _words(block: Json) -> str:
    text = block.get("text")
    return str(text["text"]) if isinstance(text, dict) else ""


def _places(words: str) -> Iterator[Place]:
    for found in _PLACE.finditer(words):
        yield found["channel"], f"{found['seconds']}.{found['micros']}"
