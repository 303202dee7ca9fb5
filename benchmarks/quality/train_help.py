"""Learn what speaks for somebody to be asked: train_help.py [--check]. Same data, same bytes.

Of the people known when a question was asked, those who came should stand first: the weights
maximise how likely they are picked (softmax over the people of one query), by gradient descent.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from benchmarks.quality.data import DATA
from benchmarks.quality.weights import settle
from slackapp.cli.replay import Query, read_messages, recalls_of, replayed
from slackapp.reading.linear_model import LinearModel

EXPORTS = ("gitter_auto_appium_docker", "gitter_dev")
_MOST_PEOPLE = 250  # a query; more are far down by every sign
_STEPS, _PACE, _PULL = 120, 0.05, 1e-3


@dataclass(frozen=True, slots=True)
class Case:
    """A query as numbers: a row of values for each person, and who came."""

    export: str
    channel: str
    people: tuple[str, ...]
    values: "np.ndarray[Any, Any]"
    gold: tuple[str, ...]


@cache
def cases(export: str) -> tuple[Case, ...]:
    return tuple(_cases(export))


@cache
def names() -> tuple[str, ...]:
    """What the values of a row are called; they are the same for everybody."""
    query, index = next(replayed(read_messages(_path("gitter_dev"))))
    return tuple(sorted(next(iter(index.evidence(query.question).values()))))


def _cases(export: str) -> Iterator[Case]:
    for query, index in replayed(read_messages(_path(export))):
        found = index.evidence(query.question)
        kept = sorted(found, key=lambda person: (-_promise(found[person]), person))[:_MOST_PEOPLE]
        rows = [[found[person][name] for name in names()] for person in kept]
        yield _case(export, query, kept, rows)


def _case(
    export: str, query: Query, people: Sequence[str], rows: Sequence[Sequence[float]]
) -> Case:
    values = np.array(rows, dtype=float).reshape(len(people), len(names()))
    return Case(export, query.question.channel, tuple(people), values, query.gold)


def _promise(values: dict[str, float]) -> float:
    return 5 * values["named"] + values["similar"] + values["replies_120d"] - values["silence"] / 4


def fit(known: Sequence[Case]) -> LinearModel:
    usable = [
        (case.values, picked)
        for case in known
        if (picked := [at for at, person in enumerate(case.people) if person in case.gold])
    ]
    weights, mean, square = (np.zeros(len(names())) for _ in range(3))
    for step in range(1, _STEPS + 1):  # Adam
        slope = _PULL * weights + sum(_slope(weights, *one) for one in usable) / len(usable)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        pace = _PACE / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights -= pace * mean / (1 - 0.9**step)
    return LinearModel(
        0.0, {}, {name: round(float(one), 2) for name, one in zip(names(), weights, strict=True)}
    )


def _slope(weights: Any, values: Any, picked: Sequence[int]) -> Any:  # noqa: ANN401 (numpy arrays)
    scores = values @ weights
    likely = np.exp(scores - scores.max())
    return values.T @ (likely / likely.sum()) - values[picked].mean(axis=0)


def recall(model: LinearModel, asked: Sequence[Case], name: str = "recall@5") -> float:
    weights = np.array([model.values[one] for one in names()])
    found = []
    for case in asked:
        order: Any = np.argsort(-(case.values @ weights), kind="stable") if case.people else []
        found.append(recalls_of([case.people[at] for at in order], case.gold)[name])
    return float(np.mean(found))


def of_channel(channel: str, export: str) -> list[Case]:
    return [case for case in cases(export) if case.channel == channel]


def _path(export: str) -> Any:  # noqa: ANN401
    return DATA / f"slack_export_{export}.zip"


def train() -> LinearModel:
    return fit([case for export in EXPORTS for case in cases(export)])


if __name__ == "__main__":
    sys.exit(settle({"who_could_help": train()}, check="--check" in sys.argv[1:]))
