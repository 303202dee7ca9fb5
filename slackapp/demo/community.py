"""A Slack export moved into the sandbox: its people, its channels and what was said there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from slackapp.features.history_import.rules import home_team, people_in
from slackapp.intake.slack_export import ExportedChannel, ExportedKind, SlackExport
from slackapp.intake.translation import PEOPLES_SUBTYPES
from slackapp.reading.event_text import storable
from slackapp.sandbox import Channel, Kind, Person, Role, Workspace
from slackapp.vocabulary.slack_time import datetime_of_micros, is_ts

Json = Mapping[str, Any]

GENERAL = "general"
_KINDS: Mapping[ExportedKind, Kind] = {
    "public": Kind.PUBLIC,
    "private": Kind.PRIVATE,
    "im": Kind.IM,
    "mpim": Kind.MPIM,
}
_ROLES = {
    "is_bot": Role.BOT,
    "is_ultra_restricted": Role.SINGLE_CHANNEL_GUEST,
    "is_restricted": Role.GUEST,
    "is_stranger": Role.STRANGER,
    "is_owner": Role.OWNER,
    "is_admin": Role.ADMIN,
}


def move_in(workspace: Workspace, export: SlackExport) -> None:
    """Fill the sandbox workspace; the app is told nothing."""
    home = home_team(export.users)
    for user in export.users:
        _add_person(workspace, user, home)
    posts = _posts_by_channel(export)
    for channel in export.channels.values():
        said = posts[channel.channel_id]
        _add_leavers(workspace, said.values())
        _add_channel(workspace, channel, said)


def first_moment(workspace: Workspace) -> datetime | None:
    """When somebody said something for the first time."""
    said = (one.micros for channel in workspace.channels.values() for one in channel.messages[:1])
    first = min(said, default=None)
    return None if first is None else datetime_of_micros(first)


def board_channel(workspace: Workspace) -> Channel | None:
    """#general, or where people talk most; public wherever there is a public channel."""
    kinds = (Kind.PUBLIC, Kind.PRIVATE)
    open_to_app = [each for each in workspace.channels.values() if each.kind in kinds]
    return min(open_to_app, key=_fitness, default=None)


def _fitness(channel: Channel) -> tuple[bool, bool, int, str]:
    by_people = sum(one.subtype in PEOPLES_SUBTYPES for one in channel.messages)
    return channel.kind is not Kind.PUBLIC, channel.name != GENERAL, -by_people, channel.id


def _add_person(workspace: Workspace, user: Json, home: str | None) -> Person:
    profile = user.get("profile")
    profile = profile if isinstance(profile, dict) else {}
    username = _text(user.get("name"))
    team_id = _text(user.get("team_id"))
    return workspace.add_person(
        user["id"],
        name=_text(user.get("real_name")) or _text(profile.get("real_name")) or username,
        display_name=_text(profile.get("display_name")),
        username=username or None,
        role=_role(user),
        deleted=user.get("deleted") is True,
        team_id=None if team_id in {"", home} else team_id,
        tz=_text(user.get("tz")) or "UTC",
    )


def _add_leavers(workspace: Workspace, posts: Iterable[Json]) -> None:
    """Whoever talked but is in no list of users has left."""
    for person_id, name in people_in([*posts]).items():
        if person_id not in workspace.people:
            workspace.add_person(person_id, name=name, deleted=True)


def _add_channel(workspace: Workspace, channel: ExportedChannel, posts: Mapping[str, Json]) -> None:
    authors = dict.fromkeys(post["user"] for post in posts.values() if "user" in post)
    shown = workspace.add_channel(
        channel.channel_id,
        channel.name,
        members=[workspace.people[one] for one in authors],
        kind=_KINDS[channel.kind],
        bot_is_member=channel.kind in {"public", "private"},
    )
    workspace.load_history(shown, [posts[ts] for ts in sorted(posts)])


def _posts_by_channel(export: SlackExport) -> Mapping[str, dict[str, Json]]:
    """What can be shown, by channel and ts."""
    found: dict[str, dict[str, Json]] = defaultdict(dict)
    for day in export.days:
        for post in export.messages(day):
            if is_ts(post.get("ts")):
                found[day.channel.channel_id][post["ts"]] = dict(_shown(post))
    return found


def _shown(post: Json) -> Iterator[tuple[str, Any]]:
    """The parts of a post that the page shows, whatever the export's age made of them."""
    yield "ts", post["ts"]
    yield "text", _text(post.get("text"))
    yield "reactions", [*_reactions(post.get("reactions"))]
    for name in ("user", "subtype", "thread_ts", "bot_id", "username"):
        if isinstance(post.get(name), str):
            yield name, storable(post[name])
    for name in ("edited", "user_profile"):
        if isinstance(post.get(name), dict):
            yield name, post[name]


def _reactions(reactions: object) -> Iterator[Json]:
    for one in reactions if isinstance(reactions, list) else ():
        if isinstance(one, dict) and isinstance(one.get("name"), str):
            users = [user for user in one.get("users") or () if isinstance(user, str)]
            yield {"name": one["name"], "users": users}


def _role(user: Json) -> Role:
    return next((role for name, role in _ROLES.items() if user.get(name) is True), Role.MEMBER)


def _text(value: object) -> str:
    return storable(value).strip() if isinstance(value, str) else ""
