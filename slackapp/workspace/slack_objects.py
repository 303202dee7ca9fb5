"""From Slack's user, channel and user group objects to our records, whatever is missing.

Slack: https://docs.slack.dev/reference/objects/ (user, conversation and usergroup objects).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from slackapp.reading.event_text import storable
from slackapp.vocabulary.people import PersonKind
from slackapp.vocabulary.slack_time import datetime_of_micros
from slackapp.workspace.records import ChannelKind, ChannelRecord, GroupRecord, PersonRecord

Json = Mapping[str, Any]


class HasGet(Protocol):
    """A mapping or the SDK's answer, which is not one."""

    def get(self, key: str, /) -> Any: ...  # noqa: ANN401  JSON


_LAST_SECOND = 10**11  # the year 5138; beyond it no datetime is left


class UnreadableObject(Exception):  # noqa: N818  Slack's fault or a stranger's, not ours
    """The object lacks what makes it one; the message names the field, never its value."""


def read_person(user: object, *, workspace_id: str) -> PersonRecord:
    """A user object; `workspace_id` tells who is from outside."""
    fields = _object(user, "user")
    profile = _mapping(fields.get("profile"))
    real_name = _text(fields.get("real_name")) or _text(profile.get("real_name"))
    return PersonRecord(
        slack_id=id_in(fields, "id"),
        name=_text(profile.get("display_name")) or real_name or _text(fields.get("name")),
        real_name=real_name,
        kind=_kind_of(fields, workspace_id),
        active=fields.get("deleted") is not True,
        admin=_any(fields, "is_admin", "is_owner", "is_primary_owner"),
        timezone=_text(fields.get("tz")) or None,
        locale=_text(fields.get("locale")) or None,
        team_id=_text(fields.get("team_id")) or None,
        updated_at=moment_in(fields, "updated"),
    )


def read_channel(channel: object) -> ChannelRecord:
    """A conversation object; private unless Slack clearly says public."""
    fields = _object(channel, "channel")
    return ChannelRecord(
        channel_id=id_in(fields, "id"),
        name=_text(fields.get("name")),
        kind=_channel_kind(fields),
        app_is_member=fields.get("is_member") is True,
        archived=fields.get("is_archived") is True,
        external=_is_external(fields),
    )


def read_group(group: object) -> GroupRecord:
    """A usergroup object with its `users`; UnreadableObject where those are left out."""
    fields = _object(group, "usergroup")
    return GroupRecord(
        group_id=id_in(fields, "id"),
        name=_text(fields.get("name")),
        member_ids=ids_in(fields, "users"),
        active=not fields.get("date_delete"),
        updated_at=moment_in(fields, "date_update"),
    )


def id_in(fields: Json, name: str) -> str:
    slack_id = _text(fields.get(name))
    if not slack_id:
        raise UnreadableObject(name)
    return slack_id


def ids_in(fields: HasGet, name: str) -> tuple[str, ...]:
    values = fields.get(name)
    if not isinstance(values, list):
        raise UnreadableObject(name)
    return tuple(text for value in values if (text := _text(value)))


def text_in(fields: Json, name: str) -> str:
    return _text(fields.get(name))


def moment_in(fields: Json, name: str) -> datetime | None:
    """A whole number of seconds since 1970."""
    seconds = fields.get(name)
    if type(seconds) is not int or not 0 < seconds < _LAST_SECOND:  # True is an int, too
        return None
    return datetime_of_micros(seconds * 1_000_000)


def _kind_of(user: Json, workspace_id: str) -> PersonKind:
    """`is_app_user` is no bot: it marks a person who authorised an app."""
    if user.get("id") == "USLACKBOT" or _any(user, "is_bot", "is_workflow_bot", "is_connector_bot"):
        return "bot"
    if _any(user, "is_stranger") or not _is_ours(user, workspace_id):
        return "outside"
    return "guest" if _any(user, "is_restricted", "is_ultra_restricted") else "member"


def _is_ours(user: Json, workspace_id: str) -> bool:
    """In an Enterprise organisation a user's team may be a sister workspace or the org itself."""
    if _text(user.get("team_id")) in {workspace_id, ""}:
        return True
    teams = _mapping(user.get("enterprise_user")).get("teams")
    return isinstance(teams, list) and workspace_id in teams


def _channel_kind(channel: Json) -> ChannelKind:
    if channel.get("is_im") is True:
        return "im"
    if channel.get("is_mpim") is True:
        return "mpim"
    is_private = channel.get("is_private")
    says_public = is_private is False or (is_private is None and channel.get("is_channel") is True)
    return "public" if says_public and channel.get("is_group") is not True else "private"


def _is_external(channel: Json) -> bool:
    """Shared with another company; sharing inside one organisation is not external."""
    return _any(channel, "is_ext_shared") or (
        _any(channel, "is_shared") and not _any(channel, "is_org_shared")
    )


def _any(fields: Json, *names: str) -> bool:
    return any(fields.get(name) is True for name in names)


def _object(value: object, name: str) -> Json:
    if not isinstance(value, Mapping):
        raise UnreadableObject(name)
    return value


def _mapping(value: object) -> Json:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return storable(value).strip() if isinstance(value, str) else ""
