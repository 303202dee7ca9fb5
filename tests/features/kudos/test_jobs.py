"""What kudos do where nobody waits."""

from dataclasses import replace

import pytest
from slack_sdk.errors import SlackApiError

from slackapp.database.transaction import Transaction
from slackapp.features.kudos.feature import FEATURE
from slackapp.features.kudos.jobs import (
    INLINE_ANSWER,
    alone_post,
    answer_inline,
    board_quotes,
    board_values,
    explain_reaction,
    fed_post,
    given_post,
    notices_post,
    report_post,
    tell_those_absent,
)
from slackapp.features.kudos.use_cases.giving import give_form
from slackapp.features.kudos.use_cases.notices import tell_absent
from slackapp.features.kudos.use_cases.posts import NOTICES
from slackapp.features.kudos.use_cases.reactions import EXPLAIN_REACTION
from slackapp.features.kudos.use_cases.reading import read_message, read_reaction
from slackapp.features.kudos.use_cases.reports import report
from slackapp.features.kudos.use_cases.undoing import undo
from slackapp.jobs.queue import unfinished_payloads
from slackapp.outbox.content import PostRenderer
from slackapp.outbox.posts import list_posts
from slackapp.sandbox import Message
from slackapp.vocabulary.slack_time import micros_of_ts
from slackapp.vocabulary.talk import Wording
from slackapp.vocabulary.weeks import Week
from tests.features.kudos.builders import REASON, SOURCE, form, given, message, reaction
from tests.features.kudos.conftest import Stage

WEEK = Week(2026, 47)
FORM_SOURCE = "form:V1"


@pytest.fixture
def said(stage: Stage) -> Message:
    """Cy thanks Ana in a message that was read."""
    posted = stage.cy.post(stage.general, f"<@UANA> ++ for {REASON}")
    read(stage, posted, posted.text)
    return posted


def read(stage: Stage, posted: Message, text: str, *, minute: int = 0) -> None:
    """As the intake tells the room of a version of it."""

    def read_version(tx: Transaction) -> None:
        first = Wording(micros_of_ts(posted.ts), posted.text)
        now = Wording(first.at + minute * 60_000_000, text)
        version = replace(message(tx, ""), ts=posted.ts, wording=now)
        read_message(tx, replace(version, before=first) if minute else version)

    stage.toolbox.run(read_version, "T1")


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


def test_the_board_gets_words(stage: Stage) -> None:
    stage.toolbox.run(given, "T1", f"<@UANA> <@WBO> {REASON} #craft")
    quotes = stage.toolbox.read(board_quotes, "T1", WEEK)
    values = stage.toolbox.read(board_values, "T1", WEEK)

    assert quotes is not None
    assert quotes.text == f'Said this week\n"{REASON}" Ana and Bo, from Cy'
    assert values is not None
    assert values.text == "Most thanked for: craft 2"


def test_a_week_without_words_has_no_section(stage: Stage) -> None:
    assert stage.toolbox.read(board_quotes, "T1", WEEK) is None
    assert stage.toolbox.read(board_values, "T1", WEEK) is None


def test_our_reaction_goes_when_the_kudos_do(stage: Stage, said: Message) -> None:
    run(stage, said)
    read(stage, said, "never mind", minute=1)
    run(stage, said)
    run(stage, said)

    assert INLINE_ANSWER not in said.reactions


def test_every_post_says_nothing_once_it_is_taken_back(stage: Stage) -> None:
    def give(tx: Transaction) -> str:
        give_form(tx, view_id="V1", form=form(), person_id="UCY")
        tell_absent(tx, source=FORM_SOURCE, people_ids=["UANA"])
        report(tx, source=FORM_SOURCE, person_id="UGUS")
        return next(post.subject for post in list_posts(tx) if post.kind == NOTICES)

    subject = stage.toolbox.run(give, "T1")
    renderers: list[tuple[PostRenderer, str]] = [
        (given_post, FORM_SOURCE),
        (fed_post, FORM_SOURCE),
        (alone_post, FORM_SOURCE),
    ]
    renderers.append((notices_post, subject))
    for render, about in renderers:
        assert stage.toolbox.read(render, "T1", about) is not None
    stage.toolbox.run(undo, "T1", source=FORM_SOURCE, person_id="UCY")
    for render, about in renderers:
        assert stage.toolbox.read(render, "T1", about) is None
    asked = stage.toolbox.read(report_post, "T1", FORM_SOURCE)
    assert asked is not None
    assert REASON not in asked.text
    assert stage.toolbox.read(report_post, "T1", "form:V2") is None


def told(stage: Stage) -> list[str]:
    """To whom a direct message is planned."""
    return stage.toolbox.run(
        lambda tx: [post.channel_id for post in list_posts(tx) if post.kind == NOTICES], "T1"
    )


def test_who_is_not_in_the_channel_is_told_and_who_is_there_is_not(stage: Stage) -> None:
    there_and_not = form(people=("UANA", "UP1"))
    stage.toolbox.run(give_form, "T1", view_id="V1", form=there_and_not, person_id="UCY")
    for _ in range(2):
        tell_those_absent(stage.toolbox, "T1", {"source": FORM_SOURCE})

    assert told(stage) == ["UP1"]


@pytest.mark.parametrize("taken_back", [True, False])
def test_nobody_is_told_where_everybody_is_there_or_it_is_gone(
    stage: Stage, *, taken_back: bool
) -> None:
    people = ("UP1",) if taken_back else ("UANA",)
    stage.toolbox.run(give_form, "T1", view_id="V1", form=form(people=people), person_id="UCY")
    if taken_back:
        stage.toolbox.run(undo, "T1", source=FORM_SOURCE, person_id="UCY")
    tell_those_absent(stage.toolbox, "T1", {"source": FORM_SOURCE})

    assert told(stage) == []


def explanation(stage: Stage) -> dict[str, str]:
    def react(tx: Transaction) -> dict[str, str]:
        read_reaction(tx, reaction(tx))
        (payload,) = unfinished_payloads(tx, kind=EXPLAIN_REACTION)
        return dict(payload)

    return stage.toolbox.run(react, "T1")


def test_a_first_reaction_is_explained_to_its_giver_alone(stage: Stage) -> None:
    explain_reaction(stage.toolbox, "T1", explanation(stage))

    assert stage.shown(stage.cy).text == "Your :handshake: counted as thanks to Ana."
    assert stage.told(stage.ana) == []


def test_who_is_gone_from_the_channel_needs_no_explanation(stage: Stage) -> None:
    payload = explanation(stage)
    stage.cy.leave(stage.general)
    explain_reaction(stage.toolbox, "T1", payload)

    assert stage.told(stage.cy) == []


def test_the_room_offers_what_it_plans() -> None:
    assert set(FEATURE.posts) == {
        "kudos.given",
        "kudos.fed",
        "kudos.alone",
        "kudos.notices",
        "kudos.report",
        "kudos.unshown",
    }
    assert set(FEATURE.jobs) == {
        "kudos.answer_inline",
        "kudos.explain_groups",
        "kudos.explain_reaction",
        "kudos.tell_absent",
    }
