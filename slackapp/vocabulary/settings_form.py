"""What rooms and the form of the settings tell each other: an input, what stands in it, why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

PageName = Literal["channels", "board", "nudges", "thanks", "scores", "hours", "people", "privacy"]
InputKind = Literal[
    "channel",
    "channels",
    "person",
    "people",
    "choice",
    "choices",
    "switch",
    "text",
    "names",
    "number",
    "time",
]

# As an input holds it: nothing, text (a number and a time, too), on or off, or several.
Entered = str | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsField:
    """An input of a setting; `name` is its full name ("leaderboard.channel").

    names: several, typed with commas between. unfit: said at the field where what was entered
    cannot be. options: value and label. most: so many characters, or picks.
    """

    name: str
    kind: InputKind
    label: str
    hint: str = ""
    unfit: str = ""
    options: Sequence[tuple[str, str]] = ()
    most: int = 150


class Unfit(Exception):  # noqa: N818  a state of the form, not a fault
    """Nothing is saved; `fields` by full name: why, or "" for the field's own sentence."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields
