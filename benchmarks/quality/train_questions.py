"""Learn the weights of questions anew: train_questions.py [--check]. Same data, same bytes.

Two steps. First, from all unlabelled talk: which words ask (a question mark was there), which ask
for oneself (the writer began the thread), which begin a thread. Only words that many people in
both kinds of rooms use can get a weight. Then, from the labelled messages: how much these three
and what `questions.values_of` sees weigh. Every step can leave a whole source out, to be tested on.
"""

import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression, SGDClassifier

from benchmarks.quality.data import conversations, labelled
from benchmarks.quality.weights import settle
from slackapp.reading.linear_model import LinearModel, cues
from slackapp.reading.prose import read_prose
from slackapp.reading.questions import WORD_MODELS, asks, values_of

_FEWEST_MESSAGES, _FEWEST_AUTHORS, _FEWEST_OF_A_KIND = 40, 20, 5
_SMALLEST_WEIGHT = 0.02
LABELS = {"question": "interrogative", "trackable": "open_question"}
# Precision before reach, but not far before: where held-out sources are best in both.
SHIFTS = {"question": 0.9, "trackable": 0.7}

Models = dict[str, LinearModel]


@dataclass(frozen=True, slots=True)
class _Talk:
    """All unlabelled messages, a row each: which cues, by whom, where, and in what place."""

    words: tuple[str, ...]
    cues: "csr_matrix[Any]"
    source: "np.ndarray[Any, Any]"
    author: "np.ndarray[Any, Any]"
    marked: "np.ndarray[Any, Any]"
    by_asker: "np.ndarray[Any, Any]"
    first: "np.ndarray[Any, Any]"
    answered: "np.ndarray[Any, Any]"


def train(without: str = "") -> Models:
    """Every model, learned from all sources but one."""
    return (models := _word_models(without)) | _value_models(models, without)


def reading_of(text: str, models: Mapping[str, LinearModel]) -> dict[str, float]:
    """Log-odds of each label as these models see it."""
    prose = read_prose(text)
    found = cues(prose)
    scores = {name: models[name].of_words(found) for name in WORD_MODELS}
    values = values_of(prose, scores)
    return {name: models[name].of_values(values) for name in LABELS}


def _word_models(without: str) -> Models:
    talk = _talk()
    here = talk.source != without
    columns = _common_words(talk, here)
    of_others = here & talk.answered
    asked = {
        "question_words": (here, talk.marked),
        "asker_words": (of_others & talk.marked, talk.by_asker),
        "opening_words": (of_others & (talk.first | ~talk.by_asker), talk.first),
    }
    words = [talk.words[column] for column in columns]
    return {
        name: _fit_words(talk.cues[rows][:, columns], is_so[rows], words)
        for name, (rows, is_so) in asked.items()
    }


def _fit_words(rows: Any, is_so: Any, words: Sequence[str]) -> LinearModel:  # noqa: ANN401 (sklearn has no types)
    fitted = SGDClassifier(
        loss="log_loss",
        alpha=3e-4,
        max_iter=6,
        tol=None,
        random_state=0,
        average=True,
        class_weight="balanced",
    ).fit(rows, is_so)
    weights = {
        word: round(float(weight), 2)
        for word, weight in zip(words, fitted.coef_[0], strict=True)
        if abs(weight) >= _SMALLEST_WEIGHT
    }
    return LinearModel(round(float(fitted.intercept_[0]), 2), weights, {})


def _value_models(models: Models, without: str) -> Models:
    rows = [row for row in labelled("messages") if row["source"] != without]
    return {name: _fit_values(name, label, rows, models) for name, label in LABELS.items()}


def _fit_values(name: str, label: str, rows: Iterable[Any], models: Models) -> LinearModel:
    known = [row for row in rows if row["interrogative"] is not None and row[label] is not None]
    values = []
    for row in known:
        prose = read_prose(row["text"])
        found = cues(prose)
        scores = {model: models[model].of_words(found) for model in WORD_MODELS}
        values.append(values_of(prose, scores))
    names = sorted(values[0])
    table = np.array([[one[each] for each in names] for one in values])
    fitted = LogisticRegression(C=1.0, max_iter=1000).fit(table, [row[label] for row in known])
    weights = zip(names, fitted.coef_[0], strict=True)
    bias = round(float(fitted.intercept_[0]) + SHIFTS[name], 2)
    return LinearModel(bias, {}, {each: round(float(weight), 2) for each, weight in weights})


@cache
def _talk() -> _Talk:
    lines = [
        (talk, place, line) for talk in conversations() for place, line in enumerate(talk.lines)
    ]
    proses = [read_prose(line.text) for _, _, line in lines]
    found = [sorted(cues(prose)) for prose in proses]
    counts = Counter(cue for one in found for cue in one)
    words = tuple(sorted(cue for cue, count in counts.items() if count >= _FEWEST_MESSAGES))
    authors = {user: at for at, user in enumerate(sorted({line.user for _, _, line in lines}))}
    return _Talk(
        words=words,
        cues=_matrix(found, words),
        source=np.array([talk.source for talk, _, _ in lines]),
        author=np.array([authors[line.user] for _, _, line in lines]),
        marked=np.array([asks(prose) for prose in proses]),
        by_asker=np.array([line.user == talk.lines[0].user for talk, _, line in lines]),
        first=np.array([place == 0 for _, place, _ in lines]),
        answered=np.array([len({one.user for one in talk.lines}) > 1 for talk, _, _ in lines]),
    )


def _matrix(found: Sequence[Sequence[str]], words: Sequence[str]) -> "csr_matrix[Any]":
    column = {word: at for at, word in enumerate(words)}
    columns = [[column[cue] for cue in one if cue in column] for one in found]
    ends = np.cumsum([0, *map(len, columns)])
    flat = np.array([at for one in columns for at in one], dtype=np.int32)
    return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(found), len(words)))


def _common_words(talk: _Talk, here: Any) -> list[int]:  # noqa: ANN401 (a numpy mask)
    """Columns of the words that many authors use, in both kinds of rooms: no names, no secrets."""
    cells = talk.cues.tocoo()
    kept = here[cells.row]
    row, column = cells.row[kept], cells.col[kept].astype(np.int64)
    size, people = len(talk.words), int(talk.author.max()) + 1
    authors = np.bincount(np.unique(column * people + talk.author[row]) // people, minlength=size)
    in_irc = np.char.startswith(talk.source, "irc")[row]
    kinds = [np.bincount(column[mask], minlength=size) for mask in (in_irc, ~in_irc)]
    enough = (authors >= _FEWEST_AUTHORS) & (sum(kinds) >= _FEWEST_MESSAGES)
    for kind in kinds:
        enough &= (kind >= _FEWEST_OF_A_KIND) | (kind.sum() == 0)
    return [int(at) for at in np.flatnonzero(enough)]


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    sys.exit(settle(train(), check="--check" in sys.argv[1:]))
