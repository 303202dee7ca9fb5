"""What an exported object means for us: pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slackapp.intake.slack_ids import is_id
from slackapp.reading.event_text import storable

Json = Mapping[str, Any]


def home_team(users: Iterable[Json]) -> str | None:
    """The workspace an export was taken from: the team most of its users are in."""
    teams = Counter(user["team_id"] for user in users if isinstance(user.get("team_id"), str))
    return min(teams, key=lambda team: (-teams[team], team), default=None)


def as_ours(user: Json, *, home: str | None, workspace_id: str) -> dict[str, Any]:
    """The user as a member of the workspace imported into; people of other teams stay outside."""
    team_id = workspace_id if user.get("team_id") in (home, None) else user["team_id"]
    return {**user, "team_id": team_id, "profile": user.get("profile") or {}}


def people_in(posts: Sequence[Json]) -> dict[str, str]:
    """Everybody who posted or reacted, by id, with the name the post tells, if any."""
    found: dict[str, str] = {}
    for post in posts:
        user = post.get("user")
        if is_id(user) and not post.get("bot_id"):
            found[user] = _name_in(post) or found.get(user, "")
        for reaction in _objects(post.get("reactions")):
            found.update({one: "" for one in _ids(reaction.get("users")) if one not in found})
    return found


def options_text(kudos_emoji: Sequence[str] | None) -> str:
    """The options a day was read with; another set reads it anew."""
    return "" if kudos_emoji is None else f"kudos_emoji={','.join(sorted(kudos_emoji))}"


def _name_in(post: Json) -> str:
    profile = post.get("user_profile")
    if not isinstance(profile, dict):
        return ""
    return storable(str(profile.get("display_name") or profile.get("real_name") or ""))


def _objects(value: object) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _ids(value: object) -> list[str]:
    return [one for one in value if is_id(one)] if isinstance(value, list) else []
