"""What a team did in a week or a month, and who gave most: counted by the database.

Weeks that are out of date are computed on the spot and added to what it counts.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import merge

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    TableValuedAlias,
    and_,
    case,
    cast,
    distinct,
    exists,
    func,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from slackapp.database.transaction import Transaction
from slackapp.ledger.giver_weeks import GiverWeek, basis_holds, list_dirty, read_weeks
from slackapp.ledger.models import GiverWeekRow
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.models import PersonRow
from slackapp.workspace.people import people_by_key

_PAGE = 25
_LARGER = 4
# Beyond, everything is computed: so much is out of date only right after an import.
_MOST_DIRTY = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFigures:
    """What the team did in public: members who gave and who were thanked, kudos of anybody."""

    givers: int
    receivers: int
    kudos: int
    new_connections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopGiver:
    """A member who gave, and their score of all the weeks asked for."""

    person: Person
    score: Decimal


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the database counts, as conditions on its rows, and the people we compute ourselves."""

    stored: Sequence[ColumnElement[bool]] | None
    late: Mapping[int, list[GiverWeek]]


def team_figures(tx: Transaction, weeks: Sequence[Week]) -> TeamFigures:
    """Each member once, in however many of the weeks they gave."""
    parts = _parts(tx, weeks)
    members = _members(tx, parts.late)
    stored = _count_stored(tx, weeks, parts)
    late = {who: values for who, values in parts.late.items() if who in members}
    return TeamFigures(
        givers=stored.givers + sum(any(one.acts for one in values) for values in late.values()),
        receivers=stored.receivers
        + sum(any(one.thanked for one in values) for values in late.values()),
        kudos=stored.kudos + sum(one.kudos for values in parts.late.values() for one in values),
        new_connections=_count_connections(tx, parts, late) // 2,
    )


def top_givers(tx: Transaction, weeks: Sequence[Week]) -> Iterator[TopGiver]:
    """Members who gave, most first, as many as are asked for; new connections alone are none."""
    parts = _parts(tx, weeks)
    members = _members(tx, parts.late)
    computed = [
        TopGiver(person=members[who], score=sum((one.score for one in values), Decimal(0)))
        for who, values in parts.late.items()
        if who in members and any(one.acts for one in values)
    ]
    late = sorted((giver for giver in computed if giver.score), key=_most_first)
    return merge(_stored_givers(tx, weeks, parts), late, key=_most_first)


def given_by(
    tx: Transaction, weeks: Sequence[Week], people: Collection[int]
) -> dict[int, Counter[str]]:
    """How many public acts of each kind these people gave; a user group is one act."""
    given: dict[int, Counter[str]] = defaultdict(Counter)
    for week in weeks if people else ():
        for person, value in read_weeks(tx, week, people).items():
            given[person].update(value.given)
    return given


def _parts(tx: Transaction, weeks: Sequence[Week]) -> _Parts:
    dirty = list_dirty(tx, weeks) if basis_holds(tx) else None
    if dirty is None or len(dirty) > _MOST_DIRTY:
        return _Parts(None, _late(tx, weeks, None))
    conditions = [
        GiverWeekRow.workspace_id == tx.workspace_id,
        GiverWeekRow.week.in_([str(week) for week in weeks]),
    ]
    if dirty:
        conditions.append(GiverWeekRow.person.not_in(dirty))
    return _Parts(conditions, _late(tx, weeks, dirty) if dirty else {})


def _late(
    tx: Transaction, weeks: Sequence[Week], people: Collection[int] | None
) -> dict[int, list[GiverWeek]]:
    found: dict[int, list[GiverWeek]] = defaultdict(list)
    for week in weeks:
        for person, value in read_weeks(tx, week, people).items():
            found[person].append(value)
    return found


def _members(tx: Transaction, people: Collection[int]) -> dict[int, Person]:
    known = people_by_key(tx, people) if people else {}
    return {key: person for key, person in known.items() if person.is_member}


