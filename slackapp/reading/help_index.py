"""Who could help with a question, and which helped questions were like it. Pure, in memory.

The index holds ids, times and keyed term hashes (`reading/terms.py`), no text. Questions, replies
and presence are told as they come; the same question added again replaces the earlier one. What a
sign weighs was learned from real rooms (docs/quality.md).
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from math import log, log1p
from typing import Generic, Literal, TypeVar

from slackapp.reading.linear_model import load
from slackapp.reading.presence import DAY, Presence

__all__ = ["DAY", "HelpIndex", "Helped", "Question", "Reason", "Similar", "Suggestion"]

Person = TypeVar("Person", bound=Hashable)
Reason = Literal["named", "similar", "replies_here", "is_here", "knows_asker"]

_K1, _B = 1.2, 0.6
_ACCEPTED, _ELSEWHERE = 2.0, 0.7  # what an answer taken, and another channel, change
_TOO_COMMON = 0.3  # a term in more of the questions says nothing
_REASONS: dict[Reason, tuple[str, ...]] = {
    "named": ("named",),
    "similar": ("similar", "most_similar"),
    "replies_here": ("replies_2d", "replies_14d", "replies_120d"),
    "is_here": ("talk_3h", "talk_2d", "talk_14d", "this_hour", "last_speakers"),
    "knows_asker": ("with_asker_30m", "with_asker_1d"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped(Generic[Person]):
    """A question somebody replied to with substance.

    question: its id, of the room's choosing. asked_at: microseconds. helpers: in the order they
    replied; accepted: those whose answer the asker took.
    """

    question: str
    channel: str
    asked_at: int
    terms: Mapping[int, int]
    asker: Person
    helpers: tuple[Person, ...]
    accepted: frozenset[Person] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[Person]):
    """A question to find help for; `named`: whom it mentions."""

    channel: str
    asked_at: int
    terms: Mapping[int, int]
    asker: Person
    named: frozenset[Person] = frozenset()


@dataclass(frozen=True, slots=True)
class Suggestion(Generic[Person]):
    """Somebody who could help: why, strongest first, and the questions that speak for it."""

    person: Person
    score: float
    reasons: tuple[Reason, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """An earlier helped question and how like it is."""

    question: str
    score: float


class HelpIndex(Generic[Person]):
    """The helped questions of one workspace."""

    def __init__(self, questions: Iterable[Helped[Person]] = ()) -> None:
        self.presence = Presence[Person]()
        self._questions: dict[str, Helped[Person]] = {}
        self._postings: defaultdict[int, dict[str, int]] = defaultdict(dict)
        self._lengths: dict[str, int] = {}
        self._length = 0
        for helped in questions:
            self.add(helped)

    def __len__(self) -> int:
        return len(self._questions)

    def add(self, helped: Helped[Person]) -> None:
        self.remove(helped.question)
        self._questions[helped.question] = helped
        for term, count in helped.terms.items():
            self._postings[term][helped.question] = count
        self._lengths[helped.question] = sum(helped.terms.values())
        self._length += self._lengths[helped.question]

    def grow(self, question: str, terms: Mapping[int, int], helper: Person | None = None) -> None:
        """A known question's thread went on: with these terms, by this helper."""
        helped = self._questions[question]
        new = sum(terms.values())
        all_terms = dict(helped.terms)
        for term, count in terms.items():
            all_terms[term] = all_terms.get(term, 0) + count
            self._postings[term][question] = all_terms[term]
        self._lengths[question] += new
        self._length += new
        helpers = helped.helpers
        if helper is not None and helper not in helpers:
            helpers = (*helpers, helper)
        self._questions[question] = replace(helped, terms=all_terms, helpers=helpers)

    def remove(self, question: str) -> None:
        """Forget a question: withdrawn, deleted or past its retention."""
        helped = self._questions.pop(question, None)
        if helped is None:
            return
        self._length -= self._lengths.pop(question)
        for term in helped.terms:
            del self._postings[term][question]
            if not self._postings[term]:
                del self._postings[term]

    def forget_before(self, at: int) -> None:
        """Forget what was asked before a time, in microseconds."""
        for helped in list(self._questions.values()):
            if helped.asked_at < at:
                self.remove(helped.question)

    def forget_person(self, person: Person) -> None:
        """Forget what somebody asked, that they helped, and that they are about."""
        self.presence.forget_person(person)
        for helped in list(self._questions.values()):
            helpers = tuple(one for one in helped.helpers if one != person)
            if helped.asker == person or not helpers:
                self.remove(helped.question)
            elif helpers != helped.helpers:
                accepted = helped.accepted - {person}
                self.add(replace(helped, helpers=helpers, accepted=accepted))

    def similar(self, question: Question[Person], limit: int = 3) -> list[Similar]:
        """Earlier helped questions like this one, most like first."""
        found = (Similar(name, score) for name, score in self._matches(question).items())
        return sorted(found, key=lambda one: (-one.score, one.question))[:limit]

    def who_could_help(
        self,
        question: Question[Person],
        *,
        among: Collection[Person] | None = None,
        limit: int = 5,
    ) -> list[Suggestion[Person]]:
        """People who may help, best first, never the asker.

        `among`: only these (who said yes to being asked, and are there now).
        """
        model = load("who_could_help")
        matches = self._matches(question)
        found = self._evidence(question, matches, among)
        scores = {person: model.of_values(values) for person, values in found.items()}
        ranked = sorted(scores, key=lambda person: (-scores[person], str(person)))[:limit]
        return [
            Suggestion(
                person,
                scores[person],
                _reasons(found[person], model.values),
                self._because(person, matches),
            )
            for person in ranked
        ]

    def evidence(self, question: Question[Person]) -> dict[Person, dict[str, float]]:
        """What speaks for each person, before any weight."""
        return self._evidence(question, self._matches(question), None)

    def _evidence(
        self,
        question: Question[Person],
        matches: Mapping[str, float],
        among: Collection[Person] | None,
    ) -> dict[Person, dict[str, float]]:
        total, most = self._likeness(question, matches)
        people = self.presence.people(question.channel) | set(total) | question.named
        people.discard(question.asker)
        ranks = self.presence.ranks(question.channel)
        return {
            person: self.presence.values(
                person, question.channel, question.asked_at, question.asker
            )
            | {
                "named": float(person in question.named),
                "last_speakers": ranks.get(person, 0.0),
                "similar": log1p(3 * total.get(person, 0.0)),
                "most_similar": most.get(person, 0.0),
            }
            for person in people
            if among is None or person in among
        }

    def _likeness(
        self, question: Question[Person], matches: Mapping[str, float]
    ) -> tuple[dict[Person, float], dict[Person, float]]:
        """How like the questions are that each person helped with: all together, and the most."""
        total: defaultdict[Person, float] = defaultdict(float)
        most: defaultdict[Person, float] = defaultdict(float)
        for name in sorted(matches):
            helped = self._questions[name]
            here = 1.0 if helped.channel == question.channel else _ELSEWHERE
            for person in helped.helpers:
                weight = here * (_ACCEPTED if person in helped.accepted else 1.0)
                total[person] += matches[name] ** 2 * weight
                most[person] = max(most[person], matches[name] * weight)
        return total, most

    def _because(self, person: Person, matches: Mapping[str, float]) -> tuple[str, ...]:
        theirs = (name for name in matches if person in self._questions[name].helpers)
        return tuple(sorted(theirs, key=lambda name: (-matches[name], name))[:3])

    def _matches(self, question: Question[Person]) -> dict[str, float]:
        """BM25 of the question against each that shares a telling term; 1 is about itself."""
        scores: defaultdict[str, float] = defaultdict(float)
        total = len(self._questions)
        average = self._length / total if total else 1.0
        best = 0.0
        for term in question.terms:
            postings = self._postings.get(term, {})
            weight = log(1 + (total - len(postings) + 0.5) / (len(postings) + 0.5))
            best += weight
            if len(postings) > total * _TOO_COMMON + 20:
                continue
            for name, count in postings.items():
                norm = _K1 * (1 - _B + _B * self._lengths[name] / average)
                scores[name] += weight * count * (_K1 + 1) / (count + norm)
        return {name: score / best for name, score in scores.items()}


def _reasons(values: Mapping[str, float], weights: Mapping[str, float]) -> tuple[Reason, ...]:
    """What speaks most for somebody, strongest first."""
    found = {
        reason: sum(values[name] * weights[name] for name in names)
        for reason, names in _REASONS.items()
    }
    return tuple(sorted((one for one in found if found[one] > 0), key=lambda one: -found[one]))
