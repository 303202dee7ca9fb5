"""What events tell about people, channels and groups: who came, was renamed, went.

Slack: https://docs.slack.dev/reference/events
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import structlog

from slackapp.database.transaction import Transaction
from slackapp.vocabulary.facts import AppInvited
from slackapp.vocabulary.slack_time import (
    datetime_of_micros,
    is_ts,
    micros_of_datetime,
    micros_of_ts,
)
from slackapp.workspace import channels, groups
from slackapp.workspace.people import find_people, save_people
from slackapp.workspace.slack_objects import (
    UnreadableObject,
    id_in,
    ids_in,
    moment_in,
    read_channel,
    read_group,
    read_person,
    text_in,
)
from slackapp.workspace.workspaces import app_identity

Event = Mapping[str, Any]

_log = structlog.get_logger(__name__)


def apply_event(tx: Transaction, event: Event) -> bool:
    """Learn from the event; False where its type is none of ours or it cannot be read.

    NotKnownYet where it needs somebody or some channel we never met.
    """
    learn = _lesson_of(event)
    if learn is None:
        return False
    try:
        learn(tx, event)
    except UnreadableObject as error:
        _log.warning("directory.unreadable", type=event.get("type"), missing=str(error))
        return False
    return True


def is_of_directory(event: Event) -> bool:
    """Whether the event is about who and where, and nothing anybody said."""
    return _lesson_of(event) is not None


def find_invitation(tx: Transaction, event: Event) -> AppInvited | None:
    """The event as the app's coming into a channel; that it was there before is not told apart."""
    if event.get("type") != "member_joined_channel":
        return None
    channel_id, inviter = text_in(event, "channel"), text_in(event, "inviter")
    if not channel_id or text_in(event, "user") != app_identity(tx).bot_user_id:
        return None
    return AppInvited(
        workspace_id=tx.workspace_id,
        channel_id=channel_id,
        inviter=inviter,
        at=_time_of(tx, event),
    )


def list_unknown(tx: Transaction, slack_ids: Iterable[str]) -> list[str]:
    """Those of the ids (people, channels, groups) that are in no table of ours."""
    wanted = dict.fromkeys(slack_ids)
    known = find_people(tx, [one for one in wanted if one.startswith(("U", "W"))])
    return [
        one
        for one in wanted
        if one not in known
        and channels.find_channel(tx, one) is None
        and not groups.is_known(tx, one)
    ]


def _lesson_of(event: Event) -> "Lesson | None":
    kind, lessons = event.get("type"), _LEARN
    if kind == "message":
        kind, lessons = event.get("subtype"), _LEARN_FROM_MESSAGES
    return lessons.get(kind) if isinstance(kind, str) else None


def _person_joined(tx: Transaction, event: Event) -> None:
    found = read_person(event.get("user"), workspace_id=tx.workspace_id)
    joined_at = datetime_of_micros(_time_of(tx, event))
    save_people(tx, [replace(found, joined_at=joined_at)], asked_for=False)


def _person_changed(tx: Transaction, event: Event) -> None:
    changed = read_person(event.get("user"), workspace_id=tx.workspace_id)
    save_people(tx, [changed], asked_for=False)


def _channel_created(tx: Transaction, event: Event) -> None:
    """The app may have joined it since, so what we know already stays."""
    channels.add_channel(tx, read_channel(event.get("channel")))


def _channel_renamed(tx: Transaction, event: Event) -> None:
    channel = event.get("channel")
    if not isinstance(channel, Mapping):
        raise UnreadableObject("channel")
    channels.set_name(tx, id_in(channel, "id"), name=text_in(channel, "name"))


def _channel_archived(tx: Transaction, event: Event) -> None:
    channels.set_archived(tx, id_in(event, "channel"), archived=True)


def _channel_unarchived(tx: Transaction, event: Event) -> None:
    channels.set_archived(tx, id_in(event, "channel"), archived=False)


