"""Which year's thanks somebody asks for; with literals."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from slackapp.features.kudos.rules.received import year_asked, year_micros
from slackapp.vocabulary.slack_time import micros_of_datetime


@pytest.mark.parametrize(("words", "year"), [("", None), ("  ", None), (" 2025 ", 2025)])
def test_a_year_is_read_and_nothing_means_this_one(words: str, year: int | None) -> None:
    assert year_asked(words) == year


@pytest.mark.parametrize(
    "words", ["25", "20255", "2025 please", "1899", "2100", "-2025", "\uff12\uff10\uff12\uff15"]
)
def test_anything_else_is_no_year(words: str) -> None:
    with pytest.raises(ValueError, match=words):
        year_asked(words)


def test_a_year_begins_and_ends_at_the_zone_s_midnight() -> None:
    auckland = year_micros(2026, ZoneInfo("Pacific/Auckland"))

    begin, end = datetime(2025, 12, 31, 11, tzinfo=UTC), datetime(2026, 12, 31, 11, tzinfo=UTC)
    assert auckland == (micros_of_datetime(begin), micros_of_datetime(end))


@pytest.mark.parametrize("year", [1900, 2099])
def test_the_first_and_the_last_year_have_bounds(year: int) -> None:
    begin, end = year_micros(year, ZoneInfo("America/New_York"))

    assert begin < end
