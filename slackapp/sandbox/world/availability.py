"""Whether somebody is there: presence, a status, and "do not disturb"."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

Json = dict[str, Any]
Presence = Literal["active", "away"]
NEVER = 1


@dataclass(frozen=True)
class Status:
    """What stands beside a name; `until` is in seconds, 0 for no end."""

    text: str = ""
    emoji: str = ""
    until: int = 0

    def at(self, now: datetime) -> "Status":
        """Nothing once it has run out."""
        return Status() if self.until and self.until <= now.timestamp() else self


@dataclass(frozen=True)
class DoNotDisturb:
    """Quiet hours by the person's own clock, and a snooze from and until (in seconds)."""

    start: time | None = None
    end: time | None = None
    snoozed_from: int = 0
    snoozed_until: int = 0


def status_json(status: Status) -> Json:
    name = status.emoji.strip(":")
    url = f"https://emoji.sandbox.invalid/{name}.png"
    shown = [{"emoji_name": name, "display_url": url, "unicode": ""}] if name else []
    return {
        "status_text": status.text,
        "status_text_canonical": "",
        "status_emoji": status.emoji,
        "status_emoji_display_info": shown,
        "status_expiration": status.until,
    }


def dnd_json(quiet: DoNotDisturb, tz: str, now: datetime) -> Json:
    """The quiet time that is now or comes next, as everybody may know it."""
    seconds = int(now.timestamp())
    if quiet.snoozed_until > seconds:
        return _dnd(quiet.snoozed_from, quiet.snoozed_until)
    window = _next_window(quiet, now.astimezone(ZoneInfo(tz)))
    if window is None:
        return {"dnd_enabled": False, "next_dnd_start_ts": NEVER, "next_dnd_end_ts": NEVER}
    return _dnd(*(int(moment.timestamp()) for moment in window))


def snooze_json(quiet: DoNotDisturb, now: datetime) -> Json:
    """What `dnd.info` tells people of themselves only."""
    left = quiet.snoozed_until - int(now.timestamp())
    if left <= 0:
        return {"snooze_enabled": False}
    until = {"snooze_endtime": quiet.snoozed_until, "snooze_remaining": left}
    return {"snooze_enabled": True, **until, "snooze_is_indefinite": False}


def _dnd(start: int, end: int) -> Json:
    return {"dnd_enabled": True, "next_dnd_start_ts": start, "next_dnd_end_ts": end}


def _next_window(quiet: DoNotDisturb, local: datetime) -> tuple[datetime, datetime] | None:
    if quiet.start is None or quiet.end is None:
        return None
    over_midnight = timedelta(days=1 if quiet.end <= quiet.start else 0)
    for days in (-1, 0, 1):
        day = local.date() + timedelta(days=days)
        start = datetime.combine(day, quiet.start, local.tzinfo)
        end = datetime.combine(day + over_midnight, quiet.end, local.tzinfo)
        if end > local:
            return start, end
    raise AssertionError("tomorrow's quiet time ends after now")
