"""Whether a reply says something: not "+1", an emoji, thanks or laughter."""

import re

from slackapp.reading.lexicon import entries
from slackapp.reading.prose import CODE, LINK, Prose

_FLIPPANT = re.compile(entries("flippant"))
_NOT_WORDS = re.compile(r"[^\w'+\s-]|(?<!\w)-(?!1)")


def is_flippant(prose: Prose) -> bool:
    """Nothing but agreement, "me too", greetings, laughter or signs."""
    if LINK in prose.text or CODE in prose.text:
        return False
    bare = " ".join(_NOT_WORDS.sub(" ", prose.text).split())
    place = 0
    while place < len(bare):
        found = _FLIPPANT.match(bare, place)
        if found is None or bare[found.end() : found.end() + 1] not in {"", " "}:
            return False
        place = found.end() + 1
    return True
