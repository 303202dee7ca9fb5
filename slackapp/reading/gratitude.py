"""Thanks in a message: meant or only ahead, and to whom."""

import re
from dataclasses import dataclass

from slackapp.reading.lexicon import pattern
from slackapp.reading.prose import EMOJI, MENTION, Prose

_GLUED = r"(?<=[a-z0-9])(?:thanks(?!giving)|thank you)"  # "@somebodythanks": bridges eat the space
_THANKS = re.compile(f"{pattern('thanks').pattern}|{_GLUED}")
_AHEAD = pattern("ahead")
_NOT_MEANT = pattern("not_meant")
_WORKED = pattern("worked")
_WISHES = pattern("wishes")
_CLOSING_WORDS = 4  # "Thanks a lot guys!" closes; more words thank for something
_GAP = rf"[\s,.:;@<>!'()\[\]{EMOJI}]"
_AND = r"(?:and|&|\+|also|as well as|und|et|y|e)\b"
_INTENSIVE = (
    r"(?:a (?:lot|ton|bunch|million|heap)|so|very|again|much|both|man|mate|bro|dude|sir|many|alot|"
    r"heaps|tons|to|for (?:that|this|it|the \w+|your \w+)|you|goes? (?:out )?to|also|and)\b"
)
_AFTER = re.compile(
    rf"{_GAP}*(?:{_INTENSIVE}{_GAP}*){{0,5}}(?P<people>{MENTION}(?:(?:{_GAP}|{_AND})*{MENTION})*)"
)
_ALL = re.compile(
    rf"{_GAP}*(?:{_INTENSIVE}{_GAP}*){{0,5}}(?:you\s+)?(?:{pattern('everyone').pattern})"
)
_LEADING = re.compile(
    rf"(?:{_GAP}|hi|hey|hello|ok(?:ay)?|ah|oh|and|&)*(?P<people>{MENTION}(?:(?:{_GAP}|and|&)*{MENTION})*)"
)
_WORDS = re.compile(r"[^\W_]+")
_SHORT = 16
_FEWEST_WORDS_OF_A_QUESTION = 3
_QUALIFIED = re.compile(rf"\?|{pattern('qualifies').pattern}")
_WORKS_ELSEWHERE = re.compile(
    r"\W+(?:(?:fine|well|great|ok|good) )?(?:in|on|for|with|only|under|at|a)\b"
)
_SENTENCE_END = re.compile(r"[.!?\u2026\n\uff1f\uff01\u3002]+(?!\w)|\n")
_ACCEPTS = re.compile(rf"(?:{_GAP}|{MENTION})*(?:{pattern('accepts').pattern})")
_WILL_TRY = pattern("will_try")


@dataclass(frozen=True, slots=True)
class Gratitude:
    """What a message thanks for: `meant` for something done, `ahead` for what is hoped for.

    `to` are the people it names; `everyone` tells that it thanks all.
    """

    meant: bool = False
    ahead: bool = False
    worked: bool = False
    to: tuple[str, ...] = ()
    everyone: bool = False


def read_gratitude(prose: Prose, *, asks: bool) -> Gratitude:
    """`asks`: whether the message seeks something; a closing "Thanks!" is then said ahead."""
    text = prose.text
    worked = _says_it_worked(text)
    unmeant = [found.span() for found in _NOT_MEANT.finditer(text)]
    ahead = [found.span() for found in _AHEAD.finditer(text)]
    thanks = [found for found in _THANKS.finditer(text) if not _is_within(found, unmeant)]
    meant = [
        found
        for found in thanks
        if not _is_within(found, ahead) and not _is_ahead(found, prose, ahead, asks=asks)
    ]
    if not meant:
        return Gratitude(ahead=bool(thanks or ahead), worked=worked)
    to = _addressees(meant, prose)
    everyone = not to and any(_ALL.match(text, found.end()) for found in meant)
    return Gratitude(meant=True, worked=worked, to=to, everyone=everyone)


def _says_it_worked(text: str) -> bool:
    """Said shortly and without a but: longer messages tell of other things that work."""
    found = _WORKED.search(text)
    if found is None or _QUALIFIED.search(text) or _WORKS_ELSEWHERE.match(text, found.end()):
        return False
    return len(_WORDS.findall(text)) <= _SHORT


def _is_within(found: re.Match[str], stretches: list[tuple[int, int]]) -> bool:
    return any(start < found.end() and found.start() < end for start, end in stretches)


def _is_ahead(
    found: re.Match[str], prose: Prose, ahead: list[tuple[int, int]], *, asks: bool
) -> bool:
    """Whether these thanks come before any help: "… in advance", or closing a question."""
    sentence_end = _SENTENCE_END.search(prose.text, found.end())
    end = sentence_end.start() if sentence_end else len(prose.text)
    if any(found.end() <= start <= end for start, _ in ahead):
        return True
    before, after = prose.text[: found.start()], prose.text[found.end() :]
    if not asks and not _WISHES.search(before):
        return False
    if len(_WORDS.findall(before)) < _FEWEST_WORDS_OF_A_QUESTION:
        return False
    if len(_WORDS.findall(after)) > _CLOSING_WORDS:
        return False
    was_answered = _ACCEPTS.match(before) or _WILL_TRY.search(before) or _says_it_worked(before)
    return not was_answered


def _addressees(meant: list[re.Match[str]], prose: Prose) -> tuple[str, ...]:
    """Who is named beside the thanks; else whom the message begins with; else whoever it names."""
    text, people = prose.text, list[str]()
    for found in meant:
        after = _AFTER.match(text, found.end())
        if after is not None:
            people += _named(after, "people", prose)
    if not people and not any(_ALL.match(text, found.end()) for found in meant):
        leading = _LEADING.match(text)
        people = _named(leading, "people", prose) if leading else _only_one(prose)
    return tuple(dict.fromkeys(person for person in people if person))


def _named(found: re.Match[str], group: str, prose: Prose) -> list[str]:
    first = prose.text.count(MENTION, 0, found.start(group))
    return list(prose.mentions[first : first + found[group].count(MENTION)])


def _only_one(prose: Prose) -> list[str]:
    """The only person a message names, wherever."""
    people = list(dict.fromkeys(filter(None, prose.mentions)))
    return people if len(people) == 1 else []
