"""Which year's thanks somebody asks for."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from slackapp.vocabulary.slack_time import micros_of_datetime

LINES = 20
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)


def year_asked(words: str) -> int | None:
    """The year typed, None without words; ValueError where it is no year."""
    words = words.strip()
    if not words:
        return None
    if not _YEAR.fullmatch(words):
        raise ValueError(words)
    return int(words)


def year_micros(year: int, zone: ZoneInfo) -> tuple[int, int]:
    """Begin and end of a calendar year in a zone, in microseconds."""
    begin, end = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    return micros_of_datetime(begin), micros_of_datetime(end)
