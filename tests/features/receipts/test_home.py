"""What somebody gave this week, and what came of it, on their Home tab."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.receipts.blocks.home import because_of_you, you_gave
from slackapp.features.receipts.rules import Impact
from slackapp.features.receipts.use_cases import find_impact, show_given
from slackapp.workspace.people import find_people, leave_out
from tests.builders.databases import transaction
from tests.features.receipts.builders import NOON, Giving, open_workspace


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    with transaction(database, now=NOON) as tx:
        open_workspace(tx)
        yield tx


@pytest.fixture
def giving(tx: Transaction) -> Giving:
    return Giving(tx)


def said(tx: Transaction, slack_id: str = "UANA") -> str:
    [block] = you_gave(show_given(tx, find_people(tx, [slack_id])[slack_id]))
    return str(block)


def test_the_pots_of_this_week_stand_there_with_a_button_to_the_receipt(
    tx: Transaction, giving: Giving
) -> None:
    giving.give("Ana", "Bo", kind="answer")
    giving.give("Ana", "Cy")
    giving.give("Ana", "Di", kind="answer", weeks_ago=1)
    shown = show_given(tx, find_people(tx, ["UANA"])["UANA"])
    assert dict(shown.pots)["helping"] == Decimal(3)
    assert "Helping 3 · Thanking 1 · New connections 2" in said(tx)
    assert "'action_id': 'home.word.me'" in said(tx)


def test_who_gave_nothing_yet_reads_a_first_step_and_no_zeros(tx: Transaction) -> None:
    assert "A first step: answer one, or thank someone." in said(tx)
    assert "0" not in said(tx)


def test_what_was_given_where_few_look_arrived_all_the_same(
    tx: Transaction, giving: Giving
) -> None:
    giving.give("Ana", "Bo", audience="private")
    assert "What you gave arrived." in said(tx)
    assert "first step" not in said(tx)


def test_a_guest_who_gave_is_told_that_it_arrives(tx: Transaction, giving: Giving) -> None:
    giving.give("Gus", "Bo")
    assert "Guests and people from outside" in said(tx, "UGUS")


def test_because_of_you_counts_people_of_four_weeks_and_nobody_left_out(
    tx: Transaction, giving: Giving
) -> None:
    ana = giving.keys["Ana"]
    assert find_impact(tx, ana) is None
    giving.give("Ana", "Bo", kind="answer")
    giving.give("Ana", "Bo", kind="helped_me_too")
    giving.give("Ana", "Cy", kind="helped_me_too", weeks_ago=2)
    giving.give("Ana", "Fay", kind="helped_me_too", weeks_ago=6)
    giving.give("Ana", "Di", "Eva", kind="link", party="link:x")
    giving.give("Bo", "Ana", kind="answer")
    assert find_impact(tx, ana) == Impact(helped=2, found_useful=2)
    leave_out(tx, giving.keys["Di"], left_out=True)
    assert find_impact(tx, ana) == Impact(helped=2, found_useful=1)


def test_because_of_you_is_left_out_where_there_is_nothing() -> None:
    assert because_of_you(None) == []
    assert because_of_you(Impact(helped=0, found_useful=0)) == []
    [block] = because_of_you(Impact(helped=1, found_useful=5))
    assert block["text"]["text"].splitlines() == [
        "*Because of you*, the last four weeks",
        "Your answers helped 1 person.",
        "5 people found your links useful.",
    ]
