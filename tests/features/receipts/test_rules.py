"""Which week was meant."""

import pytest

from slackapp.features.receipts.rules import read_week
from slackapp.vocabulary.weeks import Week

THIS = Week(2026, 2)


@pytest.mark.parametrize(
    ("words", "week"),
    [
        ("", THIS),
        ("this", THIS),
        ("THIS week", THIS),
        ("last", Week(2026, 1)),
        ("last week", Week(2026, 1)),
        ("2025-W46", Week(2025, 46)),
        ("2025-w46", Week(2025, 46)),
        ("w1", Week(2026, 1)),
        ("W53", None),
        ("w46", Week(2025, 46)),
        ("2027-W01", Week(2027, 1)),
        ("2025-W53", None),
        ("week", None),
        ("next", None),
        ("last month", None),
        ("46", None),
        ("2026-W", None),
        ("٢٠٢٦-W46", None),
        ("last week 46", None),
    ],
)
def test_a_week_is_read_as_people_name_it(words: str, week: Week | None) -> None:
    assert read_week(words, THIS) == week


def test_a_week_without_its_year_is_the_newest_of_that_number() -> None:
    assert read_week("w53", Week(2027, 9)) == Week(2026, 53)
