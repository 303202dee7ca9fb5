"""Who could help with a question, and which helped questions were like it. Pure, in memory.

The index holds ids, times and keyed term hashes (`reading/terms.py`), no text. Questions and
replies are added as they come; the same question added again replaces the earlier one.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from math import exp, log
from typing import Generic, Literal, TypeVar

Person = TypeVar("Person", bound=Hashable)
Reason = Literal["similar", "accepted", "same_channel", "recent"]

DAY = 86_400 * 1_000_000
_K1, _B = 1.2, 0.6


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
    """A question to find help for."""

    channel: str
    asked_at: int
    terms: Mapping[int, int]
    asker: Person


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
        """Forget what somebody asked and that they helped."""
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
        """People who helped with questions like this, best first, never the asker.

        `among`: only these (who said yes to being asked, and are there now).
        """
        scores: defaultdict[Person, float] = defaultdict(float)
        because: defaultdict[Person, list[str]] = defaultdict(list)
        matches = self._matches(question)
        for name in sorted(matches, key=lambda name: (-matches[name], name)):
            helped = self._questions[name]
            for person in helped.helpers:
                if person != question.asker and (among is None or person in among):
                    scores[person] += matches[name] * self._weight(helped, person, question)
                    because[person].append(name)
        ranked = sorted(scores, key=lambda person: (-scores[person], str(person)))
        return [
            Suggestion(person, scores[person], ("similar",), tuple(because[person][:3]))
            for person in ranked[:limit]
        ]

    def _weight(self, helped: Helped[Person], person: Person, question: Question[Person]) -> float:
        weight = exp(-max(question.asked_at - helped.asked_at, 0) / (180 * DAY))
        weight *= 2 if person in helped.accepted else 1
        return weight * (1.5 if helped.channel == question.channel else 1)

    def _matches(self, question: Question[Person]) -> dict[str, float]:
        """BM25 of the question against each that shares a term."""
        scores: defaultdict[str, float] = defaultdict(float)
        total = len(self._questions)
        average = self._length / total if total else 1.0
        for term in question.terms:
            postings = self._postings.get(term, {})
            weight = log(1 + (total - len(postings) + 0.5) / (len(postings) + 0.5))
            for name, count in postings.items():
                norm = _K1 * (1 - _B + _B * self._lengths[name] / average)
                scores[name] += weight * count * (_K1 + 1) / (count + norm)
        return dict(scores)
