"""Every IANA zone for ten years: each week has one time when its board is due, none has two."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import cycle, pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from slackapp.features.leaderboard.rules import schedule
from slackapp.vocabulary.weeks import Week

FIRST, LAST = Week(2020, 1), Week(2030, 1)  # with week 53 in 2020 and 2026
ORDINARY = 26  # of the weeks in which no clock is changed, one in so many is looked at closely
TIMES = (time(9, 0), time(0, 0), time(2, 30), time(23, 59), time(1, 30), time(3, 15), time(12, 0))
ZONES = sorted(available_timezones())
A_SECOND = timedelta(seconds=1)


def test_there_are_hundreds_of_zones_and_two_long_years() -> None:
    assert len(ZONES) > 400
    weeks = list(_weeks())
    assert [week.year for week in weeks if week.number == 53] == [2020, 2026]
    assert len(weeks) == 522


@pytest.mark.parametrize("part", range(4))
def test_no_week_is_left_out_and_none_posted_twice(part: int) -> None:
    plans = cycle((day, at) for day in range(7) for at in TIMES)
    for name, (day, at) in list(zip(ZONES, plans, strict=False))[part::4]:
        zone = ZoneInfo(name)
        dues = [(week, schedule.due_at(week, zone, day, at)) for week in _weeks()]
        for (_, before), (week, due) in pairwise(dues):
            assert before < due, (name, week)
            assert timedelta(days=5) < due - before < timedelta(days=9), (name, week)
        for place, (week, due) in enumerate(dues):
            if place % ORDINARY == 0 or _clocks_change(zone, due):
                assert schedule.covered_week(due, zone, day, at) == week, (name, week)
                assert schedule.covered_week(due - A_SECOND, zone, day, at) == week.previous()
                assert due >= week.next().start(zone), (name, week)


def _weeks() -> Iterator[Week]:
    week = FIRST
    while week < LAST:
        yield week
        week = week.next()


def _clocks_change(zone: ZoneInfo, due: datetime) -> bool:
    """Within the eight days before and after."""
    days = (due + timedelta(days=days) for days in (-8, 0, 8))
    return len({day.astimezone(UTC).astimezone(zone).utcoffset() for day in days}) > 1
