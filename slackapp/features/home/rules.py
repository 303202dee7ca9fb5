"""What a Home tab is made of: plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

Blocks = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppShown:
    """For admins: whether the app posts by itself; until when it listens, in `zone`.

    channels: it is in; failed: posts that did not surely arrive. notes: how rooms fare.
    """

    silence: Literal["not_started", "paused", "listening"] | None
    listening_until: datetime | None
    zone: ZoneInfo
    channels: int = 0
    failed: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeShown:
    """Somebody's Home tab: the rooms' cards in their order; app: for admins alone.

    known_hash: Slack's of the view this one replaces, empty where nobody knows.
    """

    person_id: str
    left_out: bool
    cards: tuple[Blocks, ...] = ()
    app: AppShown | None = None
    known_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """One line of the mirror: "Replies : posts"."""

    label: str
    one: int
    other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFailed:
    """A post that did not surely arrive; channel_id is empty where it was for one person."""

    channel_id: str
    reason: str
    since: datetime


def that_fit(cards: Sequence[Blocks], most: int) -> list[Blocks]:
    """In order, whole cards only, so many blocks in all; each takes one more for its divider."""
    shown: list[Blocks] = []
    for card in cards:
        if sum(len(one) + 1 for one in shown) + len(card) + 1 <= most:
            shown.append(card)
    return shown
