"""What an exported object means for us."""

from typing import Any

import pytest

from slackapp.features.history_import.rules import as_ours, home_team, options_text, people_in


def test_home_is_the_team_most_users_are_in() -> None:
    users: list[dict[str, Any]] = [
        {"team_id": "T2"},
        {"team_id": "T1"},
        {"team_id": "T2"},
        {"team_id": 5},
        {},
    ]
    assert home_team(users) == "T2"
    assert home_team([{}]) is None
    assert home_team([{"team_id": "T2"}, {"team_id": "T1"}]) == "T1"


@pytest.mark.parametrize(("team", "ours"), [("T1", "T9"), (None, "T9"), ("T2", "T2")])
def test_people_of_other_teams_stay_outside(team: str | None, ours: str) -> None:
    user = as_ours({"id": "U1", "team_id": team}, home="T1", workspace_id="T9")
    assert (user["team_id"], user["profile"]) == (ours, {})


def test_everybody_who_posted_or_reacted_is_named_once() -> None:
    posts: list[dict[str, Any]] = [
        {"user": "U1", "user_profile": {"real_name": "Ana L"}},
        {"user": "U1", "reactions": [{"users": ["U2", "U1", 5]}, {"users": None}, "odd"]},
        {"user": "U3", "bot_id": "B3"},
        {"user": "\ud800"},
    ]
    assert people_in(posts) == {"U1": "Ana L", "U2": ""}


def test_another_set_of_emoji_is_another_option_in_any_order() -> None:
    assert options_text(None) != options_text([]) != options_text(["clap"])
    assert options_text(["fire", "clap"]) == options_text(["clap", "fire"])
