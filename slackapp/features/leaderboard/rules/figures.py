"""The team's numbers: which stand where, and the goal for one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

FEWEST_GIVERS = 3
MOST_QUIET_ACTS = 5

# What rooms call the two shares that have a goal and a line in the chart.
ANSWERED, THANKED = "answered", "helpers_thanked"

_FIRST = (ANSWERED, "first_reply", "givers", "connections")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of the team; `before` is the last period's, None where nothing compares.

    words: the label for this count, or a sentence with {count} in it. of: out of how many, where it
    is a share. kind: as in `TeamFigure`.
    """

    name: str
    count: int
    words: str
    before: int | None = None
    of: int | None = None
    of_before: int | None = None
    kind: Literal["count", "median", "headline"] = "count"

    @property
    def percent(self) -> int | None:
        return round(100 * self.count / self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Goal:
    """What the team wants to reach: a figure and its percentage."""

    figure: str
    percent: int


def read_goal(setting: str | None) -> Goal | None:
    """The goal of "answered=90"."""
    if setting is None:
        return None
    name, _, percent = setting.partition("=")
    return Goal({"thanked": THANKED}.get(name, name), int(percent))


def headline(figures: Iterable[Figure]) -> Figure | None:
    """What stands above the others: a room's share, else how many people gave."""
    shown = list(figures)
    share = next((one for one in shown if one.kind == "headline"), None)
    return share or next((one for one in shown if one.name == "givers"), None)


def below(figures: Iterable[Figure]) -> list[Figure]:
    """The others: the team's four, and where no share stands above them, all that was counted."""
    shown = list(figures)
    top = headline(shown)
    said = [one for one in shown if one is not top and (one.count or one.of)]
    first = sorted((one for one in said if one.name in _FIRST), key=lambda one: _place(one.name))
    if top is not None and top.kind == "headline":
        return first
    return [*first, *(one for one in said if one.name not in _FIRST)]


def _place(name: str) -> int:
    return _FIRST.index(name)
