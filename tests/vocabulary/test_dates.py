"""Days as each language words them."""

from datetime import datetime

import pytest

from slackapp.vocabulary.dates import day_and_month, moment, weekday
from slackapp.vocabulary.words import catalogue_of, speaking

TUESDAY = datetime(2026, 11, 3, 9, 5)  # noqa: DTZ001  by the clock on somebody's wall


@pytest.mark.parametrize(
    ("locale", "worded"),
    [
        ("en-US", ("Tuesday", "3 Nov", "Tue 3 Nov, 09:05")),
        ("de-DE", ("Dienstag", "3. Nov.", "Di., 3. Nov., 09:05")),
        ("ja-JP", ("火曜日", "11月3日", "11月3日（火）09:05")),
    ],
)
def test_a_day_is_worded_in_the_readers_language(locale: str, worded: tuple[str, ...]) -> None:
    with speaking(catalogue_of(locale)):
        assert (weekday(TUESDAY), day_and_month(TUESDAY), moment(TUESDAY)) == worded
