"""What a team's stored weeks say, counted by the database; every statement is made once."""

from collections.abc import Collection, Mapping, Sequence
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
    and_,
    bindparam,
    case,
    distinct,
    exists,
    func,
    select,
    union_all,
)

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.ledger.models import GiverWeekRow
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.models import PersonRow

_WEEK_TABLE = Base.metadata.tables[GiverWeekRow.__tablename__]
_PERSON_TABLE = Base.metadata.tables[PersonRow.__tablename__]
_WEEK, _PERSON = _WEEK_TABLE.c, _PERSON_TABLE.c
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class StoredWeeks:
    """The rows that are up to date: of these weeks, without these people."""

    tx: Transaction
    weeks: Sequence[Week]
    late: Collection[int]

    def count(self) -> Row[int, int, int, int, int]:
        """Members who gave, members thanked, kudos, sides of new connections, and outsiders'."""
        one_week = len(self.weeks) == 1
        statement = _FIGURES_OF_A_WEEK if one_week else _FIGURES_OF_WEEKS
        return self.tx.session.execute(statement, self._which()).one()

    def list_met_by_outsiders(self) -> list[int]:
        """Whom those who are no members met, once a meeting."""
        lists = self.tx.session.scalars(_MET_BY_OUTSIDERS, self._which())
        return [other for met in lists for other, _ in met]

    def list_lines(self, away: Collection[int], *, most: int) -> list[tuple[Decimal, int]]:
        """The highest scores and how many members have each."""
        parameters = {**self._which(), "away": list(away), "most": most}
        statement = _LINES_OF_A_WEEK if len(self.weeks) == 1 else _LINES_OF_WEEKS
        return [(score, many) for score, many in self.tx.session.execute(statement, parameters)]

    def list_people_with(
        self, scores: Sequence[Decimal], away: Collection[int], *, most: int
    ) -> list[Row[Any]]:
        """(score, key, slack_id, name) of the first few members, by key, with each score."""
        if not scores:
            return []
        statement = _people_with(len(scores), one_week=len(self.weeks) == 1)
        wanted = {f"line_{place}": score for place, score in enumerate(scores)}
        parameters = {**self._which(), **wanted, "away": list(away), "most": most}
        return list(self.tx.session.execute(statement, parameters))

    def list_scores_of(self, people: Collection[int]) -> list[Row[Any]]:
        """(score, key, slack_id, name) of these people, where they are members who gave."""
        statement = _SCORES_IN_A_WEEK if len(self.weeks) == 1 else _SCORES_IN_WEEKS
        return list(self.tx.session.execute(statement, self._which() | {"people": list(people)}))

    def list_given_by(self, people: Collection[int]) -> list[tuple[int, Mapping[str, int]]]:
        """(key, acts by kind) of each week these people have."""
        rows = self.tx.session.execute(_GIVEN, self._which() | {"people": list(people)})
        return [(person, given) for person, given in rows]

    def _which(self) -> dict[str, object]:
        return {
            "workspace_id": self.tx.workspace_id,
            "weeks": [str(week) for week in self.weeks],
            "late": list(self.late),
        }


_STORED = (
    _WEEK.workspace_id == bindparam("workspace_id"),
    _WEEK.week.in_(bindparam("weeks", expanding=True)),
    _WEEK.person.not_in(bindparam("late", expanding=True)),
)
_IS_MEMBER = and_(
    _PERSON.workspace_id == _WEEK.workspace_id,
    _PERSON.key == _WEEK.person,
    _PERSON.kind == "member",
    _PERSON.active,
)
_SIDES = func.json_array_length(_WEEK.met)


def _figures(count: Any) -> Select[Any]:  # noqa: ANN401  how to count a condition's people
    is_member = _PERSON.key.is_not(None)
    return (
        select(
            count(and_(_WEEK.acts > 0, is_member)),
            count(and_(_WEEK.thanked, is_member)),
            func.coalesce(func.sum(_WEEK.kudos), 0),
            func.coalesce(func.sum(_SIDES), 0),
            func.coalesce(func.sum(case((_PERSON.key.is_(None), _SIDES))), 0),
        )
        .select_from(_WEEK_TABLE.outerjoin(_PERSON_TABLE, _IS_MEMBER))
        .where(*_STORED)
    )


def _count_once(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _count_distinct(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(distinct(case((condition, _WEEK.person))))


_FIGURES_OF_A_WEEK = _figures(_count_once)
_FIGURES_OF_WEEKS = _figures(_count_distinct)
_MET_BY_OUTSIDERS = select(_WEEK.met).where(
    *_STORED,
    _WEEK.connections > _NOTHING,
    ~exists().where(_IS_MEMBER).correlate(_WEEK_TABLE),
)
_GIVEN = select(_WEEK.person, _WEEK.given).where(
    *_STORED, _WEEK.person.in_(bindparam("people", expanding=True))
)

# Asked a row at a time: joined, SQLite starts from the people and not from the week.
_HAS_NAMED_MEMBER = exists().where(_IS_MEMBER, _PERSON.name != "").correlate(_WEEK_TABLE)
_SCORE_OF_A_WEEK = select(_WEEK.person, _WEEK.score).where(
    *_STORED, _WEEK.acts > 0, _WEEK.score > _NOTHING, _HAS_NAMED_MEMBER
)
_SCORE_OF_WEEKS = (
    select(_WEEK.person, func.sum(_WEEK.score).label("score"))
    .where(*_STORED, _HAS_NAMED_MEMBER)
    .group_by(_WEEK.person)
    .having(func.sum(_WEEK.acts) > 0, func.sum(_WEEK.score) > _NOTHING)
)
_AWAY: BindParameter[Any] = bindparam("away", expanding=True)


def _lines(of_people: Select[int, Decimal]) -> Select[Decimal, int]:
    scores = of_people.subquery()
    return (
        select(scores.c.score, func.count())
        .where(scores.c.person.not_in(_AWAY))
        .group_by(scores.c.score)
        .order_by(scores.c.score.desc())
        .limit(bindparam("most"))
    )


def _scores_of(of_people: Select[int, Decimal]) -> Select[Any]:
    asked = of_people.where(_WEEK.person.in_(bindparam("people", expanding=True)))
    return _with_names(asked.subquery())


@cache
def _people_with(scores: int, *, one_week: bool) -> Select[Any]:
    """The first people of each of so many scores: `line_0`, `line_1` and on."""
    of_people = (_SCORE_OF_A_WEEK if one_week else _SCORE_OF_WEEKS).subquery()
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


_LINES_OF_A_WEEK, _LINES_OF_WEEKS = map(_lines, (_SCORE_OF_A_WEEK, _SCORE_OF_WEEKS))
_SCORES_IN_A_WEEK, _SCORES_IN_WEEKS = map(_scores_of, (_SCORE_OF_A_WEEK, _SCORE_OF_WEEKS))
