"""How the team's two shares went from week to week: Thanked % and Answered %."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from slackapp.features.leaderboard.rules.figures import ANSWERED, THANKED, Figure
from slackapp.vocabulary.weeks import Week

WEEKS = 8
FEWEST_WEEKS = 2

# As a posted board keeps it: each week's name and both percentages.
Kept = Sequence[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class TrendWeek:
    """A week in which enough was asked and answered to tell both shares, in percent."""

    week: Week
    thanked: int
    answered: int


def trend_week(week: Week, figures: Mapping[str, Figure]) -> TrendWeek | None:
    """None where one of them says nothing: a chart's lines have a point in every week."""
    thanked = figures[THANKED].percent if THANKED in figures else None
    answered = figures[ANSWERED].percent if ANSWERED in figures else None
    if thanked is None or answered is None:
        return None
    return TrendWeek(week, thanked, answered)


def trend_of(weeks: Iterable[TrendWeek | None]) -> tuple[TrendWeek, ...]:
    """The last eight, oldest first; nothing where there is nothing to compare."""
    by_week = {one.week: one for one in weeks if one is not None}
    found = tuple(by_week[week] for week in sorted(by_week))[-WEEKS:]
    return found if len(found) >= FEWEST_WEEKS else ()


def kept(trend: Iterable[TrendWeek]) -> list[tuple[str, int, int]]:
    return [(str(one.week), one.thanked, one.answered) for one in trend]


def read_kept(rows: Kept) -> tuple[TrendWeek, ...]:
    return tuple(TrendWeek(Week.named(name), thanked, answered) for name, thanked, answered in rows)
