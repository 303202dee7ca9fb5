"""The stored years: everybody's weeks added up, so that a year reads as fast as a week."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Insert, Select, bindparam, case, func, select
from sqlalchemy.dialects import postgresql, sqlite

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_or_update
from slackapp.ledger.models import GiverWeekRow, GiverYearRow
from slackapp.vocabulary.weeks import Week

_WEEK = Base.metadata.tables[GiverWeekRow.__tablename__].c
_YEAR_TABLE = Base.metadata.tables[GiverYearRow.__tablename__]
_YEAR = _YEAR_TABLE.c
_ADDED_UP = ("score", "acts", "kudos", "thanked", "met_count")
_PEOPLE_A_QUERY = 500  # beyond, adding up everybody is quicker than naming the people

_DIRTY = select(_YEAR.year, _YEAR.person).where(
    _YEAR.workspace_id == bindparam("workspace_id"), _YEAR.dirty
)
_STORED = select(_YEAR.person, *(_YEAR[name] for name in _ADDED_UP)).where(
    _YEAR.workspace_id == bindparam("workspace_id"), _YEAR.year == bindparam("year"), ~_YEAR.dirty
)


class DifferentYear(NamedTuple):
    """A stored year that is not what its weeks add up to."""

    year: int
    person: int


def whole_year(weeks: Sequence[Week]) -> int | None:
    """The ISO year that these weeks in a row are all of."""
    first, last = weeks[0], weeks[-1]
    is_whole = (
        first.number == 1 and last.year == first.year and last.next() == _first(first.year + 1)
    )
    return first.year if is_whole else None


def mark_years(tx: Transaction, marks: Iterable[tuple[int, int]]) -> None:
    """Out of date: (year, person)."""
    nothing = dict.fromkeys(_ADDED_UP, 0) | {"score": Decimal(0), "thanked": False}
    rows = [
        {"workspace_id": tx.workspace_id, "year": year, "person": person, **nothing, "dirty": True}
        for year, person in marks
    ]
    insert_or_update(tx.session, GiverYearRow, rows, update=["dirty"])


def refresh_years(tx: Transaction) -> None:
    """Add up anew what is out of date; every week is up to date, and the workspace locked."""
    stale: dict[int, list[int]] = {}
    for year, person in tx.session.execute(_DIRTY, {"workspace_id": tx.workspace_id}):
        stale.setdefault(year, []).append(person)
    for year, people in stale.items():
        _add_up(tx, year, people if len(people) <= _PEOPLE_A_QUERY else None)


def rebuild_year(tx: Transaction, *, year: int, check: bool) -> list[DifferentYear]:
    """Which stored years differ from their weeks; added up anew unless only checking."""
    tx.lock_workspace()
    which = {"workspace_id": tx.workspace_id, "year": year, "weeks": _names(year)}
    right = {row.person: tuple(row[1:-1]) for row in tx.session.execute(_sums(some=False), which)}
    stored = {row.person: tuple(row[1:]) for row in tx.session.execute(_STORED, which)}
    if not check:
        _add_up(tx, year, None)
    return [
        DifferentYear(year, person)
        for person in sorted(stored)
        if stored[person] != right.get(person)
    ]


def _add_up(tx: Transaction, year: int, people: Sequence[int] | None) -> None:
    which = {"workspace_id": tx.workspace_id, "year": year, "weeks": _names(year)}
    some = people is not None
    statement = _storing(tx.session.get_bind().dialect.name, some=some)
    tx.session.execute(statement, which | ({"people": people} if some else {}))


def _any(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return func.max(case((condition, 1), else_=0)) == 1


@cache
def _sums(*, some: bool) -> Select[Any]:
    """Of everybody, or of `people`."""
    query = (
        select(
            _WEEK.person,
            func.sum(_WEEK.score).label("score"),
            func.sum(_WEEK.acts).label("acts"),
            func.sum(_WEEK.kudos).label("kudos"),
            _any(_WEEK.thanked).label("thanked"),
            func.sum(_WEEK.met_count).label("met_count"),
            _any(_WEEK.dirty).label("dirty"),
        )
        .where(
            _WEEK.workspace_id == bindparam("workspace_id"),
            _WEEK.week.in_(bindparam("weeks", expanding=True)),
        )
        .group_by(_WEEK.person)
    )
    return query.where(_WEEK.person.in_(bindparam("people", expanding=True))) if some else query


@cache
def _storing(dialect: str, *, some: bool) -> Insert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    sums = _sums(some=some).subquery()
    added = select(
        bindparam("workspace_id", type_=_YEAR.workspace_id.type),
        bindparam("year", type_=_YEAR.year.type),
        *sums.c,
    ).where(sums.c.person.is_not(None))  # SQLite reads ON CONFLICT as a join without a WHERE
    statement = insert(_YEAR_TABLE).from_select(
        ["workspace_id", "year", "person", *_ADDED_UP, "dirty"], added
    )
    return statement.on_conflict_do_update(
        index_elements=list(_YEAR_TABLE.primary_key.columns),
        set_={name: statement.excluded[name] for name in (*_ADDED_UP, "dirty")},
    )


def _first(year: int) -> Week:
    return Week(year, 1)


def _names(year: int) -> list[str]:
    """Those of its weeks, 52 or 53."""
    week, names = _first(year), []
    while week.year == year:
        names.append(str(week))
        week = week.next()
    return names
