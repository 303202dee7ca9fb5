"""Messages as the world keeps them and as Slack shows them."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from slackapp.sandbox.world.clock import ts_micros
from slackapp.sandbox.world.rich_text import rich_text_of

Json = dict[str, Any]
_TYPED = {None, "thread_broadcast", "file_share"}


@dataclass(eq=False)
class Message:
    """One message; `blocks` is None for people's own, whose rich text is derived."""

    channel_id: str
    ts: str
    text: str
    team_id: str
    user: str | None = None
    subtype: str | None = None
    thread_ts: str | None = None
    bot_profile: Json | None = None
    blocks: list[Json] | None = None
    attachments: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    edited: Json | None = None
    client_msg_id: str | None = None
    parent_user_id: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    extra: Json = field(default_factory=dict)

    @cached_property
    def micros(self) -> int:
        return ts_micros(self.ts)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def is_by_app(self) -> bool:
        return self.bot_profile is not None


@dataclass(eq=False)
class Ephemeral:
    """A message only one person sees, not in the channel; the app's unless `by` somebody."""

    channel_id: str
    ts: str
    to: str
    text: str
    blocks: list[Json] | None = None
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    deleted: bool = False
    by: str | None = None


def message_json(message: Message, replies: list[Message] | None = None) -> Json:
    """The message alone, as in events; with `replies`, a thread's parent as in history."""
    shown: Json = {"type": "message", "ts": message.ts, "text": message.text}
    if message.subtype != "bot_message":
        shown |= {"user": message.user, "team": message.team_id}
    optional = {
        "subtype": message.subtype,
        "client_msg_id": message.client_msg_id,
        "thread_ts": message.thread_ts,
        "parent_user_id": message.parent_user_id if message.is_reply else None,
        "edited": message.edited,
        "blocks": _blocks(message),
        "attachments": message.attachments or None,
        "reactions": reactions_json(message) or None,
        "files": message.files or None,
    }
    shown |= {key: value for key, value in optional.items() if value is not None}
    if message.files:
        shown |= {"upload": False, "display_as_bot": False}
    shown |= _bot_fields(message) | message.extra
    return shown | (thread_json(replies) if replies else {})


def reactions_json(message: Message) -> list[Json]:
    return [
        {"name": name, "users": list(users), "count": len(users)}
        for name, users in message.reactions.items()
    ]


def thread_json(replies: list[Message]) -> Json:
    people = list(dict.fromkeys(_author(reply) for reply in replies))
    return {
        "reply_count": len(replies),
        "reply_users_count": len(people),
        "latest_reply": replies[-1].ts,
        "reply_users": people[:5],
        "is_locked": False,
        "subscribed": False,
    }


def _author(message: Message) -> str:
    return message.user or (message.bot_profile or {}).get("id", "")


def _blocks(message: Message) -> list[Json] | None:
    if message.blocks is not None:
        return message.blocks or None
    typed = message.subtype in _TYPED and message.text
    return rich_text_of(message.text, message.ts) if typed else None


def _bot_fields(message: Message) -> Json:
    profile = message.bot_profile
    if profile is None:
        return {}
    fields: Json = {"bot_id": profile["id"], "app_id": profile["app_id"]}
    return fields if message.subtype == "bot_message" else fields | {"bot_profile": profile}
