"""Channels and the messages in them, in Slack's order of time."""

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from slackapp.sandbox.world.messages import Message

Json = dict[str, Any]


class Kind(StrEnum):
    """A conversation's kind, in the words of `conversations.list`."""

    PUBLIC = "public_channel"
    PRIVATE = "private_channel"
    IM = "im"
    MPIM = "mpim"


CHANNEL_TYPE = {
    Kind.PUBLIC: "channel",
    Kind.PRIVATE: "group",
    Kind.IM: "im",
    Kind.MPIM: "mpim",
}


@dataclass
class Channel:
    """A conversation of any kind; members in the order they joined.

    connected_team_ids: the other workspaces it is shared with (Slack Connect), which hold it too.
    """

    id: str
    name: str
    team_id: str
    created: int
    kind: Kind = Kind.PUBLIC
    creator: str = "USLACKBOT"
    members: dict[str, None] = field(default_factory=dict)
    is_archived: bool = False
    is_general: bool = False
    is_ext_shared: bool = False
    connected_team_ids: list[str] = field(default_factory=list)
    wants_bot: bool = False
    loaded_until: int = 0
    topic: str = ""
    previous_names: list[str] = field(default_factory=list)
    _by_ts: dict[str, Message] = field(default_factory=dict)
    _top: list[Message] = field(default_factory=list)
    _threads: dict[str, list[Message]] = field(default_factory=dict)

    @property
    def messages(self) -> list[Message]:
        """Every message, replies too, oldest first."""
        return sorted(self._by_ts.values(), key=lambda message: message.micros)

    @property
    def channel_type(self) -> str:
        return CHANNEL_TYPE[self.kind]

    @property
    def type_letter(self) -> str:
        """`channel_type` of the membership events."""
        return {Kind.PUBLIC: "C", Kind.IM: "D"}.get(self.kind, "G")

    @property
    def newest(self) -> Message | None:
        """Of the top level."""
        return self._top[-1] if self._top else None

    def message(self, ts: str) -> Message | None:
        return self._by_ts.get(ts)

    def replies(self, ts: str) -> list[Message]:
        return self._threads.get(ts, [])

    def add(self, message: Message) -> None:
        if message.ts in self._by_ts:
            raise ValueError(f"{self.id} already has a message with ts {message.ts}")
        self._by_ts[message.ts] = message
        if not message.is_reply or message.subtype == "thread_broadcast":
            insort(self._top, message, key=_micros)
        if message.is_reply:
            insort(self._threads.setdefault(str(message.thread_ts), []), message, key=_micros)

    def remove(self, message: Message) -> None:
        del self._by_ts[message.ts]
        if message in self._top:
            self._top.remove(message)
        if message.is_reply:
            self._threads[str(message.thread_ts)].remove(message)

    def between(self, oldest: int, latest: int) -> list[Message]:
        """Top-level messages with `oldest <= ts <= latest` in microseconds, oldest first."""
        start = bisect_left(self._top, oldest, key=_micros)
        end = bisect_left(self._top, latest + 1, key=_micros)
        return self._top[start:end]


def _micros(message: Message) -> int:
    return message.micros


def channel_json(channel: Channel, viewer: str, *, with_count: bool = False) -> Json:
    """The channel as the bot `viewer` sees it."""
    if channel.kind is Kind.IM:
        return _im_json(channel, viewer)
    shown: Json = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind is Kind.PUBLIC,
        "is_group": channel.kind is Kind.PRIVATE,
        "is_im": False,
        "is_mpim": channel.kind is Kind.MPIM,
        "is_private": channel.kind is not Kind.PUBLIC,
        "created": channel.created,
        "creator": channel.creator,
        "updated": channel.created * 1000,
        "is_archived": channel.is_archived,
        "is_general": channel.is_general,
        "unlinked": 0,
        "is_member": viewer in channel.members,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": channel.previous_names,
    }
    shown |= _sharing(channel)
    return shown | ({"num_members": len(channel.members)} if with_count else {})


def _sharing(channel: Channel) -> Json:
    return {
        "is_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "is_ext_shared": channel.is_ext_shared,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "context_team_id": channel.team_id,
        "conversation_host_id": channel.team_id,
        "internal_team_ids": [channel.team_id],
        "shared_team_ids": [channel.team_id, *channel.connected_team_ids],
        "parent_conversation": None,
        "properties": {},
    }


def _im_json(channel: Channel, viewer: str) -> Json:
    other = next((member for member in channel.members if member != viewer), viewer)
    return {
        "id": channel.id,
        "created": channel.created,
        "updated": channel.created * 1000,
        "is_archived": channel.is_archived,
        "is_im": True,
        "is_org_shared": False,
        "context_team_id": channel.team_id,
        "user": other,
        "is_user_deleted": False,
        "priority": 0,
        "is_open": True,
    }
