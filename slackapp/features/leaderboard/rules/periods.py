"""The weeks a board covers, and how people ask for them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast, get_args

from slackapp.vocabulary.weeks import Week

Kind = Literal["week", "month", "quarter", "year"]

_CHANNEL = re.compile(r"<#(?P<id>[CG][A-Z0-9]+)(?:\|[^>]*)?>", re.ASCII)
_MONTHS_A_QUARTER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The weeks a board covers: those whose Thursday lies in the time, as in ISO 8601."""

    kind: Kind
    weeks: tuple[Week, ...]

    def previous(self) -> "Period":
        return period_with(self.kind, self.weeks[0].previous())

    @property
    def quarter(self) -> int:
        return _quarter(_thursday(self.weeks[0]))

    @property
    def year(self) -> int:
        return _thursday(self.weeks[0]).year


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a board was asked about; no channel for the whole workspace."""

    period: Period
    channel_id: str = ""

    def __str__(self) -> str:
        """As a button carries it; `find_wanted` reads it."""
        return f"{self.period.kind}/{self.period.weeks[0]}/{self.channel_id}"


def week_period(week: Week) -> Period:
    return Period(kind="week", weeks=(week,))


def period_with(kind: Kind, week: Week) -> Period:
    """The week, month, quarter or year that this week belongs to."""
    cut = _CUTS[kind]
    wanted, first = cut(week), week
    while cut(first.previous()) == wanted:
        first = first.previous()
    weeks = [first]
    while cut(weeks[-1].next()) == wanted:
        weeks.append(weeks[-1].next())
    return Period(kind=kind, weeks=tuple(weeks))


def read_wanted(words: str, this_week: Week) -> Wanted | None:
    """What "", "last", "last month", "year <#C1|help>" ask for; None for other words."""
    channels = [found["id"] for found in _CHANNEL.finditer(words)]
    said = _CHANNEL.sub(" ", words).casefold().split()
    which = said.pop(0) if said and said[0] in {"this", "last"} else "this"
    kind = said.pop(0) if said and said[0] in get_args(Kind) else "week"
    if said or len(channels) > 1:
        return None
    period = period_with(cast("Kind", kind), this_week)
    return Wanted(
        period=period if which == "this" else period.previous(),
        channel_id=channels[0] if channels else "",
    )


def find_wanted(value: str) -> Wanted | None:
    """What a button carries; None where it is no value of ours."""
    kind, _, rest = value.partition("/")
    name, _, channel_id = rest.partition("/")
    if kind not in get_args(Kind):
        return None
    try:
        week = Week.named(name)
    except ValueError:
        return None
    return Wanted(period=period_with(cast("Kind", kind), week), channel_id=channel_id)


def _thursday(week: Week) -> date:
    return week.monday() + timedelta(days=3)


def _quarter(day: date) -> int:
    return (day.month - 1) // _MONTHS_A_QUARTER + 1


def _month_of(week: Week) -> tuple[int, int]:
    day = _thursday(week)
    return day.year, day.month


def _quarter_of(week: Week) -> tuple[int, int]:
    day = _thursday(week)
    return day.year, _quarter(day)


_CUTS: dict[Kind, Callable[[Week], object]] = {
    "week": lambda week: week,
    "month": _month_of,
    "quarter": _quarter_of,
    "year": lambda week: _thursday(week).year,
}
