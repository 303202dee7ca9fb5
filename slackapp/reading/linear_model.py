"""Small linear models: weights learned offline, shipped as data, added up in plain Python."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from slackapp.reading.prose import Prose, words_of

WEIGHTS = Path(__file__).with_name("weights")
_MOST_WORDS = 120
_MARKS = frozenset("?!")


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A sum of weights: `words` of cues that are there or not, `values` times a number each."""

    bias: float
    words: Mapping[str, float]
    values: Mapping[str, float]

    def of_words(self, cues: Iterable[str]) -> float:
        weights = self.words
        return self.bias + sum(weights[cue] for cue in cues if cue in weights)

    def of_values(self, values: Mapping[str, float]) -> float:
        """Log-odds; every value needs a weight."""
        weights = self.values
        return self.bias + sum(weights[name] * value for name, value in values.items())


@cache
def load(name: str) -> LinearModel:
    found = json.loads((WEIGHTS / f"{name}.json").read_text("utf-8"))
    return LinearModel(found["bias"], found.get("words", {}), found.get("values", {}))


def probability(log_odds: float) -> float:
    return 1 / (1 + exp(-max(min(log_odds, 30.0), -30.0)))


def cues(prose: Prose) -> set[str]:
    """Words and pairs of words, and those that begin a line; marks are left out."""
    found: set[str] = set()
    for line in prose.sentences:
        before = "^"
        for word in _words(line):
            found.add(word)
            found.add(f"{before} {word}")
            before = word
        if len(found) > 2 * _MOST_WORDS:
            break
    return found


def _words(line: str) -> list[str]:
    return [word for word in words_of(line) if word[0] not in _MARKS]
