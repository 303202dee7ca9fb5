"""Newcomers on the board: welcomed by name for their first contribution, and for having come."""

import pytest

from slackapp.database.engines import Database
from slackapp.features.company.jobs import board_section
from slackapp.features.company.use_cases.welcomes import list_welcomes, welcome
from slackapp.ledger.giving import take_back
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import PersonRecord, hide_name, save_people
from tests.builders.databases import transaction
from tests.features.company.builders import NOON, contribute, key, open_workspace, write

WEEK = Week(2026, 47)


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def test_a_first_contribution_and_who_else_joined_are_welcomed(database: Database) -> None:
    with transaction(database) as tx:
        save_people(tx, [PersonRecord(slack_id="UIVO", name="Ivo", joined_at=NOON)])
        contribute(tx, ts=write(tx, "Gil", 0))
        welcome(tx)
        section = board_section(tx, WEEK)
        assert section is not None
        assert section.text == ("Welcome Gil: first thanks on Wednesday · joined this month: Ivo")
        context, actions = section.blocks
        assert context["elements"][0]["text"] == section.text
        assert [(one["text"]["text"], one["url"]) for one in actions["elements"]] == [
            ("Say hello to Gil", "https://slack.com/app_redirect?team=T1&channel=UGIL"),
            ("Say hello to Ivo", "https://slack.com/app_redirect?team=T1&channel=UIVO"),
        ]


def test_nobody_new_is_nothing_to_say(database: Database) -> None:
    with transaction(database) as tx:
        hide_name(tx, key(tx, "Gil"), hides_name=True)
        contribute(tx, ts=write(tx, "Gil", 0))
        welcome(tx)
        assert board_section(tx, WEEK) is None


def test_a_first_that_was_taken_back_is_none(database: Database) -> None:
    with transaction(database) as tx:
        source = contribute(tx, ts=write(tx, "Gil", 0))
        welcome(tx)
        assert len(list_welcomes(tx, week=WEEK).firsts) == 1
        take_back(tx, source, micros_of_datetime(NOON) + 1)
        assert list_welcomes(tx, week=WEEK).firsts == ()


def test_who_came_last_month_is_not_new_any_more(database: Database) -> None:
    with transaction(database) as tx:
        assert [one.name for one in list_welcomes(tx, week=WEEK).joined] == ["Gil"]
        assert list_welcomes(tx, week=Week(2026, 50)).joined == ()
        assert list_welcomes(tx, week=Week(2026, 43)).joined == ()
