"""Presence, status and "do not disturb", set by people and asked for by apps."""

from datetime import UTC, datetime, time

import pytest
from slack_sdk.errors import SlackApiError

from slackapp.sandbox import Role
from tests.sandbox.stage import Stage

# The stage's clock stands at Monday, 10:00 in Amsterdam, where Ana is.
TEN = int(datetime(2026, 11, 16, 9, tzinfo=UTC).timestamp())
HOUR = 3600


def test_a_status_is_in_the_profile_until_it_runs_out(stage: Stage) -> None:
    until = datetime(2026, 11, 16, 10, tzinfo=UTC)
    stage.ana.set_status("On holiday", ":palm_tree:", until=until)

    shown = stage.client.users_profile_get(user="U1")["profile"]
    told = stage.receiver.event("user_change")["user"]["profile"]
    stage.sandbox.advance(HOUR)
    later = stage.client.users_info(user="U1")["user"]["profile"]

    assert shown["status_text"] == told["status_text"] == "On holiday"
    assert shown["status_emoji_display_info"][0]["emoji_name"] == "palm_tree"
    assert shown["status_expiration"] == TEN + HOUR
    assert (later["status_text"], later["status_emoji"]) == ("", "")


def test_presence_is_told_to_whoever_asks(stage: Stage) -> None:
    stage.ana.set_presence("away")

    assert stage.client.users_getPresence(user="U1")["presence"] == "away"
    assert stage.client.users_getPresence(user="U2")["presence"] == "active"
    assert stage.client.users_getPresence(user="U0BOT")["online"] is True
    assert stage.receiver.requests == []


@pytest.mark.parametrize(
    ("start", "end", "begins", "ends"),
    [
        (time(9), time(11), -1, 1),
        (time(22), time(8), 12, 22),
        (time(20), time(19), -14, 9),
        (time(8), time(9), 22, 23),
    ],
)
def test_quiet_hours_are_those_now_or_next(
    stage: Stage, start: time, end: time, begins: int, ends: int
) -> None:
    stage.ana.set_quiet_hours(start, end)

    answer = stage.client.dnd_info(user="U1")

    assert answer["dnd_enabled"]
    assert answer["next_dnd_start_ts"] == TEN + begins * HOUR
    assert answer["next_dnd_end_ts"] == TEN + ends * HOUR


def test_a_snooze_counts_before_quiet_hours_and_ends(stage: Stage) -> None:
    stage.ana.set_quiet_hours(time(22), time(8))
    stage.ana.snooze(30)
    during = stage.client.dnd_teamInfo(users="U1,U2,U404")["users"]
    told = stage.receiver.event("dnd_updated_user")
    stage.ana.snooze(0)

    assert during["U1"] == told["dnd_status"]
    assert during["U1"] == {
        "dnd_enabled": True,
        "next_dnd_start_ts": TEN,
        "next_dnd_end_ts": TEN + HOUR // 2,
    }
    assert during["U2"] == {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    assert "U404" not in during
    assert stage.client.dnd_info(user="U1")["next_dnd_start_ts"] == TEN + 12 * HOUR


def test_a_bot_is_found_by_its_bot_id(stage: Stage) -> None:
    stage.workspace.add_person("U7", name="Robot", role=Role.BOT)

    own = stage.client.bots_info(bot="B0BOT")["bot"]

    assert (own["user_id"], own["app_id"]) == ("U0BOT", "A0SANDBOX01")
    assert stage.client.bots_info(bot="B7")["bot"]["name"] == "Robot"
    with pytest.raises(SlackApiError, match="bot_not_found"):
        stage.client.bots_info(bot="B404")


def test_nobody_asked_about_is_an_error(stage: Stage) -> None:
    with pytest.raises(SlackApiError, match="no_users_provided"):
        stage.client.dnd_teamInfo(users="")
    with pytest.raises(SlackApiError, match="user_not_found"):
        stage.client.users_getPresence(user="U404")
