"""The shapes of what Slack tells the app: events and the envelope around them."""

from typing import Any

from slackapp.sandbox.world.channels import Channel
from slackapp.sandbox.world.messages import Message, message_json
from slackapp.sandbox.world.world import App, Installation, UserGroup, group_json

Json = dict[str, Any]


def envelope(
    app: App,
    installation: Installation,
    event: Json,
    event_id: str,
    channel: Channel | None,
    *,
    now: int,
    enterprise_id: str | None = None,
    origin_id: str | None = None,
) -> Json:
    """`now`, in seconds, for events that do not say when they happened.

    `origin_id`: the workspace somebody did it in, which need not be the installation's.
    """
    where = channel.id if channel else installation.team_id
    authorization = {
        "enterprise_id": enterprise_id,
        "team_id": installation.team_id,
        "user_id": installation.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": app.verification_token,
        "team_id": origin_id or installation.team_id,
        "context_team_id": installation.team_id,
        "context_enterprise_id": enterprise_id,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(str(event.get("event_ts", now)).partition(".")[0]),
        "authorizations": [authorization],
        "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
        "event_context": f"1-{event['type']}-{installation.team_id}-{where}",
    }


def app_rate_limited(app: App, team_id: str, now: int) -> Json:
    """Sent instead of events, without an envelope; `now` in seconds."""
    return {
        "token": app.verification_token,
        "type": "app_rate_limited",
        "team_id": team_id,
        "minute_rate_limited": now - now % 60,
        "api_app_id": app.id,
    }


def message_posted(channel: Channel, message: Message) -> Json:
    shown = message_json(message)
    if message.subtype == "thread_broadcast":
        parent = channel.message(str(message.thread_ts))
        if parent:
            shown["root"] = message_json(parent, channel.replies(parent.ts))
    return shown | _where(channel, message.ts)


def message_changed(channel: Channel, message: Message, before: Json, event_ts: str) -> Json:
    now = message_json(message, channel.replies(message.ts)) | _teams(message)
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": now,
        "previous_message": before,
        "hidden": True,
        "ts": event_ts,
    } | _where(channel, event_ts)


def message_deleted(channel: Channel, message: Message, before: Json, event_ts: str) -> Json:
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "deleted_ts": message.ts,
        "hidden": True,
        "ts": event_ts,
    } | _where(channel, event_ts)


def before_change(channel: Channel, message: Message) -> Json:
    """A copy for `previous_message`, taken before the message is touched."""
    return message_json(message, channel.replies(message.ts)) | _teams(message)


def app_mention(channel: Channel, message: Message) -> Json:
    shown = message_json(message)
    return shown | {"type": "app_mention", "channel": channel.id, "event_ts": message.ts}


def reaction(verb: str, user: str, message: Message, name: str, event_ts: str) -> Json:
    shown = {
        "type": f"reaction_{verb}",
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": message.channel_id, "ts": message.ts},
        "event_ts": event_ts,
    }
    return shown | ({"item_user": message.user} if message.user else {})


def membership(
    verb: str, channel: Channel, user: str, event_ts: str, inviter: str | None = None
) -> Json:
    shown = {
        "type": f"member_{verb}_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": channel.type_letter,
        "team": channel.team_id,
        "event_ts": event_ts,
    }
    return shown | ({"inviter": inviter} if inviter else {})


def app_uninstalled() -> Json:
    """It says neither where nor when: the envelope does."""
    return {"type": "app_uninstalled"}


def tokens_revoked(bot_user_id: str) -> Json:
    return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [bot_user_id]}}


def team_access(verb: str, team_id: str, event_ts: str) -> Json:
    """`verb`: granted or revoked."""
    return {"type": f"team_access_{verb}", "team_ids": [team_id], "event_ts": event_ts}


def file_shared(channel_id: str, user: str, file_id: str, event_ts: str) -> Json:
    return {
        "type": "file_shared",
        "file_id": file_id,
        "user_id": user,
        "file": {"id": file_id},
        "channel_id": channel_id,
        "event_ts": event_ts,
    }


def app_home_opened(user: str, channel: Channel, tab: str, view: Json | None, ts: str) -> Json:
    """`tab`: home or messages; the view is what is published, and comes with the Home tab."""
    opened: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": channel.id,
        "tab": tab,
        "event_ts": ts,
    }
    return opened | ({"view": view} if view is not None else {})


def dnd_updated(user: str, status: Json, event_ts: str) -> Json:
    return {"type": "dnd_updated_user", "user": user, "dnd_status": status, "event_ts": event_ts}


def group_changed(verb: str, group: UserGroup, team_id: str, event_ts: str) -> Json:
    return {"type": f"subteam_{verb}", "subteam": group_json(group, team_id), "event_ts": event_ts}


def group_members_changed(
    group: UserGroup, team_id: str, before: tuple[list[str], int], event_ts: str
) -> Json:
    """`before`: the members and the date of the last update until now."""
    old_users, old_date = before
    added = [user for user in group.users if user not in old_users]
    removed = [user for user in old_users if user not in group.users]
    return {
        "type": "subteam_members_changed",
        "subteam_id": group.id,
        "team_id": team_id,
        "date_previous_update": old_date,
        "date_update": group.updated,
        "added_users": added,
        "added_users_count": len(added),
        "removed_users": removed,
        "removed_users_count": len(removed),
        "event_ts": event_ts,
    }


def _where(channel: Channel, event_ts: str) -> Json:
    return {"channel": channel.id, "event_ts": event_ts, "channel_type": channel.channel_type}


def _teams(message: Message) -> Json:
    return {"source_team": message.team_id, "user_team": message.team_id}
