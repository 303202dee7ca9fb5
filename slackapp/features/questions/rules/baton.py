"""The baton: who is asked to help with a question, one after the other."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from slackapp.vocabulary.slack_time import datetime_of_micros
from slackapp.vocabulary.working_time import WorkingHours

MOST_PLACES = 3
WAITS_HOURS = 4
_ALIKE = 0.5  # more of a question's terms are those of one that was not somebody's topic

BatonAnswer = Literal["", "taken", "not_now", "not_my_topic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody who was asked, in their place; `at` is microseconds."""

    place: int
    person: int
    at: int
    answer: str


@dataclass(frozen=True, slots=True)
class Before:
    """How often somebody was asked lately, and when last (microseconds)."""

    lately: int = 0
    last_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Willing:
    """Somebody who may be asked: how often a week, about what (terms; empty is anything).

    not_topics: terms of questions that they said are not theirs.
    """

    person: int
    times_a_week: int
    topics: frozenset[int] = frozenset()
    not_topics: Sequence[frozenset[int]] = ()

    def is_asked_about(self, terms: Collection[int]) -> bool:
        """Whether a question of these terms is one for them."""
        about = frozenset(terms)
        if self.topics and not self.topics & about:
            return False
        return not any(len(about & each) > _ALIKE * len(about) for each in self.not_topics)


def next_turn(
    asked: Sequence[Asked], asked_at: datetime, now: datetime, working: WorkingHours
) -> tuple[int, datetime] | None:
    """Whose place it is, and since when; None while somebody has it, or after the last."""
    if not asked:
        place, since = 1, working.after(asked_at, WAITS_HOURS)
    else:
        last = asked[-1]
        at = datetime_of_micros(last.at)
        place, since = last.place + 1, at if last.answer else working.after(at, WAITS_HOURS)
    return (place, since) if place <= MOST_PLACES and since <= now else None


def in_turn(best_first: Sequence[int], before: Mapping[int, Before]) -> list[int]:
    """Who fits, whoever was asked longest ago (or never) first; then who fits best."""
    return sorted(best_first, key=lambda person: before.get(person, Before()).last_at)
