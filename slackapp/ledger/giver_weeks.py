"""The stored weeks: fresh when read, written again when they may be, rebuilt to prove them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import Select, and_, bindparam, select

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_or_update
from slackapp.ledger.giver_years import DifferentYear, rebuild_year, refresh_years, whole_year
from slackapp.ledger.history import current_basis
from slackapp.ledger.models import GiverWeekRow, GiverYearRow, LedgerBasisRow
from slackapp.ledger.rules import Connection, Tally, WeekScore, tally_acts
from slackapp.ledger.scoring import NO_SCORE, acts_that_matter, score_acts
from slackapp.ledger.store import find_next_turn_at
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.workspaces import workspace_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class GiverWeek:
    """What somebody's week scores, pot by pot; `met` are all new connections, also uncounted."""

    person: int
    helping: Decimal = Decimal(0)
    sharing: Decimal = Decimal(0)
    thanking: Decimal = Decimal(0)
    connections: Decimal = Decimal(0)
    score: Decimal = Decimal(0)
    met: tuple[Connection, ...] = ()
    given: Mapping[str, int] = field(default_factory=dict)
    kudos: int = 0
    thanked: bool = False

    @property
    def acts(self) -> int:
        """Public acts given, a group being one."""
        return sum(self.given.values())


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored week that is not what the turns say; None where there is no row."""

    week: Week
    stored: GiverWeek | None
    recomputed: GiverWeek


_ROW = Base.metadata.tables[GiverWeekRow.__tablename__]
_YEAR_ROW = Base.metadata.tables[GiverYearRow.__tablename__]
_BASIS_ROW = Base.metadata.tables[LedgerBasisRow.__tablename__]
_BASIS = select(_BASIS_ROW.c.basis).where(_BASIS_ROW.c.workspace_id == bindparam("workspace_id"))
_DIRTY = _BASIS.add_columns(_ROW.c.person).select_from(
    _BASIS_ROW.outerjoin(
        _ROW,
        and_(
            _ROW.c.workspace_id == _BASIS_ROW.c.workspace_id,
            _ROW.c.week.in_(bindparam("weeks", expanding=True)),
            _ROW.c.dirty,
        ),
    )
)
_DIRTY_IN_YEAR = select(_YEAR_ROW.c.person).where(
    _YEAR_ROW.c.workspace_id == bindparam("workspace_id"),
    _YEAR_ROW.c.year == bindparam("year"),
    _YEAR_ROW.c.dirty,
)
_COLUMNS = ("helping", "sharing", "thanking", "connections", "score")
_TALLIED = ("given", "acts", "kudos", "thanked")
_UPDATED = (*_COLUMNS, *_TALLIED, "met", "met_count", "dirty")


def read_weeks(
    tx: Transaction, week: Week, people: Collection[int] | None = None
) -> dict[int, GiverWeek]:
    """Up to date without writing: rows that are out of date are computed on the spot."""
    return {value.person: value for value in read_all(tx, [week], people)}


def read_all(
    tx: Transaction, weeks: Collection[Week], people: Collection[int] | None = None
) -> Iterator[GiverWeek]:
    """The same of many weeks: of each everybody's, in no order."""
    if not basis_holds(tx):
        for week in weeks:
            yield from _compute(tx, week, people).values()
        return
    dirty: dict[str, list[int]] = {}
    for row in tx.session.scalars(_rows(tx, weeks, people)):
        if row.dirty:
            dirty.setdefault(row.week, []).append(row.person)
        else:
            yield _value(row)
    for name, late in dirty.items():
        yield from _compute(tx, Week.named(name), late).values()


def refresh_weeks(tx: Transaction, week: Week | None = None) -> None:
    """Store what is out of date, in one week or in all; needs a writing transaction."""
    tx.lock_workspace()
    if not basis_holds(tx):
        rebuild(tx, check=False)
        return
    stale: dict[str, list[int]] = {}
    query = _rows(tx, None if week is None else [week]).where(GiverWeekRow.dirty)
    for row in tx.session.scalars(query):
        stale.setdefault(row.week, []).append(row.person)
    for name, people in stale.items():
        dirty_week = Week.named(name)
        _store(tx, dirty_week, _compute(tx, dirty_week, people))
    if week is None:
        refresh_years(tx)


def rebuild(tx: Transaction, check: bool = True) -> list[Difference | DifferentYear]:  # noqa: FBT001, FBT002  rebuild(tx, check=False)
    """Recompute every week and year, and tell which stored ones differ; stored unless checking."""
    tx.lock_workspace()
    weeks = list_weeks(tx)
    differences: list[Difference | DifferentYear] = [
        one for week in weeks for one in rebuild_week(tx, week=week, check=check)
    ]
    for year in sorted({week.year for week in weeks}):
        differences += rebuild_year(tx, year=year, check=check)
    if not check:
        settle_basis(tx, current_basis(tx))
    return differences


def rebuild_week(tx: Transaction, *, week: Week, check: bool) -> list[Difference]:
    """The same of one week: a large ledger is rebuilt beside the app that writes it."""
    tx.lock_workspace()
    stored = {row.person: row for row in tx.session.scalars(_rows(tx, [week]))}
    recomputed = {person: GiverWeek(person=person) for person in stored} | _compute(tx, week)
    differences = list(_differences(week, stored, recomputed))
    if not check:
        _store(tx, week, recomputed)
    return differences


