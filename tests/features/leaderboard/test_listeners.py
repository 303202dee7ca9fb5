"""`/we board` answers whoever asked, and nobody else."""

from collections.abc import Mapping
from typing import Any

import pytest
from slack_sdk.models.blocks import Block

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.leaderboard.listeners import board_word
from slackapp.slack.requests import Command
from slackapp.vocabulary.clock import SettableClock
from tests.features.leaderboard.builders import (
    MONDAY_NINE,
    WEEK,
    Giving,
    TestToolbox,
    links_offer,
    open_workspace,
)


@pytest.fixture
def toolbox(database: Database, clock: SettableClock) -> TestToolbox:
    links = Feature(name="links", boards=[links_offer({WEEK: 15})])
    clock.set(MONDAY_NINE)
    toolbox = TestToolbox(database, clock, features=[links])
    toolbox.run(_some_giving, "T1")
    return toolbox


def test_the_board_of_a_period_is_shown_privately_with_its_blocks(toolbox: TestToolbox) -> None:
    answer = _ask(toolbox, "last week")
    assert answer["response_type"] == "ephemeral"
    assert answer["text"].startswith("We, not me · week 46\n")
    assert "15 links shared" in answer["text"]
    for block in Block.parse_all(answer["blocks"]):
        block.validate_json()


def test_a_period_we_do_not_know_is_answered_with_those_we_do(toolbox: TestToolbox) -> None:
    answer = _ask(toolbox, "fortnight")
    assert answer["response_type"] == "ephemeral"
    assert "`this week`, `last week`, `this month`, `last month`" in answer["text"]


def test_a_time_without_anything_says_so(toolbox: TestToolbox) -> None:
    toolbox.features = []
    assert _ask(toolbox, "")["text"].startswith("Nothing to show for that time.")


def _some_giving(tx: Transaction) -> None:
    Giving(tx, open_workspace(tx)).give("Bo", "Cy")


def _ask(toolbox: TestToolbox, text: str) -> Mapping[str, Any]:
    word = board_word(toolbox)
    assert word.word == "board"
    return word.answer(
        Command(
            workspace_id="T1",
            person_id="UANA",
            channel_id="C1",
            name="/we",
            text=text,
            trigger_id="1",
            response_url="",
        )
    )
