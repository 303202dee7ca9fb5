"""Working time: hours of working days in a zone, but for holidays."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from slackapp.vocabulary.working_time import NoWorkingTimeError, WorkingHours

ROME = WorkingHours(zone=ZoneInfo("Europe/Rome"))  # one hour ahead of UTC in November


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    """In November 2026; the 16th is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (moment(16, 9), moment(16, 9, 38), 38),
        (moment(16, 15, 50), moment(17, 8, 10), 20),
        (moment(20, 15), moment(23, 9), 120),
        (moment(21, 9), moment(22, 9), 0),
        (moment(16, 3), moment(16, 4), 0),
        (moment(16, 9), moment(16, 8), 0),
    ],
)
def test_only_working_time_is_counted(start: datetime, end: datetime, minutes: int) -> None:
    assert ROME.minutes_between(start, end) == minutes


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        (moment(16, 8), moment(16, 16)),
        (moment(16, 12), moment(17, 12)),
        (moment(20, 15), moment(23, 15)),
        (moment(21, 12), moment(23, 16)),
    ],
)
def test_eight_working_hours_pass_over_nights_and_weekends(start: datetime, ends: datetime) -> None:
    assert ROME.after(start, 8) == ends


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        (moment(16, 9), moment(16, 9)),
        (moment(16, 16), moment(17, 8)),
        (moment(16, 7), moment(16, 8)),
        (moment(21, 12), moment(23, 8)),
    ],
)
def test_working_time_goes_on_or_begins_again(asked: datetime, begins: datetime) -> None:
    assert ROME.next(asked) == begins
    assert ROME.contains(asked) is (asked == begins)


def test_the_next_working_day_leaves_out_weekends_and_holidays() -> None:
    hours = WorkingHours(zone=ROME.zone, holidays={date(2026, 11, 23)})
    assert hours.next_day(moment(20, 15)) == moment(24, 8)
    assert ROME.next_day(moment(16, 3)) == moment(17, 8)


def test_working_hours_follow_the_clocks_when_they_change() -> None:
    """Rome puts them forward on 29 March 2026: nine o'clock is an hour earlier in UTC after it."""
    friday = datetime(2026, 3, 27, 15, tzinfo=UTC)
    assert ROME.after(friday, 1.5) == datetime(2026, 3, 30, 7, 30, tzinfo=UTC)
    sunday = WorkingHours(zone=ROME.zone, opens=time(0), days=frozenset({6}))
    midnight = datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert sunday.minutes_between(midnight, datetime(2026, 3, 29, 15, tzinfo=UTC)) == 16 * 60


def test_without_a_working_day_there_is_no_working_time() -> None:
    never = WorkingHours(zone=ROME.zone, days=frozenset())
    with pytest.raises(NoWorkingTimeError):
        never.next(moment(16, 9))