def settle_basis(tx: Transaction, basis: str) -> bool:
    """Say that every stored week is cut and scored by `basis`; False where that is no longer so."""
    tx.lock_workspace()
    if basis != current_basis(tx):
        return False
    row = {"workspace_id": tx.workspace_id, "basis": basis}
    insert_or_update(tx.session, LedgerBasisRow, [row], update=["basis"])
    return True


def list_dirty(tx: Transaction, weeks: Sequence[Week]) -> list[int] | None:
    """Whose rows of any of these weeks, or of all their year, are out of date; None for all."""
    names = [str(week) for week in weeks]
    rows = tx.session.execute(_DIRTY, {"workspace_id": tx.workspace_id, "weeks": names}).all()
    if not rows or rows[0].basis != current_basis(tx):
        return None
    dirty = {person for _, person in rows if person is not None}
    if year := whole_year(weeks):
        which = {"workspace_id": tx.workspace_id, "year": year}
        dirty.update(tx.session.scalars(_DIRTY_IN_YEAR, which))
    return list(dirty)


def weeks_with_turns(tx: Transaction) -> Iterator[Week]:
    """Every week in which something was given or taken back, oldest first."""
    zone = workspace_zone(tx)
    at = find_next_turn_at(tx, None)
    while at is not None:
        week = Week.of_micros(at, zone)
        yield week
        at = find_next_turn_at(tx, week.micros(zone)[1])


def list_weeks(tx: Transaction) -> list[Week]:
    """Every week that is stored or should be."""
    stored = select(GiverWeekRow.week).where(GiverWeekRow.workspace_id == tx.workspace_id)
    names = tx.session.scalars(stored.distinct())
    return sorted({Week.named(name) for name in names} | set(weeks_with_turns(tx)))


def basis_holds(tx: Transaction) -> bool:
    """Whether the stored weeks are cut and scored as they would be now."""
    return tx.session.scalar(_BASIS, {"workspace_id": tx.workspace_id}) == current_basis(tx)


def _compute(
    tx: Transaction, week: Week, people: Collection[int] | None = None
) -> dict[int, GiverWeek]:
    acts = acts_that_matter(tx, week, people)
    first, _ = week.micros(workspace_zone(tx))
    scores = score_acts(tx, week, acts)
    tallies = tally_acts(live for live in acts if live.at >= first)
    return {
        person: _computed(person, scores.get(person, NO_SCORE), tallies.get(person, Tally()))
        for person in (scores.keys() | tallies.keys() if people is None else people)
    }


def _computed(person: int, score: WeekScore, tally: Tally) -> GiverWeek:
    return GiverWeek(
        person=person,
        helping=score.pot("helping"),
        sharing=score.pot("sharing"),
        thanking=score.pot("thanking"),
        connections=score.connections,
        score=score.score,
        met=tuple(score.connection_points),
        given=dict(tally.given),
        kudos=tally.kudos,
        thanked=tally.thanked,
    )


def _value(row: GiverWeekRow) -> GiverWeek:
    return GiverWeek(
        person=row.person,
        **{name: getattr(row, name) for name in _COLUMNS},
        met=tuple(Connection(other, at) for other, at in row.met),
        given=row.given,
        kudos=row.kudos,
        thanked=row.thanked,
    )


def _store(tx: Transaction, week: Week, computed: dict[int, GiverWeek]) -> None:
    rows = [
        {
            "workspace_id": tx.workspace_id,
            "week": str(week),
            "person": value.person,
            **{name: getattr(value, name) for name in _COLUMNS},
            **{name: getattr(value, name) for name in _TALLIED},
            "met": [[connection.other, connection.at] for connection in value.met],
            "met_count": len(value.met),
            "dirty": False,
        }
        for value in computed.values()
    ]
    insert_or_update(tx.session, GiverWeekRow, rows, update=_UPDATED)


def _differences(
    week: Week, stored: dict[int, GiverWeekRow], recomputed: dict[int, GiverWeek]
) -> Iterator[Difference]:
    """A dirty row says itself that it is out of date; that is no difference."""
    for person, value in sorted(recomputed.items()):
        row = stored.get(person)
        if row is None and value != GiverWeek(person=person):
            yield Difference(week, None, value)
        elif row is not None and not row.dirty and not _is_stored(row, value):
            yield Difference(week, _value(row), value)


def _is_stored(row: GiverWeekRow, value: GiverWeek) -> bool:
    return _value(row) == value and row.met_count == len(value.met)


def _rows(
    tx: Transaction, weeks: Collection[Week] | None, people: Collection[int] | None = None
) -> Select[GiverWeekRow]:
    query = select(GiverWeekRow).where(GiverWeekRow.workspace_id == tx.workspace_id)
    query = query.execution_options(populate_existing=True)
    if weeks is not None:
        query = query.where(GiverWeekRow.week.in_([str(week) for week in weeks]))
    return query if people is None else query.where(GiverWeekRow.person.in_(people))
