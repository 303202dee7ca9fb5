"""What a Home tab is made of: plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

Blocks = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppShown:
    """For admins: whether the app posts by itself; until when it listens, in `zone`."""

    silence: Literal["paused", "listening"] | None
    listening_until: datetime | None
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeShown:
    """Somebody's Home tab: the rooms' cards in their order; app: for admins alone."""

    person_id: str
    left_out: bool
    cards: tuple[Blocks, ...] = ()
    app: AppShown | None = None


def that_fit(cards: Sequence[Blocks], most: int) -> list[Mapping[str, Any]]:
    """In order, whole cards only, so many blocks in all."""
    shown: list[Mapping[str, Any]] = []
    for card in cards:
        if len(shown) + len(card) <= most:
            shown.extend(card)
    return shown
