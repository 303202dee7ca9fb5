"""When a link or a message passed on counts: somebody else says that it was worth it. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from slackapp.features.links.rules.shares import ENOUGH_WORDS, Whose
from slackapp.ledger.acts import Act

# What somebody did about a message. useful: the button or shortcut. emoji:NAME and thanks:TS say
# that its links were worth it; seen:NAME and reply:TS only that somebody met it.
USEFUL, EMOJI, THANKS, SEEN, REPLY = "useful", "emoji:", "thanks:", "seen:", "reply:"

_PERMALINK = re.compile(
    r"https?://[\w.-]+(?::\d+)?(?:/[\w.-]+)?/archives/(?P<channel>[CG][A-Z0-9]+)"
    r"/p(?P<seconds>\d{10})(?P<micros>\d{6})\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A live share of a link: by whom, with how many own words, and whose work it is."""

    channel_id: str
    message_ts: str
    sharer: int
    shared_at: int
    whose: Whose
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Somebody marked a message as useful at a time (microseconds)."""

    channel_id: str
    message_ts: str
    person: int
    at: int


def says_useful(sign: str) -> bool:
    return sign == USEFUL or sign.startswith((EMOJI, THANKS))


def link_acts(
    key: str, sharer: int, shares: Iterable[Shared], marks: Iterable[Marked]
) -> dict[Act, int]:
    """From the sharer to each who found it useful first there and then; own work gives nothing.

    All of a link's are one act, which its receivers share.
    """
    places = {(one.channel_id, one.message_ts): one for one in shares if one.sharer == sharer}
    own = {place for place, one in places.items() if one.whose in {"self", "own_event"}}
    bare = max((one.words for one in places.values()), default=0) < ENOUGH_WORDS
    times: dict[int, int] = {}
    for mark in marks:
        place = (mark.channel_id, mark.message_ts)
        if place in places and place not in own and mark.person != sharer:
            times[mark.person] = min(times.get(mark.person, mark.at), mark.at)
    return {Act("link", sharer, person, bare, f"link:{key}"): at for person, at in times.items()}


def permalinks(text: str) -> list[tuple[str, str]]:
    """(channel id, ts) of the messages that addresses in a text lead to."""
    found = (match.groupdict() for match in _PERMALINK.finditer(text))
    return list(
        dict.fromkeys((one["channel"], f"{one['seconds']}.{one['micros']}") for one in found)
    )
