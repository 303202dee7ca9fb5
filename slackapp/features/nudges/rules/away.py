"""What Slack's do-not-disturb and status say about leaving somebody in peace.

Conservative: only signs that Slack itself offers for being away, or that spell it out.
https://docs.slack.dev/reference/methods/dnd.teamInfo (fields),
https://docs.slack.dev/apis/web-api/user-presence-and-status (status).
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

# Slack's own suggestions for a vacation and being out sick, and the signs people use for "stop".
_AWAY_EMOJI = frozenset(
    {
        "palm_tree",
        "face_with_thermometer",
        "no_entry",
        "no_entry_sign",
        "desert_island",
        "beach_with_umbrella",
    }
)
_AWAY_WORDS = re.compile(
    r"\b(ooo|out of (the )?office|on (vacation|holiday|leave|pto)|vacationing|out sick|sick leave"
    r"|parental leave|away until|urlaub|krank|do not disturb)\b",
    re.IGNORECASE,
)
# A status without an end: look again after so long.
_UNSAID = timedelta(hours=12)


def quiet_until(said: Mapping[str, Any], now: datetime) -> datetime | None:
    """When do not disturb ends, if it is on now."""
    start, end = said.get("next_dnd_start_ts"), said.get("next_dnd_end_ts")
    if not said.get("dnd_enabled") or not isinstance(start, int) or not isinstance(end, int):
        return None
    return _moment(end) if start <= now.timestamp() < end else None


def away_until(profile: Mapping[str, Any], now: datetime) -> datetime | None:
    """When a status that says away ends, if there is one."""
    expires = profile.get("status_expiration")
    if isinstance(expires, int) and 0 < expires <= now.timestamp():
        return None
    emoji = str(profile.get("status_emoji") or "").strip(":").partition("::")[0]
    text = str(profile.get("status_text") or "")
    if emoji not in _AWAY_EMOJI and not _AWAY_WORDS.search(text):
        return None
    return _moment(expires) if isinstance(expires, int) and expires else now + _UNSAID


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
