"""When a board is due, and what compares."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.features.leaderboard.rules import schedule
from slackapp.features.leaderboard.rules.periods import week_period
from slackapp.vocabulary.weeks import Week

ROME = ZoneInfo("Europe/Rome")
NINE = time(9, 0)
ZONES = (
    "UTC",
    "Europe/Rome",
    "America/New_York",
    "America/St_Johns",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
)

times_of_day = st.builds(time, st.integers(0, 23), st.integers(0, 59))
zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  the bounds are naive by hypothesis' contract


def test_a_week_is_due_on_the_chosen_day_of_the_week_after() -> None:
    assert schedule.due_at(Week(2026, 46), ROME, 0, NINE) == datetime(
        2026, 11, 16, 8, 0, tzinfo=UTC
    )
    assert schedule.due_at(Week(2026, 46), ROME, 4, NINE) == datetime(
        2026, 11, 20, 8, 0, tzinfo=UTC
    )


def test_the_covered_week_changes_at_the_very_second() -> None:
    due = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
    assert schedule.covered_week(due, ROME, 0, NINE) == Week(2026, 46)
    assert schedule.covered_week(due - timedelta(seconds=1), ROME, 0, NINE) == Week(2026, 45)


@pytest.mark.parametrize(
    ("monday", "week"),
    [("2021-01-04", "2020-W53"), ("2027-01-04", "2026-W53"), ("2025-12-29", "2025-W52")],
)
def test_years_end_in_their_last_week(monday: str, week: str) -> None:
    noon = datetime.fromisoformat(f"{monday}T12:00+00:00")
    assert str(schedule.covered_week(noon, ROME, 0, NINE)) == week


def test_a_time_skipped_in_spring_becomes_the_next_one_there_is() -> None:
    sunday = schedule.due_at(Week(2026, 12), ROME, 6, time(2, 30))
    assert sunday == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert sunday.astimezone(ROME).time() == time(3, 0)


def test_a_time_shown_twice_in_autumn_is_due_the_first_time() -> None:
    sunday = schedule.due_at(Week(2026, 42), ROME, 6, time(2, 30))
    assert sunday == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_day_a_country_skipped_moves_to_the_next() -> None:
    friday_30_december = schedule.due_at(Week(2011, 51), ZoneInfo("Pacific/Apia"), 4, NINE)
    assert friday_30_december == datetime(2011, 12, 30, 10, 0, tzinfo=UTC)


@given(moments, zones, st.integers(0, 6), times_of_day)
def test_the_covered_week_is_over_and_due_and_the_next_is_not(
    now: datetime, zone: ZoneInfo, day: int, at: time
) -> None:
    week = schedule.covered_week(now, zone, day, at)
    assert week.next().start(zone) <= schedule.due_at(week, zone, day, at) <= now
    assert schedule.due_at(week.next(), zone, day, at) > now


@given(moments, zones, st.integers(0, 6), times_of_day)
def test_every_week_is_due_once_and_in_order(
    now: datetime, zone: ZoneInfo, day: int, at: time
) -> None:
    week = Week.of(now, zone)
    due = schedule.due_at(week, zone, day, at)
    assert schedule.covered_week(due, zone, day, at) == week
    assert schedule.due_at(week.next(), zone, day, at) > due


@pytest.mark.parametrize(
    ("after", "timing"),
    [
        (timedelta(), "on_time"),
        (timedelta(hours=1), "on_time"),
        (timedelta(hours=1, seconds=1), "late"),
        (timedelta(days=3), "late"),
        (timedelta(days=3, seconds=1), "too_late"),
    ],
)
def test_a_board_may_come_late_for_three_days(after: timedelta, timing: str) -> None:
    due = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
    assert schedule.timing(due, due + after) == timing


def test_only_weeks_with_something_recorded_count() -> None:
    start_of_47 = Week(2026, 47).start(ROME)
    assert not schedule.was_recorded(Week(2026, 46), ROME, start_of_47)
    assert schedule.was_recorded(Week(2026, 46), ROME, start_of_47 - timedelta(seconds=1))


def test_nothing_compares_in_the_first_fourteen_days() -> None:
    now = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
    period = week_period(Week(2026, 46))
    whole_week_before = Week(2026, 45).start(ROME)
    assert schedule.may_compare(period, ROME, whole_week_before, now)
    assert not schedule.may_compare(period, ROME, whole_week_before + timedelta(seconds=1), now)


def test_a_week_that_is_not_over_compares_with_nothing() -> None:
    period = week_period(Week(2026, 47))
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    end = Week(2026, 48).start(ROME)
    assert schedule.may_compare(period, ROME, long_ago, end)
    assert not schedule.may_compare(period, ROME, long_ago, end - timedelta(seconds=1))
