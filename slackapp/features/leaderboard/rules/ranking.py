"""Whom a board names, in which order, and who steps back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

FEWEST_MEMBERS = 5
MOST_LINES = 5
MOST_NAMES = 5
REST_BOARDS = 2
LISTED_TWICE_WITHIN = 4
BOARDS_TO_REMEMBER = REST_BOARDS + LISTED_TWICE_WITHIN - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    """Somebody who may be named: the giving score and how often what was done."""

    key: int
    name: str
    score: Decimal
    deeds: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """People with the same score; `more` share it and are not named."""

    people: tuple[Giver, ...]
    more: int = 0

    @property
    def score(self) -> Decimal:
        return self.people[0].score


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who gave most, and who would stand there but steps back."""

    lines: tuple[Line, ...] = ()
    stepping_back: tuple[Giver, ...] = ()

    @property
    def listed(self) -> frozenset[int]:
        return frozenset(giver.key for line in self.lines for giver in line.people)

    @property
    def deeds(self) -> dict[int, Mapping[str, int]]:
        """What those on the lines did, by our key."""
        return {giver.key: giver.deeds for line in self.lines for giver in line.people}

    def with_deeds(self, deeds: Mapping[int, Mapping[str, int]]) -> "Ranking":
        """What those on the lines did; the others are not named."""
        lines = (
            replace(line, people=tuple(replace(one, deeds=deeds[one.key]) for one in line.people))
            for line in self.lines
        )
        return replace(self, lines=tuple(lines))


def resting(listed: Sequence[Collection[int]]) -> frozenset[int]:
    """Who steps back from the next board, given who stood on the last ones, newest first.

    Listed twice within four posted boards means two boards off.
    """
    return frozenset(
        person
        for place in range(min(REST_BOARDS, len(listed)))
        for person in listed[place]
        if any(person in older for older in listed[place + 1 : place + LISTED_TWICE_WITHIN])
    )


def rank(lines: Sequence[Line], resting_givers: Sequence[Giver] = ()) -> Ranking:
    """The first five scores of those who do not rest, and who would stand among them but does."""
    scores = {line.score for line in lines} | {giver.score for giver in resting_givers}
    tops = sorted(scores, reverse=True)[:MOST_LINES]
    away = sorted(resting_givers, key=lambda giver: (-giver.score, *_by_name(giver)))
    return Ranking(
        lines=tuple(replace(line, people=_in_order(line.people)) for line in lines[:MOST_LINES]),
        stepping_back=tuple(giver for giver in away if giver.score in tops),
    )


def _in_order(people: Sequence[Giver]) -> tuple[Giver, ...]:
    return tuple(sorted(people, key=_by_name))


def _by_name(giver: Giver) -> tuple[str, int]:
    return giver.name.casefold(), giver.key
