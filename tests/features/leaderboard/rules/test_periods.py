"""The weeks a board covers, and how people and buttons ask for them."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.features.leaderboard.rules.periods import (
    Kind,
    Wanted,
    find_wanted,
    period_with,
    read_wanted,
    week_period,
)
from slackapp.vocabulary.weeks import Week


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
        ("quarter", [*range(40, 54)]),
        ("last quarter", [*range(27, 40)]),
        ("this year", [*range(1, 54)]),
    ],
)
def test_periods_people_may_ask_for(words: str, weeks: list[int]) -> None:
    wanted = read_wanted(words, Week(2026, 47))
    assert wanted is not None
    assert wanted.period.weeks == tuple(Week(2026, number) for number in weeks)
    assert wanted.channel_id == ""


@pytest.mark.parametrize(
    "words", ["yesterday", "last decade", "week last", "this week please", "<#C1> <#C2>"]
)
def test_other_words_are_no_period(words: str) -> None:
    assert read_wanted(words, Week(2026, 47)) is None


@given(st.dates(datetime(2010, 1, 1).date(), datetime(2040, 1, 1).date()))  # noqa: DTZ001  plain dates
def test_every_week_lies_in_exactly_one_month(day: object) -> None:
    week = Week(*datetime.fromisoformat(str(day)).isocalendar()[:2])
    month = period_with("month", week)
    assert week in month.weeks
    assert 4 <= len(month.weeks) <= 5
    assert month.previous().weeks[-1].next() == month.weeks[0]
    assert all(period_with("month", one) == month for one in month.weeks)


@given(st.dates(datetime(2010, 1, 1).date(), datetime(2040, 1, 1).date()))  # noqa: DTZ001  plain dates
def test_quarters_and_years_are_whole_months_one_after_another(day: object) -> None:
    week = Week(*datetime.fromisoformat(str(day)).isocalendar()[:2])
    quarter, year = period_with("quarter", week), period_with("year", week)
    assert week in quarter.weeks
    assert set(quarter.weeks) <= set(year.weeks)
    assert len(quarter.weeks) in {12, 13, 14}
    assert len(year.weeks) in {52, 53}
    assert {one.year for one in year.weeks} == {year.year}
    assert quarter.previous().weeks[-1].next() == quarter.weeks[0]


def test_the_first_and_last_days_of_a_year_belong_to_the_year_of_their_thursday() -> None:
    new_year = Week.named("2026-W53")
    assert period_with("year", new_year).year == 2026
    assert period_with("quarter", new_year).quarter == 4
    assert period_with("month", Week.named("2025-W01")).weeks[0] == Week.named("2025-W01")


def test_one_channel_may_be_asked_for_wherever_it_stands() -> None:
    for words in ("last month <#C1|help>", "<#C1> last month", "last <#C1|help> month"):
        wanted = read_wanted(words, Week(2026, 47))
        assert wanted is not None
        assert (wanted.channel_id, wanted.period.kind) == ("C1", "month")


@pytest.mark.parametrize("kind", ["week", "month", "quarter", "year"])
@pytest.mark.parametrize("channel_id", ["", "C1"])
def test_a_button_carries_what_was_asked(kind: Kind, channel_id: str) -> None:
    wanted = Wanted(period=period_with(kind, Week(2026, 47)), channel_id=channel_id)
    assert find_wanted(str(wanted)) == wanted


@pytest.mark.parametrize("value", ["", "week", "decade/2026-W47/", "week/2026-W60/", "month//C1"])
def test_other_values_of_buttons_ask_for_nothing(value: str) -> None:
    assert find_wanted(value) is None


def test_a_week_is_a_time_of_its_own() -> None:
    assert week_period(Week(2026, 47)) == period_with("week", Week(2026, 47))
