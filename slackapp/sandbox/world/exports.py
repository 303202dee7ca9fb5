"""Messages of a Slack export, as the world keeps them."""

from collections.abc import Mapping
from typing import Any

from slackapp.sandbox.world.channels import Channel
from slackapp.sandbox.world.messages import Message

_KEPT_AS_THEY_ARE = ("username", "topic", "purpose", "inviter", "icons")


def message_from_export(channel: Channel, entry: Mapping[str, Any]) -> Message:
    profile = entry.get("bot_profile")
    bot_id = entry.get("bot_id")
    if bot_id and not profile:
        profile = {"id": bot_id, "app_id": entry.get("app_id", ""), "name": "", "deleted": False}
    return Message(
        channel.id,
        str(entry["ts"]),
        entry.get("text") or "",
        entry.get("team") or channel.team_id,
        user=entry.get("user"),
        subtype=entry.get("subtype"),
        thread_ts=entry.get("thread_ts"),
        bot_profile=profile,
        blocks=entry.get("blocks"),
        attachments=list(entry.get("attachments") or []),
        files=list(entry.get("files") or []),
        edited=entry.get("edited"),
        client_msg_id=entry.get("client_msg_id"),
        parent_user_id=entry.get("parent_user_id"),
        reactions={one["name"]: list(one["users"]) for one in entry.get("reactions") or []},
        extra={name: entry[name] for name in _KEPT_AS_THEY_ARE if name in entry},
    )
