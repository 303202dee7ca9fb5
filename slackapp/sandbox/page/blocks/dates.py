"""Slack's `{date_short}` and its siblings, written out for one reader."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_TOKEN = re.compile(r"\{(\w+)\}")
_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


def written_date(timestamp: int, pattern: str, tz: str, now: datetime) -> str:
    """What `<!date^timestamp^pattern>` shows; tokens Slack does not know stay as they are."""
    zone = ZoneInfo(tz)
    when = datetime.fromtimestamp(timestamp, UTC).astimezone(zone)
    return _TOKEN.sub(lambda found: _part(found[1], when, now.astimezone(zone)), pattern)


def _part(token: str, when: datetime, now: datetime) -> str:
    plain = token.removesuffix("_pretty")
    near = _near(when.date(), now.date()) if plain != token else None
    if near is not None:
        return near
    if plain == "ago":
        return _ago(when, now)
    shown = _SHOWN.get(plain)
    return shown.format(**_words(when)) if shown else "{" + token + "}"


_SHOWN = {
    "date_num": "{year}-{month_number:02}-{day:02}",
    "date": "{month} {day}, {year}",
    "date_short": "{month:.3} {day}, {year}",
    "date_long": "{weekday}, {month} {day}, {year}",
    "day_divider": "{weekday}, {month} {day}",
    "time": "{hour:02}:{minute:02}",
    "time_secs": "{hour:02}:{minute:02}:{second:02}",
}


def _words(when: datetime) -> dict[str, str | int]:
    return {
        "year": when.year,
        "month": _MONTHS.split()[when.month - 1],
        "month_number": when.month,
        "weekday": _DAYS.split()[when.weekday()],
        "day": when.day,
        "hour": when.hour,
        "minute": when.minute,
        "second": when.second,
    }


def _near(day: date, today: date) -> str | None:
    return {
        today: "today",
        today - timedelta(1): "yesterday",
        today + timedelta(1): "tomorrow",
    }.get(day)


def _ago(when: datetime, now: datetime) -> str:
    seconds = int((now - when).total_seconds())
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        count = abs(seconds) // size
        if count:
            amount = f"{count} {name}{'' if count == 1 else 's'}"
            return f"{amount} ago" if seconds > 0 else f"in {amount}"
    return "just now"
