"""A change of weights and caps holds from the next week on; weeks before keep what they had."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import Act, ActKind
from slackapp.ledger.giver_weeks import read_weeks, rebuild, refresh_weeks
from slackapp.ledger.giving import give
from slackapp.ledger.policy import ScorePolicy
from slackapp.ledger.score_settings import ScoreSettings, change_score, policy_of, settings_of
from slackapp.ledger.weeks import thanking_left
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.weeks import Week
from tests.builders.databases import transaction
from tests.ledger.builders import MONDAY, WEEK, at, command, kudos, open_workspace

_workspaces = count()


def _thanking(tx: Transaction, week: Week) -> Decimal:
    return read_weeks(tx, week)[1].thanking


def test_the_defaults_are_the_giving_score_as_it_is_written_down() -> None:
    assert ScoreSettings().policy() == ScorePolicy()


def test_a_change_holds_from_the_next_week_on_also_for_what_comes_late(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        give(tx, command("before"), [kudos(1, 2)], at())
        refresh_weeks(tx)
        assert change_score(tx, {"kudos": "2"}) == WEEK.next()
        give(tx, command("after"), [kudos(1, 2)], at(days=7))
        give(tx, command("late"), [kudos(1, 3)], at(days=1))
        assert [_thanking(tx, WEEK), _thanking(tx, WEEK.next())] == [2, 2]
        refresh_weeks(tx)
        assert rebuild(tx) == []
        assert [_thanking(tx, WEEK), _thanking(tx, WEEK.next())] == [2, 2]


def test_the_next_week_is_that_of_the_workspaces_zone(database: Database) -> None:
    sunday_in_utc = datetime.fromisoformat("2026-11-22T12:00:00+00:00")
    with transaction(database, now=sunday_in_utc) as tx:
        open_workspace(tx, zone="Pacific/Kiritimati")
        assert change_score(tx, {"kudos": "2"}) == WEEK.next().next()
    with transaction(database, now=sunday_in_utc) as tx:
        open_workspace(tx, zone="UTC")
        assert change_score(tx, {"kudos": "3"}) == WEEK.next()


def test_two_changes_in_a_week_are_one_version_and_later_ones_build_on_it(
    database: Database,
) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        change_score(tx, {"kudos": "2"})
        change_score(tx, {"thanking_cap": "7.5"})
    with transaction(database, now=MONDAY + timedelta(days=14)) as tx:
        change_score(tx, {"kudos": "0"})
        told = [settings_of(tx, week) for week in _weeks(4)]
        assert [one.kudos for one in told] == [1, 2, 2, 0]
        assert [one.thanking_cap for one in told] == [5, *[Decimal("7.5")] * 3]


def _weeks(many: int) -> list[Week]:
    weeks = [WEEK]
    while len(weeks) < many:
        weeks.append(weeks[-1].next())
    return weeks


def test_what_a_clock_far_ahead_changed_gives_way_to_the_next_change(database: Database) -> None:
    with transaction(database, now=MONDAY + timedelta(days=365)) as tx:
        open_workspace(tx)
        change_score(tx, {"kudos": "2"})
    with transaction(database, now=MONDAY) as tx:
        change_score(tx, {"kudos": "3"})
        assert policy_of(tx, Week(2029, 1)).weights["kudos"] == 3


def test_what_a_clock_ahead_has_given_next_week_is_scored_anew(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        give(tx, command("ahead"), [kudos(1, 2)], at(days=8))
        refresh_weeks(tx)
        change_score(tx, {"kudos": "2"})
        assert _thanking(tx, WEEK.next()) == 2
        refresh_weeks(tx)
        assert rebuild(tx) == []


def test_another_workspace_keeps_its_own(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        change_score(tx, {"kudos": "2"})
    with transaction(database, workspace_id="T2") as tx:
        open_workspace(tx)
        assert policy_of(tx, Week(2027, 1)) == ScorePolicy()


def test_caps_and_connections_follow_the_policy_of_their_week(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        change_score(tx, {"thanking_cap": "1.5", "helping_cap": "4", "connections_cap": 0})
        for week, days in ((WEEK, 0), (WEEK.next(), 7)):
            acts = [kudos(1, 2), kudos(1, 3), Act("answer", 1, 4), Act("answer", 1, 5)]
            give(tx, command(str(week)), acts, at(days=days))
        now, then = read_weeks(tx, WEEK)[1], read_weeks(tx, WEEK.next())[1]
        assert [now.thanking, now.helping, now.connections] == [2, 6, 3]
        assert [then.thanking, then.helping, then.connections] == [Decimal("1.5"), 4, 0]
        assert thanking_left(tx, 9, at(days=7)) == Decimal("1.5")


def test_links_that_weigh_nothing_gain_nothing_by_more_people(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        change_score(tx, {"link": "0"})
        acts = [Act("link", 1, who, party="a link") for who in (2, 3, 4)]
        give(tx, command("shared"), acts, at(days=7))
        assert read_weeks(tx, WEEK.next())[1].sharing == 0


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("kudos", "1.25", "in halves"),
        ("kudos", "-1", "in halves"),
        ("kudos", "NaN", "in halves"),
        ("kudos", "1e9", "from 0 to 100"),
        ("kudos", "many", "in halves"),
        ("kudos", None, "in halves"),
        ("thanking_cap", None, "in halves"),
        ("connections_cap", "1.5", "whole number"),
        ("nonsense", "1", "There are: answer, helped_me_too"),
        ("name", "x", "There is no score.name"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_kept(
    database: Database, name: str, value: str | None, says: str
) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        with pytest.raises(Refusal, match=says):
            change_score(tx, {"credit": "1", name: value})
        assert policy_of(tx, Week(2027, 1)) == ScorePolicy()


def test_a_number_is_shown_as_one_would_write_it(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        change_score(tx, {"kudos": "2.0", "answer": "1e1", "link": "1.50"})
        told = settings_of(tx, WEEK.next())
        assert [str(told.kudos), str(told.answer), str(told.link)] == ["2", "10", "1.5"]


_STEP = st.tuples(
    st.integers(0, 27), st.sampled_from(["kudos", "answer", "link", "thanking_cap"]),
    st.integers(0, 9),
)  # fmt: skip


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(_STEP, max_size=8))
def test_whenever_it_is_changed_what_is_stored_is_what_is_recomputed(
    database: Database, steps: list[tuple[int, str, int]]
) -> None:
    """And no change touches a week that had begun."""
    workspace = f"T{next(_workspaces)}"
    with transaction(database, workspace_id=workspace) as tx:
        open_workspace(tx)
        rebuild(tx, check=False)
        kinds: tuple[ActKind, ...] = ("kudos", "answer", "link")
        for day in range(0, 28, 3):
            acts = [Act(kind, 1, receiver) for kind in kinds for receiver in (2, 3)]
            give(tx, command(str(day)), acts, at(days=day))
        refresh_weeks(tx)
    for day, name, halves in sorted(steps):
        now = MONDAY + timedelta(days=day)
        with transaction(database, workspace_id=workspace, now=now) as tx:
            begun = [week for week in _weeks(6) if week <= Week.of(now, ZoneInfo("UTC"))]
            before = [read_weeks(tx, week) for week in begun]
            change_score(tx, {name: Decimal(halves) / 2})
            assert [read_weeks(tx, week) for week in begun] == before
            assert rebuild(tx) == []
            refresh_weeks(tx)
            assert rebuild(tx) == []
