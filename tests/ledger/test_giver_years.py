"""A stored year is its weeks added up, whatever happened since, and is read as one."""

from decimal import Decimal
from itertools import count

from hypothesis import HealthCheck, given, settings
from sqlalchemy import select, update

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.ledger.giver_weeks import (
    list_dirty,
    read_weeks,
    rebuild,
    rebuild_week,
    refresh_weeks,
)
from slackapp.ledger.giver_years import DifferentYear, rebuild_year, whole_year
from slackapp.ledger.giving import give
from slackapp.ledger.models import GiverYearRow
from slackapp.ledger.team import TeamFigures, TeamWeeks
from slackapp.vocabulary.weeks import Week
from tests.builders.databases import transaction
from tests.builders.statements import sent_to
from tests.ledger.builders import WEEK, at, command, kudos, open_workspace, people
from tests.ledger.histories import HISTORIES, Step, play

_workspaces = count()


def weeks_of(year: int) -> list[Week]:
    last = 53 if year in {2020, 2026} else 52
    return [Week(year, number) for number in range(1, last + 1)]


def stored(tx: Transaction, person: int) -> tuple[Decimal, bool]:
    mine = GiverYearRow.workspace_id == tx.workspace_id
    query = select(GiverYearRow.score, GiverYearRow.dirty).where(
        mine, GiverYearRow.year == 2026, GiverYearRow.person == person
    )
    row = tx.session.execute(query).one()
    return row.score, row.dirty


def added_up(tx: Transaction, year: int) -> tuple[TeamFigures, dict[int, Decimal]]:
    """What the weeks say, one by one."""
    weeks = [read_weeks(tx, week).values() for week in weeks_of(year)]
    values = [value for week in weeks for value in week]
    figures = TeamFigures(
        givers=len({value.person for value in values if value.acts}),
        receivers=len({value.person for value in values if value.thanked}),
        kudos=sum(value.kudos for value in values),
        new_connections=sum(len(value.met) for value in values) // 2,
    )
    givers = {value.person for value in values if value.acts}
    scores = {
        person: sum((one.score for one in values if one.person == person), Decimal(0))
        for person in givers
    }
    return figures, {person: score for person, score in scores.items() if score}


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=HISTORIES)
def test_the_year_of_any_history_is_its_weeks_added_up(
    database: Database, steps: list[Step]
) -> None:
    with transaction(database, workspace_id=f"T{next(_workspaces)}") as tx:
        open_workspace(tx)
        play(tx, people(tx, "U0", "U1", "U2", "U3"), steps)
        for _ in ("some of it out of date", "all of it stored"):
            team = TeamWeeks(tx, weeks_of(2026))
            lines = team.top_lines(most=9, names=9)
            scores = {one.key: line.score for line in lines for one in line.people}
            assert (team.figures(), scores) == added_up(tx, 2026)
            refresh_weeks(tx)
        assert rebuild(tx) == []


def test_only_all_weeks_of_an_iso_year_are_a_year() -> None:
    assert whole_year(weeks_of(2026)) == 2026
    assert whole_year(weeks_of(2025)) == 2025
    assert whole_year(weeks_of(2026)[1:]) is None
    assert whole_year(weeks_of(2026)[:-1]) is None
    assert whole_year(weeks_of(2025) + weeks_of(2026)) is None


def test_a_year_that_is_wrong_is_found_and_put_right(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        give(tx, command("1"), [kudos(1, 2)], at())
        refresh_weeks(tx)
        mine = GiverYearRow.workspace_id == tx.workspace_id
        wrong = update(GiverYearRow).where(mine, GiverYearRow.person == 1)
        tx.session.execute(wrong.values(score=Decimal(9)))
        assert rebuild(tx) == [DifferentYear(2026, 1)]
        rebuild(tx, check=False)
        assert stored(tx, 1) == (Decimal(2), False)
        assert rebuild(tx) == []


def test_a_change_puts_the_year_out_of_date_until_the_next_tick(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        give(tx, command("1"), [kudos(1, 2)], at())
        refresh_weeks(tx)
        give(tx, command("2"), [kudos(1, 3)], at(days=7))
        assert set(list_dirty(tx, weeks_of(2026)) or ()) == {1, 3}
        assert stored(tx, 1) == (Decimal(2), True)
        refresh_weeks(tx)
        assert stored(tx, 1) == (Decimal(4), False)


def test_a_year_added_up_beside_a_change_stays_out_of_date(database: Database) -> None:
    """Weeks are rebuilt one by one beside the app that goes on writing."""
    with transaction(database) as tx:
        open_workspace(tx)
        give(tx, command("1"), [kudos(1, 2)], at())
        rebuild_week(tx, week=WEEK, check=False)
        give(tx, command("2"), [kudos(1, 3)], at())
        rebuild_year(tx, year=2026, check=False)
        assert stored(tx, 1)[1]
        refresh_weeks(tx)
        assert stored(tx, 1) == (Decimal(4), False)


def test_a_year_is_read_in_as_few_statements_as_a_week(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        for number in range(6):
            give(tx, command(str(number)), [kudos(1, 2)], at(days=-7 * number))
        refresh_weeks(tx)
        tx.session.flush()
        with sent_to(tx.session.connection()) as asked:
            team = TeamWeeks(tx, weeks_of(2026))
            assert team.figures().kudos == 6
            team.top_lines(most=5, names=5)
        assert len(asked) <= 6
