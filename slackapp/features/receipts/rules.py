"""Which week was meant, and what a receipt shows of it: pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from slackapp.ledger.receipts import FactorKind, LineKind, LinePot
from slackapp.vocabulary.weeks import Week

MOST_WORDS = 500
NOTES_A_DAY = 3
NOTE_SPAN = timedelta(days=1)
MOST_UNCOUNTED = 10  # new connections past the week's cap: somebody may be thanked by hundreds

_NUMBER = re.compile(r"w(\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorShown:
    """What made a contribution count more or less; `name`: whom it went to, where that matters."""

    kind: FactorKind
    count: int
    points: Decimal
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    """A contribution; `at` by the clocks of the workspace, `url` empty where one may not look.

    An empty name is somebody who is not to be named.
    """

    line_id: str
    kind: LineKind
    pot: LinePot
    names: tuple[str, ...]
    at: datetime
    points: Decimal
    factors: tuple[FactorShown, ...]
    is_private: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptShown:
    """Somebody's week; `more` lines that count nothing are left out.

    scores: whether what they give can score at all.
    """

    week: Week
    is_this_week: bool
    lines: tuple[LineShown, ...]
    more: int = 0
    scores: bool = True
    left_out: bool = False

    def of(self, pot: LinePot) -> Sequence[LineShown]:
        return [line for line in self.lines if line.pot == pot]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteShown:
    """What an admin is told: who says what about which week, and the line it is about.

    line: None where it is about none, or about one that is no longer there (`line_gone`).
    """

    name: str
    week: Week
    words: str
    line: LineShown | None
    line_gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenShown:
    """What this week gave so far: points by pot. gave: anything at all, also where none count."""

    pots: Sequence[tuple[LinePot, Decimal]]
    gave: bool
    scores: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """How many people somebody's answers helped lately, and found their links useful."""

    helped: int
    found_useful: int


def read_week(words: str, this_week: Week) -> Week | None:
    """The week of "", "last", "2026-W46", "W46" …; None where it is none."""
    said = words.casefold().split()
    if said[1:] == ["week"] and said[0] in {"this", "last"}:
        said.pop()
    match said:
        case [] | ["this"]:
            return this_week
        case ["last"]:
            return this_week.previous()
        case [name]:
            return _named(name, this_week)
    return None


def _named(name: str, this_week: Week) -> Week | None:
    """A week without its year is the newest one that has begun."""
    if number := _NUMBER.fullmatch(name):
        years = (this_week.year, this_week.year - 1, this_week.year - 2)
        found = [_week(f"{year}-W{int(number[1]):02d}") for year in years]
        return next((week for week in found if week is not None and week <= this_week), None)
    return _week(name.upper())


def _week(name: str) -> Week | None:
    try:
        return Week.named(name)
    except ValueError:
        return None
