"""What the board shows of kudos, on both databases."""

import pytest

from slackapp.database.engines import Database
from slackapp.features.kudos.use_cases.board import count_kudos, list_quotes, list_values
from slackapp.features.kudos.use_cases.reading import read_reaction
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import PersonRecord, save_people
from tests.builders.databases import transaction
from tests.features.kudos.builders import REASON, given, open_workspace, reaction

WEEK = Week(2026, 47)


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def test_the_board_quotes_and_tells_values(database: Database) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> <@UDANA> {REASON} #craft")
        read_reaction(tx, reaction(tx, to="WBO"))

        quotes = list_quotes(tx, WEEK)
        assert [(q.reason, q.receivers, q.giver) for q in quotes] == [(REASON, ("Ana",), "Cy")]
        assert list_values(tx, WEEK) == (("craft", 2),)


def test_the_board_of_another_week_quotes_nothing(database: Database) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON} #craft")

        assert list_quotes(tx, WEEK.next()) == list_quotes(tx, WEEK.previous()) == ()


def test_the_board_of_another_workspace_tells_nothing_of_ours(database: Database) -> None:
    open_workspace(database, workspace_id="T2")
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON} #craft")
    with transaction(database, workspace_id="T2") as tx:
        assert list_quotes(tx, WEEK) == ()
        assert list_values(tx, WEEK) == ()


def test_who_left_is_not_named_any_more(database: Database) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}")
        save_people(tx, [PersonRecord(slack_id="UANA", name="Ana", active=False)])

        assert list_quotes(tx, WEEK) == ()


def test_an_import_counts_all_kudos_that_stand(database: Database) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> <@WBO> {REASON}")
        read_reaction(tx, reaction(tx))
        read_reaction(tx, reaction(tx, minute=2, added=False))

        assert count_kudos(tx) == {"kudos": 2}
