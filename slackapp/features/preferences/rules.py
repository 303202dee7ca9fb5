"""How long a pause is, what the form holds, and what is wrong with it: pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from slackapp.vocabulary.working_time import UNTIL_I_SAY

_LENGTH = re.compile(r"(\d{1,3})\s*(d|days?|w|weeks?)", re.ASCII)
_OFF = frozenset({"off", "no", "end", "resume", "stop"})
_MOST_DAYS = 366

# What the form offers beside "as it is" (KEEP) and "no" (NO).
NO, KEEP, OPEN_END = "no", "keep", "open"
LENGTHS: Mapping[str, timedelta] = {"1d": timedelta(days=1), "1w": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of nudge with its box; by_default: as it is for who never chose."""

    kind: str
    label: str
    ticked: bool
    by_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Working hours: from, until ("09:00") and days (0 is Monday)."""

    opens: str
    closes: str
    days: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormShown:
    """Everything as it stands for somebody; fields are the rooms' inputs."""

    paused_until: datetime | None
    zone: ZoneInfo
    direct_messages: bool
    kinds: tuple[Kind, ...]
    hours: Hours
    hides_name: bool
    left_out: bool
    fields: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The form as it was sent; `fields` is Slack's state of each room's input, by its name."""

    pause: str
    direct_messages: bool
    kinds: frozenset[str]
    opens: str
    closes: str
    days: frozenset[int]
    hides_name: bool
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def read_pause(words: str, now: datetime) -> datetime | None:
    """Until when, None for the end of a pause; ValueError for what is no length of time."""
    said = " ".join(words.casefold().split())
    if not said:
        return UNTIL_I_SAY
    if said in _OFF:
        return None
    length = _LENGTH.fullmatch(said)
    days = int(length[1]) * (7 if length[2].startswith("w") else 1) if length else 0
    if not 0 < days <= _MOST_DAYS:
        raise ValueError("no length of time")
    return now + timedelta(days=days)


def pause_chosen(choice: str, current: datetime | None, now: datetime) -> datetime | None:
    if choice == KEEP:
        return current
    if choice == OPEN_END:
        return UNTIL_I_SAY
    return now + LENGTHS[choice] if choice in LENGTHS else None


def are_hours_usable(opens: str, closes: str) -> bool:
    """Both, and the end after the beginning; or neither, which is the workspace's own."""
    if not opens or not closes:
        return not opens and not closes
    return time.fromisoformat(opens) < time.fromisoformat(closes)


def own_hours(chosen: Chosen, shared: Hours) -> dict[str, Any]:
    """What differs from the workspace's, which else goes on to be followed."""
    times = (chosen.opens, chosen.closes)
    is_own = all(times) and times != (shared.opens, shared.closes)
    has_own_days = chosen.days and chosen.days != shared.days
    return {
        "opens": chosen.opens if is_own else None,
        "closes": chosen.closes if is_own else None,
        "days": chosen.days if has_own_days else None,
    }


def switched(
    known: Mapping[str, bool], kinds: Iterable[Kind], ticked: Collection[str]
) -> dict[str, bool]:
    """Each kind on or off, where that is not its default; kinds not shown stay as they are."""
    switches = dict(known)
    for each in kinds:
        switches.pop(each.kind, None)
        if (each.kind in ticked) != each.by_default:
            switches[each.kind] = each.kind in ticked
    return switches
