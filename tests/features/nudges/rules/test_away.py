"""What Slack says about leaving somebody in peace."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from slackapp.features.nudges.rules.away import away_until, quiet_until

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
SECONDS = int(NOON.timestamp())


def test_do_not_disturb_holds_back_until_it_ends() -> None:
    said = {"dnd_enabled": True, "next_dnd_start_ts": SECONDS - 60, "next_dnd_end_ts": SECONDS + 60}
    assert quiet_until(said, NOON) == NOON + timedelta(minutes=1)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1},
        {"dnd_enabled": False, "next_dnd_start_ts": SECONDS - 60, "next_dnd_end_ts": SECONDS + 60},
        {"dnd_enabled": True, "next_dnd_start_ts": SECONDS + 60, "next_dnd_end_ts": SECONDS + 120},
        {"dnd_enabled": True, "next_dnd_start_ts": "soon", "next_dnd_end_ts": None},
    ],
)
def test_at_other_times_it_does_not(said: dict[str, Any]) -> None:
    assert quiet_until(said, NOON) is None


@pytest.mark.parametrize(
    ("emoji", "text"),
    [
        (":palm_tree:", "Vacationing"),
        (":palm_tree:", ""),
        (":face_with_thermometer:", "Out sick"),
        (":no_entry:", "focus"),
        ("", "On vacation until Monday"),
        (":coffee:", "OOO"),
        ("", "out of the office"),
    ],
)
def test_a_status_that_says_away_holds_back(emoji: str, text: str) -> None:
    profile = {"status_emoji": emoji, "status_text": text, "status_expiration": SECONDS + 3600}
    assert away_until(profile, NOON) == NOON + timedelta(hours=1)
    unsaid = away_until({**profile, "status_expiration": 0}, NOON)
    assert unsaid == NOON + timedelta(hours=12)


@pytest.mark.parametrize(
    ("emoji", "text"),
    [
        ("", ""),
        (":house_with_garden:", "Working remotely"),
        (":bus:", "Commuting"),
        (":spiral_calendar_pad:", "In a meeting"),
        (":tada:", "Planning the vacation party"),
        ("", "kooop"),
    ],
)
def test_other_statuses_do_not(emoji: str, text: str) -> None:
    assert away_until({"status_emoji": emoji, "status_text": text}, NOON) is None


def test_one_that_has_run_out_does_not() -> None:
    profile = {"status_emoji": ":palm_tree:", "status_expiration": SECONDS - 1}
    assert away_until(profile, NOON) is None
