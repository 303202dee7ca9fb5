"""Working time: hours of a day, on working days, in a zone, but for holidays."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONDAY_TO_FRIDAY = frozenset(range(5))
# A pause that only the person ends.
UNTIL_I_SAY = datetime(9999, 1, 1, tzinfo=UTC)
# A calendar without a working day in so long has none.
_MOST_DAYS = 400


class NoWorkingTimeError(ValueError):
    """Every day for more than a year is off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingHours:
    """When somebody works: from `opens` until before `closes`, by the clocks of `zone`.

    days: of the week, Monday is 0. holidays: days that are off all the same.
    """

    zone: ZoneInfo
    opens: time = time(9)
    closes: time = time(17)
    days: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: Container[date] = frozenset[date]()

    def is_working_day(self, day: date) -> bool:
        return day.weekday() in self.days and day not in self.holidays

    def contains(self, moment: datetime) -> bool:
        return self.next(moment) == moment

    def next(self, moment: datetime) -> datetime:
        """The moment itself where it is working time, else when that begins again (UTC)."""
        for opens, closes in self._days(moment):
            if moment < closes:
                return max(opens, moment)
        raise NoWorkingTimeError

    def next_day(self, moment: datetime) -> datetime:
        """When the first working day after the moment's own day begins (UTC)."""
        tomorrow = moment.astimezone(self.zone).date() + timedelta(days=1)
        return self.next(datetime.combine(tomorrow, time(), self.zone))

    def at(self, day: date, time_of_day: time) -> datetime:
        """That time by the clocks of the zone (UTC)."""
        return datetime.combine(day, time_of_day, self.zone).astimezone(UTC)

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """How much working time lies between the two."""
        total = timedelta()
        for opens, closes in self._days(start):
            if opens >= end:
                break
            total += max(min(closes, end) - max(opens, start), timedelta())
        return total // timedelta(minutes=1)

    def after(self, start: datetime, hours: float) -> datetime:
        """When so many hours of working time have passed (UTC)."""
        left = timedelta(hours=hours)
        for opens, closes in self._days(start):
            there = max(closes - max(opens, start), timedelta())
            if there >= left:
                return (max(opens, start) + left).astimezone(UTC)
            left -= there
        raise NoWorkingTimeError

    def _days(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Each working day's begin and end (UTC) from the start's day on."""
        day, off = start.astimezone(self.zone).date(), 0
        while off < _MOST_DAYS:
            if self.is_working_day(day):
                off = 0
                yield self.at(day, self.opens), self.at(day, self.closes)
            off += 1
            day += timedelta(days=1)
