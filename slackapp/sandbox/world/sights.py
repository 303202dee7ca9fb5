"""Everything that became visible, in order: who could see what, when; nothing is ever dropped."""

import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from slackapp.sandbox.world.channels import Channel, Kind
from slackapp.sandbox.world.messages import Ephemeral, Message

Json = dict[str, Any]
What = Literal["posted", "changed", "deleted", "reacted", "unreacted"]


@dataclass(frozen=True, slots=True)
class Sight:
    """A message or reaction that appeared, changed or went.

    by: who did it, a user or bot id. to: the only person who sees it, "" for all in the channel;
    in direct messages with the app that is the person. ephemeral: it is in nobody's history.
    text and blocks as they stand from then on; emoji of a reaction.
    """

    at: datetime
    what: What
    team_id: str
    channel_id: str
    ts: str
    by: str
    to: str = ""
    ephemeral: bool = False
    thread_ts: str = ""
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    emoji: str = ""


class Sights:
    """Written under the world's lock; read at any time."""

    def __init__(self) -> None:
        self._all: list[Sight] = []
        self._lock = threading.Lock()

    def add(self, sight: Sight) -> None:
        with self._lock:
            self._all.append(sight)

    def all(self, *, after: int = 0) -> list[Sight]:
        """Without the first so many."""
        with self._lock:
            return self._all[after:]


def sight_of(
    message: Message, channel: Channel, what: What, *, at: datetime, by: str = "", emoji: str = ""
) -> Sight:
    """`by` is who wrote it unless said otherwise."""
    author = message.user or (message.bot_profile or {}).get("id", "")
    return Sight(
        at,
        what,
        message.team_id,
        channel.id,
        message.ts,
        by or author,
        to=_only_reader(channel, author),
        thread_ts=message.thread_ts or "",
        text=message.text,
        blocks=message.blocks or [],
        emoji=emoji,
    )


def sight_of_ephemeral(
    ephemeral: Ephemeral, team_id: str, what: What, *, at: datetime, by: str
) -> Sight:
    return Sight(
        at,
        what,
        team_id,
        ephemeral.channel_id,
        ephemeral.ts,
        by,
        to=ephemeral.to,
        ephemeral=True,
        thread_ts=ephemeral.thread_ts or "",
        text=ephemeral.text,
        blocks=ephemeral.blocks or [],
    )


def _only_reader(channel: Channel, author: str) -> str:
    if channel.kind is not Kind.IM:
        return ""
    return next((member for member in channel.members if member != author), "")
