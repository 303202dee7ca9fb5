"""When a board is due, which weeks it covers and whom it names: pure decisions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from slackapp.vocabulary.weeks import Week

GRACE = timedelta(days=3)
LATE_AFTER = timedelta(hours=1)
FEWEST_MEMBERS = 5
FEWEST_GIVERS = 3
MOST_LINES = 5
MOST_NAMES = 5
REST_BOARDS = 2
LISTED_TWICE_WITHIN = 4
BOARDS_TO_REMEMBER = REST_BOARDS + LISTED_TWICE_WITHIN - 1

Timing = Literal["on_time", "late", "too_late"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The weeks a board covers; a month is the weeks whose Thursday lies in it, as in ISO 8601."""

    kind: Literal["week", "month"]
    weeks: tuple[Week, ...]

    def previous(self) -> "Period":
        before = self.weeks[0].previous()
        return week_period(before) if self.kind == "week" else month_period(before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    """Somebody who may be named: the giving score and how often what was done."""

    key: int
    name: str
    score: Decimal
    deeds: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """People with the same score; `more` share it and are not named."""

    people: tuple[Giver, ...]
    more: int = 0

    @property
    def score(self) -> Decimal:
        return self.people[0].score


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who gave most, and who would stand there but steps back."""

    lines: tuple[Line, ...] = ()
    stepping_back: tuple[Giver, ...] = ()

    @property
    def listed(self) -> frozenset[int]:
        return frozenset(giver.key for line in self.lines for giver in line.people)

    def with_deeds(self, deeds: Mapping[int, Mapping[str, int]]) -> "Ranking":
        """What those on the lines did; the others are not named."""
        lines = (
            replace(line, people=tuple(replace(one, deeds=deeds[one.key]) for one in line.people))
            for line in self.lines
        )
        return replace(self, lines=tuple(lines))


def due_at(week: Week, zone: ZoneInfo, days_after_monday: int, time_of_day: time) -> datetime:
    """When the board about this week goes out: on a day of the week after it, in UTC.

    A time the clocks skip in spring becomes the next one there is; one they show twice in
    autumn is the first of the two.
    """
    day = week.next().monday() + timedelta(days=days_after_monday)
    local = datetime.combine(day, time_of_day)
    while not _exists(local, zone):
        local += timedelta(minutes=1)
    return local.replace(tzinfo=zone).astimezone(UTC)


def covered_week(now: datetime, zone: ZoneInfo, days_after_monday: int, time_of_day: time) -> Week:
    """The newest week whose board is due."""
    week = Week.of(now, zone).previous()
    while due_at(week, zone, days_after_monday, time_of_day) > now:
        week = week.previous()
    return week


def timing(due: datetime, now: datetime) -> Timing:
    """How a board that is due would come out now."""
    if now > due + GRACE:
        return "too_late"
    return "late" if now > due + LATE_AFTER else "on_time"


def was_recorded(week: Week, zone: ZoneInfo, recording_since: datetime) -> bool:
    """Whether anything of the week was recorded."""
    return week.next().start(zone) > recording_since


def may_compare(period: Period, zone: ZoneInfo, recording_since: datetime, now: datetime) -> bool:
    """Only whole periods compare: for weeks that leaves out the first 14 days."""
    end = period.weeks[-1].next().start(zone)
    return end <= now and period.previous().weeks[0].start(zone) >= recording_since


def week_period(week: Week) -> Period:
    return Period(kind="week", weeks=(week,))


def month_period(week: Week) -> Period:
    """The month this week belongs to."""
    first = week
    while _month(first.previous()) == _month(week):
        first = first.previous()
    weeks = [first]
    while _month(weeks[-1].next()) == _month(week):
        weeks.append(weeks[-1].next())
    return Period(kind="month", weeks=tuple(weeks))


def read_period(words: str, this_week: Week) -> Period | None:
    """The period of "", "last", "month", "last month" …; None where it is none of ours."""
    said = words.casefold().split()
    which = said.pop(0) if said and said[0] in {"this", "last"} else "this"
    kind = said.pop(0) if said and said[0] in {"week", "month"} else "week"
    if said:
        return None
    period = week_period(this_week) if kind == "week" else month_period(this_week)
    return period if which == "this" else period.previous()


def resting(listed: Sequence[Collection[int]]) -> frozenset[int]:
    """Who steps back from the next board, given who stood on the last ones, newest first.

    Listed twice within four posted boards means two boards off.
    """
    return frozenset(
        person
        for place in range(min(REST_BOARDS, len(listed)))
        for person in listed[place]
        if any(person in older for older in listed[place + 1 : place + LISTED_TWICE_WITHIN])
    )


def rank(lines: Sequence[Line], resting_givers: Sequence[Giver] = ()) -> Ranking:
    """The first five scores of those who do not rest, and who would stand among them but does."""
    scores = {line.score for line in lines} | {giver.score for giver in resting_givers}
    tops = sorted(scores, reverse=True)[:MOST_LINES]
    away = sorted(resting_givers, key=lambda giver: (-giver.score, *_by_name(giver)))
    return Ranking(
        lines=tuple(replace(line, people=_in_order(line.people)) for line in lines[:MOST_LINES]),
        stepping_back=tuple(giver for giver in away if giver.score in tops),
    )


def _in_order(people: Sequence[Giver]) -> tuple[Giver, ...]:
    return tuple(sorted(people, key=_by_name))


def _by_name(giver: Giver) -> tuple[str, int]:
    return giver.name.casefold(), giver.key


def _exists(local: datetime, zone: ZoneInfo) -> bool:
    back = local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return back.replace(tzinfo=None) == local


def _month(week: Week) -> tuple[int, int]:
    thursday = week.monday() + timedelta(days=3)
    return thursday.year, thursday.month
