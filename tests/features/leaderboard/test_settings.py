"""What a workspace may set about its board."""

from datetime import time

import pytest
from pydantic import ValidationError

from slackapp.features.leaderboard.settings import LeaderboardSettings


def test_the_board_comes_monday_at_nine_in_order_unless_told_otherwise() -> None:
    settings = LeaderboardSettings()
    assert (settings.days_after_monday, settings.time_of_day) == (0, time(9, 0))
    assert (settings.channel, settings.order, settings.cause) == (None, "top_five", None)


def test_a_day_and_time_may_be_chosen() -> None:
    settings = LeaderboardSettings(weekday="sunday", time="23:59")
    assert (settings.days_after_monday, settings.time_of_day) == (6, time(23, 59))


@pytest.mark.parametrize(
    "unfit",
    [
        {"time": "24:00"},
        {"time": "9:00"},
        {"time": "09:00\n"},
        {"weekday": "noday"},
        {"order": "worst_first"},
        {"cause": "a" * 121},
    ],
)
def test_what_does_not_fit_is_refused(unfit: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        LeaderboardSettings.model_validate(unfit)
