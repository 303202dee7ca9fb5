"""Taking a name or a quote out of a board that was posted. Pure."""

import re
from collections.abc import Iterable, Mapping

from slackapp.reading.mrkdwn import escape

_GONE = "…"
_LETTER = r"[^\W\u3041-\u309f]"  # but hiragana
_READ = {"text", "alt_text"}  # what of a post's JSON people's words stand in


def without_words(said: object, words: Iterable[str]) -> object:
    """The same JSON with these plain words blanked, as they are and as Slack's markup has them."""
    return _without(said, words, _GONE)


def without_name(said: object, name: str, instead: str) -> object:
    return _without(said, [name], instead)


def _without(said: object, words: Iterable[str], instead: str) -> object:
    """Only where they stand for themselves, not inside other words.

    In Japanese what belongs to a name follows it without a space: Anaさん.
    """
    wanted = {form for each in words if each for form in (each, escape(each))}
    if not wanted:
        return said
    each = "|".join(map(re.escape, sorted(wanted, key=len, reverse=True)))
    alone = re.compile(rf"(?<!{_LETTER})(?:{each})(?!{_LETTER})")
    return _replaced(said, alone, instead)


def _replaced(said: object, pattern: re.Pattern[str], instead: str) -> object:
    """Only in what is read: somebody may be called "section", or write nothing but "mrkdwn"."""
    if isinstance(said, Mapping):
        return {
            key: pattern.sub(lambda _found: instead, inner)
            if isinstance(inner, str) and key in _READ
            else _replaced(inner, pattern, instead)
            for key, inner in said.items()
        }
    if isinstance(said, list | tuple):
        return [_replaced(inner, pattern, instead) for inner in said]
    return said
