"""Working time: Monday to Friday, nine to five, where the workspace is."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from slackapp.features.questions.rules.working_time import after_working_hours, working_minutes

ZONE = ZoneInfo("Europe/Rome")  # one hour ahead of UTC in November


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
    assert working_minutes(start, end, ZONE) == minutes


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
    assert after_working_hours(start, 8, ZONE) == ends
