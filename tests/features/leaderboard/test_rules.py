"""When a board is due, which weeks it covers and whom it names."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.features.leaderboard import rules
from slackapp.features.leaderboard.rules import Giver, Line
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
    assert rules.due_at(Week(2026, 46), ROME, 0, NINE) == datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
    assert rules.due_at(Week(2026, 46), ROME, 4, NINE) == datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def test_the_covered_week_changes_at_the_very_second() -> None:
    due = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
    assert rules.covered_week(due, ROME, 0, NINE) == Week(2026, 46)
    assert rules.covered_week(due - timedelta(seconds=1), ROME, 0, NINE) == Week(2026, 45)


@pytest.mark.parametrize(
    ("monday", "week"),
    [("2021-01-04", "2020-W53"), ("2027-01-04", "2026-W53"), ("2025-12-29", "2025-W52")],
)
def test_years_end_in_their_last_week(monday: str, week: str) -> None:
    noon = datetime.fromisoformat(f"{monday}T12:00+00:00")
    assert str(rules.covered_week(noon, ROME, 0, NINE)) == week


def test_a_time_skipped_in_spring_becomes_the_next_one_there_is() -> None:
    sunday = rules.due_at(Week(2026, 12), ROME, 6, time(2, 30))
    assert sunday == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert sunday.astimezone(ROME).time() == time(3, 0)


def test_a_time_shown_twice_in_autumn_is_due_the_first_time() -> None:
    sunday = rules.due_at(Week(2026, 42), ROME, 6, time(2, 30))
    assert sunday == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_day_a_country_skipped_moves_to_the_next() -> None:
    friday_30_december = rules.due_at(Week(2011, 51), ZoneInfo("Pacific/Apia"), 4, NINE)
    assert friday_30_december == datetime(2011, 12, 30, 10, 0, tzinfo=UTC)


@given(moments, zones, st.integers(0, 6), times_of_day)
def test_the_covered_week_is_over_and_due_and_the_next_is_not(
    now: datetime, zone: ZoneInfo, day: int, at: time
) -> None:
    week = rules.covered_week(now, zone, day, at)
    assert week.next().start(zone) <= rules.due_at(week, zone, day, at) <= now
    assert rules.due_at(week.next(), zone, day, at) > now


@given(moments, zones, st.integers(0, 6), times_of_day)
def test_every_week_is_due_once_and_in_order(
    now: datetime, zone: ZoneInfo, day: int, at: time
) -> None:
    week = Week.of(now, zone)
    due = rules.due_at(week, zone, day, at)
    assert rules.covered_week(due, zone, day, at) == week
    assert rules.due_at(week.next(), zone, day, at) > due


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
    assert rules.timing(due, due + after) == timing


def test_only_weeks_with_something_recorded_count() -> None:
    start_of_47 = Week(2026, 47).start(ROME)
    assert not rules.was_recorded(Week(2026, 46), ROME, start_of_47)
    assert rules.was_recorded(Week(2026, 46), ROME, start_of_47 - timedelta(seconds=1))


def test_nothing_compares_in_the_first_fourteen_days() -> None:
    now = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
    period = rules.week_period(Week(2026, 46))
    whole_week_before = Week(2026, 45).start(ROME)
    assert rules.may_compare(period, ROME, whole_week_before, now)
    assert not rules.may_compare(period, ROME, whole_week_before + timedelta(seconds=1), now)


def test_a_week_that_is_not_over_compares_with_nothing() -> None:
    period = rules.week_period(Week(2026, 47))
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    end = Week(2026, 48).start(ROME)
    assert rules.may_compare(period, ROME, long_ago, end)
    assert not rules.may_compare(period, ROME, long_ago, end - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("words", "weeks"),
    [
        ("", [47]),
        ("this", [47]),
        ("  This   WEEK ", [47]),
        ("last", [46]),
        ("last week", [46]),
        ("month", [45, 46, 47, 48]),
        ("this month", [45, 46, 47, 48]),
        ("last month", [40, 41, 42, 43, 44]),
    ],
)
def test_periods_people_may_ask_for(words: str, weeks: list[int]) -> None:
    period = rules.read_period(words, Week(2026, 47))
    assert period is not None
    assert period.weeks == tuple(Week(2026, number) for number in weeks)


@pytest.mark.parametrize("words", ["yesterday", "last year", "week last", "this week please"])
def test_other_words_are_no_period(words: str) -> None:
    assert rules.read_period(words, Week(2026, 47)) is None


@given(st.dates(datetime(2010, 1, 1).date(), datetime(2040, 1, 1).date()))  # noqa: DTZ001  plain dates
def test_every_week_lies_in_exactly_one_month(day: object) -> None:
    week = Week(*datetime.fromisoformat(str(day)).isocalendar()[:2])
    month = rules.month_period(week)
    assert week in month.weeks
    assert 4 <= len(month.weeks) <= 5
    assert month.previous().weeks[-1].next() == month.weeks[0]
    assert all(rules.month_period(one) == month for one in month.weeks)


def test_those_listed_twice_in_four_boards_rest_for_two() -> None:
    ana, nobody = frozenset({1}), frozenset[int]()
    assert rules.resting([]) == frozenset()
    assert rules.resting([ana]) == frozenset()
    assert rules.resting([ana, ana]) == ana
    assert rules.resting([nobody, ana, ana]) == ana
    assert rules.resting([nobody, nobody, ana, ana]) == frozenset()


def test_listed_twice_further_apart_is_no_reason_to_rest() -> None:
    ana, nobody = frozenset({1}), frozenset[int]()
    assert rules.resting([ana, nobody, nobody, ana]) == ana
    assert rules.resting([ana, nobody, nobody, nobody, ana]) == frozenset()


def test_who_shares_a_line_is_named_in_the_order_of_names() -> None:
    line = Line((giver("Cy", 7), giver("ana", 7), giver("Bo", 7)), more=2)
    [ranked] = rules.rank([line]).lines
    assert [one.name for one in ranked.people] == ["ana", "Bo", "Cy"]
    assert ranked.more == 2


def test_nobody_below_the_fifth_score_stands_there_or_steps_back() -> None:
    lines = [
        Line((giver(name, score),)) for name, score in zip("BCDEG", (8, 7, 6, 5, 3), strict=True)
    ]
    ranking = rules.rank(lines, [giver("A", 9), giver("F", 4)])
    assert [line.people[0].name for line in ranking.lines] == ["B", "C", "D", "E", "G"]
    assert [one.name for one in ranking.stepping_back] == ["A"]


def test_who_shares_the_score_of_a_line_steps_back_from_it() -> None:
    ranking = rules.rank([Line((giver("B", 8),))], [giver("Z", 8), giver("A", 8), giver("Y", 9)])
    assert [one.name for one in ranking.stepping_back] == ["Y", "A", "Z"]


def giver(name: str, score: float) -> Giver:
    return Giver(key=sum(name.encode()), name=name, score=Decimal(str(score)), deeds={"kudos": 1})
