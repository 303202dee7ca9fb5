"""Working time: Monday to Friday, nine to five, in a zone."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_FROM, _UNTIL = time(9), time(17)
_WORKING_DAYS = 5


def working_minutes(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """How much of it lies between the two."""
    total = timedelta()
    for opens, closes in _days(start, zone):
        if opens >= end:
            break
        total += max(min(closes, end) - max(opens, start), timedelta())
    return total // timedelta(minutes=1)


def after_working_hours(start: datetime, hours: int, zone: ZoneInfo) -> datetime:
    """When so many hours of it have passed."""
    left = timedelta(hours=hours)
    for opens, closes in _days(start, zone):
        there = max(closes - max(opens, start), timedelta())
        if there >= left:
            return max(opens, start) + left
        left -= there
    raise AssertionError("working days never end")


def _days(start: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Each working day's begin and end from the start's day on."""
    day: date = start.astimezone(zone).date()
    while True:
        if day.weekday() < _WORKING_DAYS:
            yield datetime.combine(day, _FROM, zone), datetime.combine(day, _UNTIL, zone)
        day += timedelta(days=1)
