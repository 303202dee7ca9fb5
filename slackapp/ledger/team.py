"""What a team did in a week or a month, and who gave most: counted by the database.

Weeks that are out of date are computed on the spot and added to what it counts.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from slackapp.database.transaction import Transaction
from slackapp.ledger.giver_weeks import GiverWeek, list_dirty, read_all
from slackapp.ledger.team_store import StoredWeeks
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import people_by_key

# Beyond, everything is computed: so much is out of date only right after an import.
_MOST_DIRTY = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFigures:
    """What the team did in public: members who gave and who were thanked, all kudos we heard."""

    givers: int
    receivers: int
    kudos: int
    new_connections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopGiver:
    """A member who gave, and their score of all the weeks asked for."""

    person: Person
    score: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TopLine:
    """Members with the same score: the first few by our key, and how many they are in all."""

    score: Decimal
    people: tuple[Person, ...]
    size: int


class TeamWeeks:
    """What a team's weeks say at this moment; opened once for all that is asked of them."""

    def __init__(self, tx: Transaction, weeks: Sequence[Week]) -> None:
        self._tx = tx
        dirty = list_dirty(tx, weeks)
        computes_all = dirty is None or len(dirty) > _MOST_DIRTY
        self._stored = None if computes_all else StoredWeeks(tx, weeks, dirty or ())
        self._late = _late(tx, weeks, None if computes_all else dirty)
        known = people_by_key(tx, self._late) if self._late else {}
        self._members = {key: person for key, person in known.items() if person.is_member}
        self._left_out = {key for key, person in known.items() if person.kind == "left_out"}

    def figures(self) -> TeamFigures:
        """Each member once, in however many of the weeks they gave."""
        givers, receivers, kudos, sides, outsiders = self._stored.count() if self._stored else _NONE
        late = [value for values in self._late.values() for value in values]
        met = self._met_by_outsiders(has_stored=bool(outsiders))
        sides = int(sides) + sum(len(value.met) for value in late)
        return TeamFigures(
            givers=givers + self._count_late(lambda value: value.acts > 0),
            receivers=receivers + self._count_late(lambda value: value.thanked),
            kudos=int(kudos) + self._count_late_kudos(),
            new_connections=self._count_between_members(sides, met),
        )

    def top_lines(self, away: Collection[int] = (), *, most: int, names: int) -> list[TopLine]:
        """The highest scores of members who gave, without those away; ties share a line.

        New connections alone are no score.
        """
        lines: dict[Decimal, list[TopGiver]] = defaultdict(list)
        sizes: Counter[Decimal] = Counter()
        for giver in self._late_givers():
            if giver.person.key not in away:
                lines[giver.score].append(giver)
                sizes[giver.score] += 1
        if self._stored:
            sizes.update(dict(self._stored.list_lines(away, most=most)))
            tops = _tops(sizes, most)
            for giver in map(_giver, self._stored.list_people_with(tops, away, most=names)):
                lines[giver.score].append(giver)
        return [_line(score, lines[score], sizes[score], names) for score in _tops(sizes, most)]

    def scores_of(self, people: Collection[int]) -> list[TopGiver]:
        """Of these people those who are members and gave."""
        late = [giver for giver in self._late_givers() if giver.person.key in people]
        if not (people and self._stored):
            return late
        return [*late, *map(_giver, self._stored.list_scores_of(people))]

    def given_by(self, people: Collection[int]) -> dict[int, Counter[str]]:
        """How many public acts of each kind these people gave; a user group is one act."""
        given: dict[int, Counter[str]] = {person: Counter() for person in people}
        for person in given.keys() & self._late.keys():
            for value in self._late[person]:
                given[person].update(value.given)
        if people and self._stored:
            for person, acts in self._stored.list_given_by(people):
                given[person].update(acts)
        return given

    def _count_late(self, did: Callable[[GiverWeek], bool]) -> int:
        return sum(any(map(did, self._late[person])) for person in self._members)

    def _count_late_kudos(self) -> int:
        heard = self._late.keys() - self._left_out
        return sum(value.kudos for person in heard for value in self._late[person])

    def _late_givers(self) -> Iterable[TopGiver]:
        for key, person in self._members.items():
            values = self._late[key]
            score = sum((value.score for value in values), Decimal(0))
            if person.may_be_named and score and any(value.acts for value in values):
                yield TopGiver(person=person, score=score)

    def _met_by_outsiders(self, *, has_stored: bool) -> list[int]:
        stored = self._stored.list_met_by_outsiders() if self._stored and has_stored else []
        outsiders = self._late.keys() - self._members.keys()
        late = (value for person in outsiders for value in self._late[person])
        return [*stored, *(connection.other for value in late for connection in value.met)]

    def _count_between_members(self, sides: int, met_by_outsiders: Sequence[int]) -> int:
        """Each connection has two sides, one in either person's week."""
        members = self._members_of(set(met_by_outsiders))
        with_members = sum(other in members for other in met_by_outsiders)
        return (sides - len(met_by_outsiders) - with_members) // 2

    def _members_of(self, people: Collection[int]) -> dict[int, Person]:
        known = people_by_key(self._tx, people) if people else {}
        return {key: person for key, person in known.items() if person.is_member}


_NONE = (0, 0, 0, 0, 0)


def _late(
    tx: Transaction, weeks: Sequence[Week], people: Collection[int] | None
) -> Mapping[int, list[GiverWeek]]:
    """The weeks computed now: of these people, or of everybody."""
    found: dict[int, list[GiverWeek]] = defaultdict(list)
    if people is None or people:
        for value in read_all(tx, weeks, people):
            found[value.person].append(value)
    return found


def _giver(row: Row[Any]) -> TopGiver:
    person = Person(key=row.key, slack_id=row.slack_id or "", name=row.name)
    return TopGiver(person=person, score=row.score)


def _line(score: Decimal, givers: Iterable[TopGiver], size: int, names: int) -> TopLine:
    people = sorted((giver.person for giver in givers), key=lambda person: person.key)
    return TopLine(score=score, people=tuple(people[:names]), size=size)


def _tops(scores: Iterable[Decimal], most: int) -> list[Decimal]:
    return sorted(scores, reverse=True)[:most]
