"""The ISO week in a workspace's zone: what a score and a board cover."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from slackapp.vocabulary.slack_time import datetime_of_micros, micros_of_datetime

_FIRST_YEAR, _LAST_YEAR = 1970, 9990  # Slack's times and datetime's end, with room around
_NAME = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO 8601 week, Monday to Sunday; `str()` gives "2026-W47"."""

    year: int
    number: int

    @classmethod
    def named(cls, name: str) -> Self:
        """The week of "2026-W47"; ValueError where there is no such week."""
        match = _NAME.fullmatch(name)
        if match is None:
            raise ValueError(f"{name!r} is not a week like 2026-W47")
        week = cls(int(match[1]), int(match[2]))
        if not _FIRST_YEAR <= week.year <= _LAST_YEAR:
            raise ValueError(f"{name!r} is too far away")
        date.fromisocalendar(week.year, week.number, 1)
        return week

    @classmethod
    def of(cls, moment: datetime, zone: ZoneInfo) -> Self:
        year, number, _ = moment.astimezone(zone).isocalendar()
        return cls(year, number)

    @classmethod
    def of_micros(cls, micros: int, zone: ZoneInfo) -> Self:
        return cls.of(datetime_of_micros(micros), zone)

    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    def start(self, zone: ZoneInfo) -> datetime:
        """The week's first instant, in UTC."""
        return datetime.combine(self.monday(), time(), zone).astimezone(UTC)

    def micros(self, zone: ZoneInfo) -> tuple[int, int]:
        """First microsecond of the week and of the next one."""
        return (
            micros_of_datetime(self.start(zone)),
            micros_of_datetime(self.next().start(zone)),
        )

    def next(self) -> "Week":
        return self._moved(7)

    def previous(self) -> "Week":
        return self._moved(-7)

    def _moved(self, days: int) -> "Week":
        year, number, _ = (self.monday() + timedelta(days=days)).isocalendar()
        return Week(year, number)

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"
