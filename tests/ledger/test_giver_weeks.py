"""Stored weeks are what the turns say, whatever happened since; and reading never writes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import ACT_KINDS, Act, ActKind, Stated
from slackapp.ledger.giver_weeks import Difference, read_weeks, rebuild, refresh_weeks
from slackapp.ledger.giving import give, state, take_back
from slackapp.ledger.history import remember_import
from slackapp.ledger.models import GiverWeekRow
from slackapp.ledger.rules import Connection
from slackapp.ledger.scoring import acts_that_matter, score_acts
from slackapp.ledger.weeks import thanking_left
from slackapp.vocabulary.people import Audience
from tests.builders.databases import transaction
from tests.ledger.builders import MONDAY, WEEK, at, command, kudos, message, open_workspace

Step = Audience | Literal["taken back", "refreshed"]
_workspaces = count()


def _score(tx: Transaction, person: int = 1) -> Decimal:
    return read_weeks(tx, WEEK)[person].score


def test_a_first_kudos_scores_its_point_and_a_connection_for_both(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        give(tx, command("1"), [kudos(1, 2)], at())
        weeks = read_weeks(tx, WEEK)
        assert [weeks[1].thanking, weeks[1].connections, weeks[1].score] == [1, 1, 2]
        assert weeks[2].met == (Connection(1, at()),)


def test_undo_restores_the_week_exactly(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        give(tx, command("1"), [kudos(1, 2, bare=True)], at())
        refresh_weeks(tx)
        before = read_weeks(tx, WEEK)
        give(tx, command("2"), [kudos(1, 2), kudos(1, 3)], at(minutes=-5))
        refresh_weeks(tx)
        take_back(tx, command("2"), at(minutes=9))
        assert {who: week for who, week in read_weeks(tx, WEEK).items() if week.score} == before


def test_an_earlier_act_that_arrives_late_moves_the_connection(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        give(tx, command("1"), [kudos(1, 2)], at())
        refresh_weeks(tx)
        give(tx, command("0"), [kudos(2, 1)], at(days=-80))
        assert _score(tx) == 1
        assert rebuild(tx) == []


def test_reading_a_dirty_week_is_right_without_writing(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        give(tx, command("1"), [kudos(1, 2)], at())
        refresh_weeks(tx)
        give(tx, command("2"), [kudos(1, 3)], at())
        assert _score(tx) == 4
        assert _stored(tx, 1).dirty
        assert _stored(tx, 1).score == 2
        refresh_weeks(tx, WEEK)
        assert [_stored(tx, 1).dirty, _stored(tx, 1).score] == [False, 4]


def test_a_week_is_cut_in_the_workspaces_zone_also_after_it_changes(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx, zone=None)
        give(tx, command("1"), [kudos(1, 2)], at(days=6, minutes=14 * 60 + 30))
        refresh_weeks(tx)
        assert _score(tx) == 2
        open_workspace(tx, zone="Europe/Berlin")
        assert 1 not in {who for who, week in read_weeks(tx, WEEK).items() if week.score}
        refresh_weeks(tx)
        assert [_stored(tx, 1).score, read_weeks(tx, WEEK.next())[1].score] == [0, 2]


def test_in_the_first_four_weeks_nobody_is_new_to_anybody(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx, recording_since=MONDAY)
        give(tx, command("1"), [kudos(1, 2)], at(days=1))
        give(tx, command("2"), [kudos(1, 3)], at(days=28))
        assert _score(tx) == 1
        assert read_weeks(tx, WEEK.next().next().next().next())[1].score == 2


def test_with_thirty_days_imported_connections_count_at_once(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx, recording_since=MONDAY)
        give(tx, command("1"), [kudos(1, 2)], at(days=1))
        refresh_weeks(tx)
        remember_import(tx, days=29)
        assert _score(tx) == 1
        remember_import(tx, days=30)
        remember_import(tx, days=2)
        assert _score(tx) == 2


def test_changes_made_together_put_only_their_own_weeks_out_of_date(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        give(tx, command("later"), [kudos(1, 4)], at(days=14))
        give(tx, command("too late"), [kudos(1, 2)], at(days=98))
        give(tx, command("in time"), [kudos(3, 4)], at(days=21))
        refresh_weeks(tx)
        give(tx, command("1"), [kudos(1, 2)], at())
        give(tx, command("2"), [kudos(4, 3)], at(days=-1))
        dirty = select(GiverWeekRow.week, GiverWeekRow.person).where(
            GiverWeekRow.workspace_id == "T1", GiverWeekRow.dirty
        )
        assert set(tx.session.execute(dirty)) == {
            ("2026-W47", 1),
            ("2026-W47", 2),
            ("2026-W46", 3),
            ("2026-W46", 4),
            ("2026-W50", 3),
            ("2026-W50", 4),
        }


def test_a_private_act_changes_no_week(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        refresh_weeks(tx)
        give(tx, command("1", audience="private"), [kudos(1, 2)], at())
        assert read_weeks(tx, WEEK) == {}
        give(tx, command("2"), [kudos(1, 2)], at(minutes=1))
        assert _score(tx) == 2


def test_more_people_than_a_query_can_name_are_scored_at_once(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        give(tx, command("1"), [kudos(1, 2)], at())
        scores = score_acts(tx, WEEK, acts_that_matter(tx, WEEK, range(20_000)))
        assert {person: score.score for person, score in scores.items()} == {1: 2, 2: 1}


def test_rebuilding_finds_and_mends_what_was_tampered_with(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        give(tx, command("1"), [kudos(1, 2)], at())
        refresh_weeks(tx)
        _stored(tx, 1).score = Decimal(99)
        tx.session.delete(_stored(tx, 2))
        tx.session.flush()
        weeks = [one for one in rebuild(tx, check=False) if isinstance(one, Difference)]
        found = {one.recomputed.person: one.stored for one in weeks}
        assert found.keys() == {1, 2}
        assert found[2] is None
        assert rebuild(tx) == []
        assert _stored(tx, 1).score == 2


def test_fifty_kudos_at_once_fill_the_cap_and_no_more(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)

    def thank(receiver: int) -> Decimal:
        with transaction(database) as tx:
            left = thanking_left(tx, 1, at())
            give(tx, command(str(receiver)), [kudos(1, receiver)], at(minutes=receiver))
            return left

    with ThreadPoolExecutor(8) as threads:
        left = sorted(threads.map(thank, range(2, 52)))
    assert left == [0] * 45 + [1, 2, 3, 4, 5]
    with transaction(database) as tx:
        refresh_weeks(tx)
        assert _stored(tx, 1).thanking == 5


_CHANGES: dict[str, Callable[[Transaction], object]] = {
    "give": lambda tx: give(tx, command("1"), [kudos(1, 2)], at()),
    "take_back": lambda tx: take_back(tx, command("1"), at()),
    "state": lambda tx: state(tx, message(at()), Stated(at(), frozenset())),
    "refresh_weeks": refresh_weeks,
    "rebuild": rebuild,
}


@pytest.mark.parametrize("change", _CHANGES)
def test_whoever_changes_the_ledger_has_it_alone_before_looking(
    database: Database, change: str
) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
    statements: list[str] = []
    event.listen(
        database.engine, "before_cursor_execute", lambda *seen: statements.append(str(seen[2]))
    )
    with transaction(database) as tx:
        _CHANGES[change](tx)
    assert statements[0].startswith(("BEGIN IMMEDIATE", "SELECT pg_advisory_xact_lock"))


_STEP_KINDS: tuple[Step, ...] = ("public", "private", "taken back", "refreshed")
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(ACT_KINDS),
        st.integers(1, 3),
        st.integers(1, 3),
        st.sampled_from([-100, -80, -7, -1, 0, 1, 5, 7]),
        st.sampled_from(_STEP_KINDS),
        st.integers(0, 2),
    ),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=_STEPS)
def test_what_is_stored_is_always_what_is_recomputed(
    database: Database, steps: list[tuple[ActKind, int, int, int, Step, int]]
) -> None:
    with transaction(database, workspace_id=f"T{next(_workspaces)}") as tx:
        open_workspace(tx)
        rebuild(tx, check=False)
        for kind, giver, receiver, days, step, place in steps:
            act = Act(kind, giver, receiver)
            source = message(at(minutes=place), by=kind)
            if step == "taken back":
                take_back(tx, source, at(days=days), [act])
            elif step == "refreshed":
                refresh_weeks(tx)
            else:
                give(tx, replace(source, audience=step), [act], at(days=days))
        assert rebuild(tx) == []
        refresh_weeks(tx)
        assert rebuild(tx) == []


def _stored(tx: Transaction, person: int) -> GiverWeekRow:
    key = (tx.workspace_id, str(WEEK), person)
    row = tx.session.get(GiverWeekRow, key, populate_existing=True)
    assert row is not None
    return row