def _channel_gone(tx: Transaction, event: Event) -> None:
    """Deleted: kept as archived, since acts point to it."""
    channel_id = id_in(event, "channel")
    channels.set_archived(tx, channel_id, archived=True)
    channels.set_app_membership(tx, channel_id, member=False, at=_time_of(tx, event))


def _channel_made_private(tx: Transaction, event: Event) -> None:
    """What is public again stays private to us until a sync: late news cannot open a channel.

    https://docs.slack.dev/reference/events/message/channel_convert_to_private
    """
    channels.set_kind(tx, id_in(event, "channel"), kind="private")


def _channel_shared(tx: Transaction, event: Event) -> None:
    """With another company, or within the organisation: careful until a sync knows better."""
    channels.set_external(tx, id_in(event, "channel"), external=True)


def _channel_unshared(tx: Transaction, event: Event) -> None:
    still_shared = event.get("is_ext_shared") is not False
    channels.set_external(tx, id_in(event, "channel"), external=still_shared)


def _channel_moved(tx: Transaction, event: Event) -> None:
    channels.move_channel(
        tx, old_id=id_in(event, "old_channel_id"), new_id=id_in(event, "new_channel_id")
    )


def _app_left(tx: Transaction, event: Event) -> None:
    """Of a channel we do not know yet too: what tells that it joined may be on its way."""
    _change_membership(tx, event, member=False)


def _member_joined(tx: Transaction, event: Event) -> None:
    if id_in(event, "user") != app_identity(tx).bot_user_id:
        return
    _change_membership(tx, event, member=True)


def _member_left(tx: Transaction, event: Event) -> None:
    if id_in(event, "user") == app_identity(tx).bot_user_id:
        _app_left(tx, event)


def _change_membership(tx: Transaction, event: Event, *, member: bool) -> None:
    channel = channels.channel_by_id(tx, id_in(event, "channel"))
    at = _time_of(tx, event)
    channels.set_app_membership(tx, channel.channel_id, member=member, at=at)


def _time_of(tx: Transaction, event: Event) -> int:
    """When it happened: events come late and out of order."""
    ts = event.get("event_ts")
    return micros_of_ts(ts) if is_ts(ts) else micros_of_datetime(tx.now)


def _group_changed(tx: Transaction, event: Event) -> None:
    subteam = event.get("subteam")
    if not isinstance(subteam, Mapping):
        raise UnreadableObject("subteam")
    if "users" in subteam:
        groups.save_group(tx, read_group(subteam))
    else:  # Slack leaves large groups' members out
        groups.forget_group(tx, id_in(subteam, "id"))


def _group_members_changed(tx: Transaction, event: Event) -> None:
    groups.change_members(
        tx,
        group_id=id_in(event, "subteam_id"),
        added_ids=ids_in(event, "added_users"),
        removed_ids=ids_in(event, "removed_users"),
        previous_at=moment_in(event, "date_previous_update"),
        updated_at=moment_in(event, "date_update"),
    )


Lesson = Callable[[Transaction, Event], None]

_LEARN_FROM_MESSAGES: dict[str, Lesson] = {"channel_convert_to_private": _channel_made_private}

_LEARN: dict[str, Lesson] = {
    "team_join": _person_joined,
    "user_change": _person_changed,
    "channel_created": _channel_created,
    "channel_rename": _channel_renamed,
    "channel_archive": _channel_archived,
    "channel_unarchive": _channel_unarchived,
    "channel_deleted": _channel_gone,
    "channel_left": _app_left,
    "channel_shared": _channel_shared,
    "channel_unshared": _channel_unshared,
    "channel_id_changed": _channel_moved,
    "group_rename": _channel_renamed,
    "group_archive": _channel_archived,
    "group_unarchive": _channel_unarchived,
    "group_deleted": _channel_gone,
    "group_left": _app_left,
    "member_joined_channel": _member_joined,
    "member_left_channel": _member_left,
    "subteam_created": _group_changed,
    "subteam_updated": _group_changed,
    "subteam_members_changed": _group_members_changed,
}

DIRECTORY_EVENTS = frozenset(_LEARN)
