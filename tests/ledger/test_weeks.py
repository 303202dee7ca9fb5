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
    giver_week,
    giver_weeks,
    thanking_left,
)
from tests.builders.databases import transaction
from tests.ledger.builders import WEEK, at, command, kudos, open_workspace, people


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


def test_somebody_who_only_received_reads_their_new_connection(tx: Transaction) -> None:
    ana, bo = people(tx, "UANA", "UBO")
    give(tx, command("1"), [kudos(ana, bo)], at())
    assert giver_week(tx, bo, WEEK).score == 1


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
