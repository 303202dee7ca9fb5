"""What the words after `/we links` ask for. Pure."""

import re
from dataclasses import dataclass

_PERSON = re.compile(r"<@(?P<id>[UW][A-Z0-9]+)(?:\|[^>]*)?>")
_CHANNEL = re.compile(r"<#(?P<id>[CG][A-Z0-9]+)(?:\|[^>]*)?>")
_DAYS = {"week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Of the last `days` (0: ever), of a person, in a channel, with a word."""

    days: int = 0
    person_id: str = ""
    channel_id: str = ""
    word: str = ""


def read_wanted(words: str) -> Wanted:
    """A time, a person, a channel and words in any order; nothing means the last month."""
    person, channel = _PERSON.search(words), _CHANNEL.search(words)
    left = _CHANNEL.sub(" ", _PERSON.sub(" ", words)).split()
    days = next((_DAYS[one.casefold()] for one in left if one.casefold() in _DAYS), 0)
    word = " ".join(one for one in left if one.casefold() not in _DAYS)
    return Wanted(
        days=days or (0 if words.strip() else _DAYS["month"]),
        person_id=person["id"] if person else "",
        channel_id=channel["id"] if channel else "",
        word=word,
    )
