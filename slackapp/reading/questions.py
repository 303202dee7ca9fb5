"""Whether a message asks something, and whether it seeks help worth tracking."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import log1p, tanh

from slackapp.reading.lexicon import pattern, spaced, unspaced
from slackapp.reading.linear_model import cues, load, probability
from slackapp.reading.prose import MENTION, Prose

WORD_MODELS = ("question_words", "asker_words", "opening_words")
_END = r"(?=[\s\"')\]!.,:;A-Z\ue000-\ue004]|$)"
_TERNARY = r"(?!\s*\S+\s*:\s)"  # "ready ? left : right"
_INTERJECTION = r"(?<!\breally)(?<!\bright)(?<!\bhuh)(?<!\bno)(?<!\byes)(?<!\bseriously)"
_MARK = re.compile(
    rf"(?<![<,*(\[|])(?:{_INTERJECTION}|(?=\?\W*$))[?\uff1f\u061f]+{_TERNARY}{_END}|¿|[かの](?=\u3002|$)"
)
# Bounded and possessive (*+): no run of signs is tried over and over.
_LEAD_IN = (
    r"(?:\b(?:hi|hey|hello|guys|all|folks|everyone|so|and|but|ok|please|also)\b|[\W_]{1,9}+){0,6}+"
)
_ASKING = re.compile(rf"(?:^|[.!,;:\n]){_LEAD_IN}{spaced('asks')}|{unspaced('asks')}")
_ELSEWHERE = {"unmodelled": True}  # in languages without weights, words decide
_ASKS_ELSEWHERE = re.compile(
    rf"(?:^|[.!,;:\n]){_LEAD_IN}{spaced('asks', **_ELSEWHERE)}|{unspaced('asks', **_ELSEWHERE)}"
)
_SEEKS_ELSEWHERE = pattern("seeks", **_ELSEWHERE)
_SURE = 2.0  # log-odds
_AT_THE_END = re.compile(r"[?\uff1f]\W*$")
_STARTS = r"^\W*+"
_SEEKS, _ONESELF, _US, _ANOTHER = map(pattern, ("seeks", "oneself", "us", "another"))
_TO_ALL, _TROUBLE = pattern("to_all"), pattern("has_trouble")
_GREETS = re.compile(rf"^\W*+(?:{pattern('greets').pattern})")
_COUNTERS = re.compile(rf"{_STARTS}(?:{pattern('counters').pattern})")
_FEW_WORDS, _MANY_WORDS = 8, 25


@dataclass(frozen=True, slots=True)
class Asked:
    """Whether a message asks, whether for help worth tracking, and how sure that is (0 to 1)."""

    question: bool
    trackable: bool
    question_score: float
    trackable_score: float


def read_question(prose: Prose) -> Asked:
    values = values_of(prose, scores_of(prose))
    asks = load("question").of_values(values)
    seeks = load("trackable").of_values(values)
    if _ASKS_ELSEWHERE.search(prose.text):
        asks = max(asks, _SURE)
        seeks = max(seeks, _SURE) if _SEEKS_ELSEWHERE.search(prose.text) else seeks
    return Asked(asks > 0 or seeks > 0, seeks > 0, probability(asks), probability(seeks))


def asks(prose: Prose) -> bool:
    """Whether a question mark stands where people put one."""
    return _MARK.search(prose.cased) is not None


def scores_of(prose: Prose) -> dict[str, float]:
    """How like the words are to those that ask, that ask for oneself, that begin a thread."""
    found = cues(prose)
    return {name: load(name).of_words(found) for name in WORD_MODELS}


def values_of(prose: Prose, scores: Mapping[str, float]) -> dict[str, float]:
    """What both models weigh; each value is about 0 to 1."""
    text, words = prose.text, len(prose.words)
    marks = len(_MARK.findall(prose.cased))
    marked, seeks = marks > 0, len(_SEEKS.findall(text))
    oneself, another = _ONESELF.search(text) is not None, _ANOTHER.search(text) is not None
    trouble = _TROUBLE.search(text) is not None
    found = {
        "mark": marked,
        "more_marks": min(max(marks - 1, 0), 2),
        "mark_at_the_end": _AT_THE_END.search(text) is not None,
        "asks": _ASKING.search(text) is not None,
        "seeks": seeks > 0,
        "seeks_more": min(seeks, 4) / 2,
        "starts_with_mention": text.startswith(MENTION),
        "oneself": oneself,
        "us": _US.search(text) is not None,
        "another": another,
        "to_all": _TO_ALL.search(text) is not None,
        "greets": _GREETS.match(text) is not None,
        "counters": _COUNTERS.match(text) is not None,
        "trouble": trouble,
        "length": log1p(min(words, 100)) / 2,
        "long": words > _MANY_WORDS,
        "short_mark": marked and words <= _FEW_WORDS,
        "mark_and_only_another": marked and another and not oneself,
        "mark_and_trouble": marked and trouble,
        "no_mark_but_seeks": not marked and seeks > 0 and oneself,
    }
    squashed = {name: tanh(score / 3) for name, score in scores.items()}
    return {name: float(value) for name, value in found.items()} | squashed
