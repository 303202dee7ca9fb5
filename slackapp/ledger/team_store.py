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
    ~_WEEK.dirty,
    _WEEK.workspace_id == bindparam("workspace_id"),
    _WEEK.week.in_(bindparam("weeks", expanding=True)),
    _WEEK.person.not_in(bindparam("late", expanding=True)),
)
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
_WEEK_BY_OUTSIDERS = _WEEK_TABLE.outerjoin(_OUTSIDERS, _OUTSIDERS.c.key == _WEEK.person)
_WEEK_BY_UNNAMED = _WEEK_TABLE.outerjoin(_UNNAMED, _UNNAMED.c.key == _WEEK.person)


def _figures(count: Any) -> Select[Any]:  # noqa: ANN401  how to count a condition's people
    is_member = _OUTSIDERS.c.key.is_(None)
    is_left_out = _OUTSIDERS.c.kind == "left_out"
    return (
        select(
            count(and_(_WEEK.acts > 0, is_member)),
            count(and_(_WEEK.thanked, is_member)),
            func.coalesce(func.sum(case((is_left_out, 0), else_=_WEEK.kudos)), 0),
            func.coalesce(func.sum(_WEEK.met_count), 0),
            func.coalesce(func.sum(case((~is_member, _WEEK.met_count))), 0),
        )
        .select_from(_WEEK_BY_OUTSIDERS)
        .where(*_STORED)
    )


def _count_once(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _count_distinct(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(distinct(case((condition, _WEEK.person))))


_FIGURES_OF_A_WEEK = _figures(_count_once)
_FIGURES_OF_WEEKS = _figures(_count_distinct)
_MET_BY_OUTSIDERS = (
    select(_WEEK.met)
    .select_from(_WEEK_BY_OUTSIDERS)
    .where(*_STORED, _WEEK.met_count > 0, _OUTSIDERS.c.key.is_not(None))
)
_GIVEN = select(_WEEK.person, _WEEK.given).where(
    *_STORED, _WEEK.person.in_(bindparam("people", expanding=True))
)

_SCORE_OF_A_WEEK = (
    select(_WEEK.person, _WEEK.score)
    .select_from(_WEEK_BY_UNNAMED)
    .where(*_STORED, _WEEK.acts > 0, _WEEK.score > _NOTHING, _UNNAMED.c.key.is_(None))
)
_SCORE_OF_WEEKS = (
    select(_WEEK.person, func.sum(_WEEK.score).label("score"))
    .select_from(_WEEK_BY_UNNAMED)
    .where(*_STORED, _UNNAMED.c.key.is_(None))
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
