"""What a team's stored weeks say, counted by the database; every statement is made once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Row,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    distinct,
    func,
    or_,
    select,
    true,
    union_all,
)

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.ledger.giver_years import whole_year
from slackapp.ledger.models import GiverWeekRow, GiverYearRow
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.models import PersonRow

_WEEK_TABLE = Base.metadata.tables[GiverWeekRow.__tablename__]
_PERSON_TABLE = Base.metadata.tables[PersonRow.__tablename__]
_YEAR_TABLE = Base.metadata.tables[GiverYearRow.__tablename__]
_WEEK, _YEAR, _PERSON = _WEEK_TABLE.c, _YEAR_TABLE.c, _PERSON_TABLE.c
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class StoredWeeks:
    """The rows that are up to date: of these weeks, without these people.

    One week, and a whole year, have a row a person; other times are added up.
    """

    tx: Transaction
    weeks: Sequence[Week]
    late: Collection[int]

    def count(self) -> Row[int, int, int, int, int]:
        """Members who gave, members thanked, kudos, sides of new connections, and outsiders'."""
        return self.tx.session.execute(self._counting.figures, self._which()).one()

    def list_met_by_outsiders(self) -> list[int]:
        """Whom those who are no members met, once a meeting."""
        lists = self.tx.session.scalars(_MET_BY_OUTSIDERS, self._which())
        return [other for met in lists for other, _ in met]

    def list_lines(self, away: Collection[int], *, most: int) -> list[tuple[Decimal, int]]:
        """The highest scores and how many members have each."""
        parameters = {**self._which(), "away": list(away), "most": most}
        found = self.tx.session.execute(self._counting.lines, parameters)
        return [(score, many) for score, many in found]

    def list_people_with(
        self, scores: Sequence[Decimal], away: Collection[int], *, most: int
    ) -> list[Row[Any]]:
        """(score, key, slack_id, name) of the first few members, by key, with each score."""
        if not scores:
            return []
        statement = _people_with(self._counting, len(scores))
        wanted = {f"line_{place}": score for place, score in enumerate(scores)}
        parameters = {**self._which(), **wanted, "away": list(away), "most": most}
        return list(self.tx.session.execute(statement, parameters))

    def list_scores_of(self, people: Collection[int]) -> list[Row[Any]]:
        """(score, key, slack_id, name) of these people, where they are members who gave."""
        asked = self._which() | {"people": list(people)}
        return list(self.tx.session.execute(self._counting.scores_of, asked))

    def list_given_by(self, people: Collection[int]) -> list[tuple[int, Mapping[str, int]]]:
        """(key, acts by kind) of each week these people have."""
        rows = self.tx.session.execute(_GIVEN, self._which() | {"people": list(people)})
        return [(person, given) for person, given in rows]

    @property
    def _counting(self) -> "_Counting":
        if len(self.weeks) == 1:
            return _A_WEEK
        return _WEEKS if whole_year(self.weeks) is None else _A_YEAR

    def _which(self) -> dict[str, object]:
        return {
            "workspace_id": self.tx.workspace_id,
            "weeks": [str(week) for week in self.weeks],
            "year": self.weeks[0].year,
            "late": list(self.late),
        }


_IN_WEEKS = _WEEK.week.in_(bindparam("weeks", expanding=True))
_IN_YEAR = _YEAR.year == bindparam("year")


