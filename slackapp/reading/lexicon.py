"""The words of each language that reading looks for: one file a language in `words/`.

thanks      words of gratitude                      ahead     thanks for what is still hoped for
not_meant   sayings that hold a thanks word only    everyone  who is thanked with "thanks all"
worked      "it works now", "got it"                flippant  replies that say nothing
asks        a question's first words                seeks     words of somebody who needs help
own_work    "I made", "my slides"                   others_work   "his talk", "I came across"
runs_it     of an event: "join us"                  attends_it    "anybody going?"
uses_it     a link is spoken about, not shared      accepts   "ok", "I see" at a reply's start
will_try    "let me check"                          qualifies "but", "if": not plainly said
oneself     "I", "my"         us    "we", "let's"      another   "you"          to_all  "anybody"
greets      "hello"           counters    how one asks back    has_trouble "I tried", "an error"
wishes      "please", "I need"; a closing "thanks" is then ahead
declines    "no idea", "wrong room"   requests    "post your log": an answer's opposite
common      words that say nothing of a topic (plain words, no expressions)

Each entry is a regular expression over lower-case prose; @MENTION@ and @CODE@ stand for its signs.
Words stand alone, unless their language writes without spaces (`spaced = false`).
`modelled = true`: the weights of `linear_model` know this language; for the others words decide.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from slackapp.reading.prose import CODE, MENTION

WORDS = Path(__file__).with_name("words")
_BEFORE = rf"(?:(?<![^\W_{MENTION}{CODE}])|(?<=_))"
_AFTER = r"(?![^\W_])"


def pattern(kind: str, *, unmodelled: bool = False) -> re.Pattern[str]:
    """All languages' words of a kind, wherever they stand; or of those no model was learned for."""
    found = (spaced(kind, unmodelled=unmodelled), unspaced(kind, unmodelled=unmodelled))
    return re.compile("|".join(filter(None, found)))


def spaced(kind: str, *, unmodelled: bool = False) -> str:
    """A regular expression of the words of languages that write with spaces."""
    found = _joined(kind, with_spaces=True, unmodelled=unmodelled)
    return f"{_BEFORE}(?:{found}){_AFTER}" if found else ""


def unspaced(kind: str, *, unmodelled: bool = False) -> str:
    """The same of languages that write without: no word's edge can be asked for."""
    return _joined(kind, with_spaces=False, unmodelled=unmodelled)


def words(kind: str) -> frozenset[str]:
    """All languages' plain words of a kind."""
    return frozenset(str(entry) for language in _languages() for entry in language.get(kind, ()))


def entries(kind: str) -> str:
    """All words of a kind, for patterns that see to the words' edges themselves."""
    return "|".join(
        filter(None, (_joined(kind, with_spaces=True), _joined(kind, with_spaces=False)))
    )


def _joined(kind: str, *, with_spaces: bool, unmodelled: bool = False) -> str:
    found = [
        str(entry)
        for language in _languages()
        if language.get("spaced", True) == with_spaces
        if not (unmodelled and language.get("modelled", False))
        for entry in language.get(kind, ())
    ]
    return "|".join(found).replace("@MENTION@", MENTION).replace("@CODE@", CODE)


@cache
def _languages() -> tuple[dict[str, list[str]], ...]:
    return tuple(_read())


def _read() -> Iterator[dict[str, list[str]]]:
    for path in sorted(WORDS.glob("*.toml")):
        yield tomllib.loads(path.read_text("utf-8"))
