"""Taking a name or a quote out of a board that was posted. Pure."""

import re
from collections.abc import Iterable, Mapping

from slackapp.reading.mrkdwn import escape

_GONE = "…"


def without_words(said: object, words: Iterable[str]) -> object:
    """The same JSON with these plain words blanked, as they are and as Slack's markup has them."""
    wanted = {form for each in words if each for form in (each, escape(each))}
    longest_first = sorted(wanted, key=len, reverse=True)
    if not longest_first:
        return said
    return _replaced(said, re.compile("|".join(map(re.escape, longest_first))), _GONE)


def without_name(said: object, name: str, instead: str) -> object:
    """Only where the name stands for itself, not inside other words."""
    forms = sorted({name, escape(name)}, key=len, reverse=True)
    each = "|".join(map(re.escape, forms))
    return _replaced(said, re.compile(rf"(?<!\w)(?:{each})(?!\w)"), instead)


def _replaced(said: object, pattern: re.Pattern[str], instead: str) -> object:
    if isinstance(said, str):
        return pattern.sub(lambda _found: instead, said)
    if isinstance(said, Mapping):
        return {key: _replaced(inner, pattern, instead) for key, inner in said.items()}
    if isinstance(said, list | tuple):
        return [_replaced(inner, pattern, instead) for inner in said]
    return said