def _stored(rows: FromClause, within: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return (
        ~rows.c.dirty,
        rows.c.workspace_id == bindparam("workspace_id"),
        within,
        rows.c.person.not_in(bindparam("late", expanding=True)),
    )


_STORED = _stored(_WEEK_TABLE, _IN_WEEKS)
_GONE = (_PERSON.kind == "member", ~_PERSON.active)
_NAMELESS = (_PERSON.kind == "member", _PERSON.active, _PERSON.name == "")
_HIDDEN = (_PERSON.hides_name.is_(true()),)


def _people(*kinds: Sequence[ColumnElement[bool]]) -> Subquery:
    """People told by the start of their index: few, where members are many.

    Looking up a member for each of a large week's rows took longer than the rest.
    """
    no_member = [(_PERSON.kind < "member",), (_PERSON.kind > "member",)]
    told = [and_(*conditions) for conditions in [*no_member, *kinds]]
    mine = _PERSON.workspace_id == bindparam("workspace_id")
    return select(_PERSON.key, _PERSON.kind).where(mine, or_(*told)).subquery()


_OUTSIDERS, _UNNAMED = _people(_GONE), _people(_GONE, _NAMELESS, _HIDDEN)
_MET_BY_OUTSIDERS = (
    select(_WEEK.met)
    .select_from(_OUTSIDERS.join(_WEEK_TABLE, _OUTSIDERS.c.key == _WEEK.person))
    .where(*_STORED, _WEEK.met_count > 0)
)
_GIVEN = select(_WEEK.person, _WEEK.given).where(
    *_STORED, _WEEK.person.in_(bindparam("people", expanding=True))
)
_AWAY: BindParameter[Any] = bindparam("away", expanding=True)


class _Counting:
    """The statements that count rows: of a row a person, or of several added up."""

    def __init__(self, rows: FromClause, within: ColumnElement[bool], *, several: bool) -> None:
        self._rows, self._is_stored = rows, _stored(rows, within)
        self.of_people = self._scores_added_up() if several else self._scores()
        self.figures = self._figures(_count_distinct(rows) if several else _count_once)
        self.lines = _lines(self.of_people)
        self.scores_of = _scores_of(self.of_people, rows)

    def _figures(self, count: Callable[[ColumnElement[bool]], ColumnElement[int]]) -> Select[Any]:
        row = self._rows.c
        is_member = _OUTSIDERS.c.key.is_(None)
        is_left_out = _OUTSIDERS.c.kind == "left_out"
        return (
            select(
                count(and_(row.acts > 0, is_member)),
                count(and_(row.thanked, is_member)),
                func.coalesce(func.sum(case((is_left_out, 0), else_=row.kudos)), 0),
                func.coalesce(func.sum(row.met_count), 0),
                func.coalesce(func.sum(case((~is_member, row.met_count))), 0),
            )
            .select_from(self._rows.outerjoin(_OUTSIDERS, _OUTSIDERS.c.key == row.person))
            .where(*self._is_stored)
        )

    def _scores(self) -> Select[Any]:
        row = self._rows.c
        return (
            select(row.person, row.score)
            .select_from(self._by_named())
            .where(*self._is_stored, row.acts > 0, row.score > _NOTHING, _UNNAMED.c.key.is_(None))
        )

    def _scores_added_up(self) -> Select[Any]:
        row = self._rows.c
        return (
            select(row.person, func.sum(row.score).label("score"))
            .select_from(self._by_named())
            .where(*self._is_stored, _UNNAMED.c.key.is_(None))
            .group_by(row.person)
            .having(func.sum(row.acts) > 0, func.sum(row.score) > _NOTHING)
        )

    def _by_named(self) -> FromClause:
        return self._rows.outerjoin(_UNNAMED, _UNNAMED.c.key == self._rows.c.person)


def _count_once(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _count_distinct(
    rows: FromClause,
) -> Callable[[ColumnElement[bool]], ColumnElement[int]]:
    return lambda condition: func.count(distinct(case((condition, rows.c.person))))


def _lines(of_people: Select[Any]) -> Select[Any]:
    scores = of_people.subquery()
    return (
        select(scores.c.score, func.count())
        .where(scores.c.person.not_in(_AWAY))
        .group_by(scores.c.score)
        .order_by(scores.c.score.desc())
        .limit(bindparam("most"))
    )


def _scores_of(of_people: Select[Any], rows: FromClause) -> Select[Any]:
    asked = of_people.where(rows.c.person.in_(bindparam("people", expanding=True)))
    return _with_names(asked.subquery())


@cache
def _people_with(counting: _Counting, scores: int) -> Select[Any]:
    """The first people of each of so many scores: `line_0`, `line_1` and on."""
    of_people = counting.of_people.subquery()
    parts = (
        of_people.select()
        .where(of_people.c.score == bindparam(f"line_{place}"), of_people.c.person.not_in(_AWAY))
        .order_by(of_people.c.person)
        .limit(bindparam("most"))
        for place in range(scores)
    )
    return _with_names(union_all(*(select(part.subquery()) for part in parts)).subquery())


def _with_names(scores: FromClause) -> Select[Any]:
    is_person = and_(
        _PERSON.workspace_id == bindparam("workspace_id"), _PERSON.key == scores.c.person
    )
    return select(scores.c.score, _PERSON.key, _PERSON.slack_id, _PERSON.name).select_from(
        scores.join(_PERSON_TABLE, is_person)
    )


_A_WEEK = _Counting(_WEEK_TABLE, _IN_WEEKS, several=False)
_WEEKS = _Counting(_WEEK_TABLE, _IN_WEEKS, several=True)
_A_YEAR = _Counting(_YEAR_TABLE, _IN_YEAR, several=False)