def _count_stored(tx: Transaction, weeks: Sequence[Week], parts: _Parts) -> TeamFigures:
    if parts.stored is None:
        return TeamFigures(givers=0, receivers=0, kudos=0, new_connections=0)
    count = _count_once if len(weeks) == 1 else _count_distinct
    is_member = PersonRow.key.is_not(None)
    query = (
        select(
            count(and_(GiverWeekRow.acts > 0, is_member)),
            count(and_(GiverWeekRow.thanked, is_member)),
            func.coalesce(func.sum(GiverWeekRow.kudos), 0),
        )
        .select_from(GiverWeekRow)
        .outerjoin(PersonRow, _is_member(PersonRow, GiverWeekRow.person))
        .where(*parts.stored)
    )
    givers, receivers, kudos = tx.session.execute(query).one()
    return TeamFigures(givers=givers, receivers=receivers, kudos=int(kudos), new_connections=0)


def _count_once(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _count_distinct(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(distinct(case((condition, GiverWeekRow.person))))


def _count_connections(tx: Transaction, parts: _Parts, late: Mapping[int, list[GiverWeek]]) -> int:
    """Both sides of each new connection between members."""
    met = [one.other for values in late.values() for value in values for one in value.met]
    members = _members(tx, set(met))
    computed = sum(other in members for other in met)
    return computed + (_count_stored_connections(tx, parts.stored) if parts.stored else 0)


def _count_stored_connections(tx: Transaction, stored: Sequence[ColumnElement[bool]]) -> int:
    each, met = _each_met(tx)
    query = (
        select(func.count())
        .select_from(GiverWeekRow)
        .join(each, true())
        .where(*stored, GiverWeekRow.connections > Decimal(0))
        .where(_has_member(GiverWeekRow.person), _has_member(met))
    )
    return tx.session.scalar(query) or 0


def _each_met(tx: Transaction) -> tuple[TableValuedAlias, ColumnElement[int]]:
    """The JSON list `met` as rows, and whom each is about."""
    if tx.session.get_bind().dialect.name == "postgresql":
        each = func.json_array_elements(GiverWeekRow.met).table_valued("value")
        return each, cast(each.c.value.op("->>")(0), BigInteger)
    each = func.json_each(GiverWeekRow.met).table_valued("value")
    return each, func.json_extract(each.c.value, "$[0]")


def _is_member(
    person: type[PersonRow], key: ColumnElement[int] | InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    return and_(
        person.workspace_id == GiverWeekRow.workspace_id,
        person.key == key,
        person.kind == "member",
        person.active,
    )


def _has_member(key: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Asked a row at a time: joined, SQLite starts from the people and not from the week."""
    member = aliased(PersonRow)
    return exists().where(_is_member(member, key)).correlate_except(member)


def _stored_givers(tx: Transaction, weeks: Sequence[Week], parts: _Parts) -> Iterator[TopGiver]:
    """A page at a time, each larger: a board names few, but thousands may share a score."""
    if parts.stored is None:
        return
    page, seen, got = _PAGE, 0, _PAGE
    while got == page:
        page *= _LARGER
        rows = tx.session.execute(_by_score(weeks, parts.stored).limit(page).offset(seen)).all()
        people = people_by_key(tx, [person for person, _ in rows])
        for person, score in rows:
            yield TopGiver(person=people[person], score=score)
        got, seen = len(rows), seen + len(rows)


def _by_score(weeks: Sequence[Week], stored: Sequence[ColumnElement[bool]]) -> Select[int, Decimal]:
    """A single week is in order in its index; a month has to be added up."""
    is_week = len(weeks) == 1
    score = GiverWeekRow.score if is_week else func.sum(GiverWeekRow.score)
    query = (
        select(GiverWeekRow.person, score)
        .where(*stored, _has_member(GiverWeekRow.person))
        .order_by(score.desc(), GiverWeekRow.person)
    )
    if is_week:
        return query.where(GiverWeekRow.acts > 0, score > Decimal(0))
    gave = func.sum(GiverWeekRow.acts) > 0
    return query.group_by(GiverWeekRow.person).having(gave, score > Decimal(0))


def _most_first(giver: TopGiver) -> Decimal:
    return -giver.score
