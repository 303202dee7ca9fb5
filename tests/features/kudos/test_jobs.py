"""What kudos do where nobody waits."""

import pytest
from slack_sdk.errors import SlackApiError

from slackapp.features.kudos.feature import FEATURE
from slackapp.features.kudos.jobs import (
    INLINE_ANSWER,
    answer_inline,
    board_figures,
    board_section,
    given_post,
)
from slackapp.sandbox import Message
from slackapp.vocabulary.weeks import Week
from tests.features.kudos.builders import REASON, given
from tests.features.kudos.conftest import Stage

WEEK = Week(2026, 47)
SOURCE = "command:1.2.abc"


@pytest.fixture
def said(stage: Stage) -> Message:
    return stage.cy.post(stage.general, f"<@UANA> ++ for {REASON}")


def run(stage: Stage, message: Message) -> None:
    answer_inline(stage.toolbox, "T1", {"channel_id": message.channel_id, "ts": message.ts})


def test_a_message_with_kudos_gets_one_reaction_and_no_post(stage: Stage, said: Message) -> None:
    run(stage, said)
    run(stage, said)

    assert said.reactions == {INLINE_ANSWER: ["UBOT"]}
    assert stage.general.messages == [said]


@pytest.mark.parametrize(
    "code", ["message_not_found", "not_in_channel", "missing_scope", "is_archived"]
)
def test_where_there_is_nothing_to_react_to_the_job_is_done(
    stage: Stage, said: Message, code: str
) -> None:
    stage.sandbox.faults.add(method="reactions.add", error=code)
    run(stage, said)

    assert said.reactions == {}


@pytest.mark.parametrize("code", ["internal_error", "invalid_auth"])
def test_trouble_is_raised_so_that_the_job_comes_again(
    stage: Stage, said: Message, code: str
) -> None:
    stage.sandbox.faults.add(method="reactions.add", error=code)
    with pytest.raises(SlackApiError):
        run(stage, said)


def test_a_post_says_what_was_given_until_it_is_taken_back(stage: Stage) -> None:
    stage.toolbox.run(given, "T1", f"<@UANA> {REASON}")
    content = stage.toolbox.read(given_post, "T1", SOURCE)

    assert content is not None
    assert content.text == f"🤝 Ana, from Cy: {REASON}"
    assert stage.toolbox.read(given_post, "T1", "command:other") is None


def test_the_board_gets_figures_and_words(stage: Stage) -> None:
    stage.toolbox.run(given, "T1", f"<@UANA> <@WBO> {REASON} #craft")
    figures = stage.toolbox.read(board_figures, "T1", WEEK)
    section = stage.toolbox.read(board_section, "T1", WEEK)

    assert [(one.count, one.words) for one in figures] == [
        (2, "thanks given"),
        (2, "people thanked"),
    ]
    assert section is not None
    assert (
        section.text == f'Said this week\n"{REASON}" Ana and Bo, from Cy\nMost thanked for: craft 2'
    )


def test_a_week_without_words_has_no_section(stage: Stage) -> None:
    assert stage.toolbox.read(board_section, "T1", WEEK) is None


def test_the_room_offers_what_it_plans() -> None:
    assert set(FEATURE.posts) == {"kudos.given"}
    assert set(FEATURE.jobs) == {"kudos.answer_inline"}
