"""What boards and people read of a week."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import Act
from slackapp.ledger.giver_weeks import refresh_weeks
from slackapp.ledger.giving import give
from slackapp.ledger.weeks import (
    given_counts,
    giver_week,
    giver_weeks,
    team_week,
    thanking_left,
)
from tests.builders.databases import transaction
from tests.ledger.builders import WEEK, at, command, kudos, message, open_workspace, people


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    with transaction(database) as tx:
        open_workspace(tx)
        yield tx


def test_givers_come_with_the_most_first(tx: Transaction) -> None:
    ana, bo, cy = people(tx, "UANA", "UBO", "UCY")
    give(tx, command("1"), [kudos(ana, cy, bare=True)], at())
    give(tx, command("2"), [Act("answer", bo, cy)], at())
    assert [(week.person, float(week.score)) for week in giver_weeks(tx, WEEK)] == [
        (bo, 4.0), (cy, 2.0), (ana, 1.5)
    ]  # fmt: skip


def test_a_member_who_thanks_a_guest_scores_and_the_guest_does_not(tx: Transaction) -> None:
    (ana,) = people(tx, "UANA")
    (gil,) = people(tx, "UGIL", kind="guest")
    give(tx, command("1"), [kudos(ana, gil), kudos(gil, ana)], at())
    assert [week.person for week in giver_weeks(tx, WEEK)] == [ana]
    assert giver_week(tx, ana, WEEK).score == 2
    assert giver_week(tx, gil, WEEK).score == 0


def test_a_member_who_left_keeps_the_score_of_past_weeks(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    give(tx, command("1"), [kudos(ana, bo)], at())
    people(tx, "UANA", active=False)
    assert giver_week(tx, ana, WEEK).score == 2


def test_the_team_counts_members_who_gave_and_were_thanked(tx: Transaction) -> None:
    ana, bo, cy = people(tx, "UANA", "UBO", "UCY")
    (gil,) = people(tx, "UGIL", kind="guest")
    (dan,) = people(tx, "UDAN", active=False)
    give(tx, command("1"), [kudos(ana, bo), kudos(ana, gil), kudos(dan, bo)], at())
    give(tx, command("2"), [Act("answer", bo, cy)], at())
    team = team_week(tx, WEEK)
    assert team.givers == {ana, bo}
    assert team.receivers == {bo}
    assert team.kudos == 3
    assert team.new_connections == 2


def test_private_acts_are_in_no_team_number(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    give(tx, command("1", audience="private"), [kudos(ana, bo)], at())
    team = team_week(tx, WEEK)
    assert [len(team.givers), len(team.receivers), team.kudos, team.new_connections] == [0] * 4
    assert given_counts(tx, WEEK) == {}


def test_last_weeks_acts_are_not_in_this_week(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    give(tx, command("1"), [kudos(ana, bo)], at(days=-1))
    assert team_week(tx, WEEK).kudos == 0
    assert team_week(tx, WEEK.previous()).kudos == 1


def test_a_higher_kind_next_week_takes_the_acts_place_in_both_weeks(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    thanks = Act("acknowledgement", ana, bo)
    give(tx, message(at(), by="words"), [thanks], at())
    give(tx, message(at(), by="emoji"), [kudos(ana, bo)], at(days=7))
    assert given_counts(tx, WEEK) == {}
    assert given_counts(tx, WEEK.next()) == {ana: {"kudos": 1}}


def test_a_lower_kind_next_week_stays_covered(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    give(tx, message(at(), by="emoji"), [kudos(ana, bo)], at())
    give(tx, message(at(), by="words"), [Act("acknowledgement", ana, bo)], at(days=7))
    assert given_counts(tx, WEEK.next()) == {}


def test_somebody_who_only_received_reads_their_new_connection(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    give(tx, command("1"), [kudos(ana, bo)], at())
    assert giver_week(tx, bo, WEEK).score == 1


def test_a_group_thanked_counts_as_one_act(tx: Transaction) -> None:
    team = [kudos(1, person, party="S1") for person in (2, 3, 4)]
    give(tx, command("1"), [*team, kudos(1, 5)], at())
    assert given_counts(tx, WEEK) == {1: {"kudos": 2}}


def test_what_is_left_of_the_thanks_that_count(tx: Transaction) -> None:
    assert thanking_left(tx, 1, at()) == 5
    give(tx, command("1"), [kudos(1, 2), kudos(1, 3, bare=True)], at())
    assert float(thanking_left(tx, 1, at())) == 3.5
    assert thanking_left(tx, 1, at(days=7)) == 5


def test_a_board_of_clean_weeks_reads_no_turns(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        ana, bo = people(tx, "UANA", "UBO")
        give(tx, command("1"), [kudos(ana, bo)], at())
        refresh_weeks(tx)
    statements: list[str] = []
    event.listen(
        database.engine, "before_cursor_execute", lambda *seen: statements.append(str(seen[2]))
    )
    with transaction(database) as tx:
        assert len(giver_weeks(tx, WEEK)) == 2
    assert any("giver_week" in statement for statement in statements)
    assert not any("act_turn" in statement for statement in statements)
