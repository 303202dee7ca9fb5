"""Forms and the message shortcut through a real Bolt app, sent the way Slack sends them."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from slackapp.features.kudos.blocks import answers, form, sentences
from slackapp.features.kudos.listeners.forms import GIVE_SHORTCUT
from slackapp.features.kudos.store.thanks import list_thanks
from slackapp.outbox.posts import list_posts
from slackapp.slack.bolt_app import dispatch
from slackapp.vocabulary.clock import SettableClock
from tests.features.kudos.builders import REASON, later, stands
from tests.features.kudos.conftest import Stage

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
FILLED = {form.WHO: ["UANA"], form.WHAT: REASON}
GIVEN = {("kudos", "Cy", "Ana")}


def acts(stage: Stage) -> set[tuple[str, str, str]]:
    return stage.toolbox.run(stands, "T1")


def submitted(stage: Stage, **view: Any) -> dict[str, Any]:  # noqa: ANN401  parts of a view
    """The answer to a form sent by hand."""
    whole = {
        "id": "V1",
        "type": "modal",
        "callback_id": form.GIVE_FORM,
        "private_metadata": '{"channel_id":"C1"}',
        "state": {"values": {}},
    } | view
    payload = {
        "type": "view_submission",
        "team": {"id": "T1"},
        "user": {"id": "UCY"},
        "view": whole,
    }
    status, _, body = dispatch(stage.app, urlencode({"payload": json.dumps(payload)}), FORM)
    assert status == 200
    return json.loads(body) if body else {}


def test_the_command_alone_opens_the_form_that_gives(stage: Stage) -> None:
    stage.cy.command("/kudos", channel=stage.general)
    reply = stage.cy.submit(FILLED)

    assert reply.errors == {}
    assert stage.cy.modal is None
    assert stage.shown(stage.cy).text == "Ana will see it."
    assert acts(stage) == GIVEN


@pytest.mark.parametrize(
    ("filled", "field"),
    [
        ({form.WHO: ["UANA"], form.WHAT: "thx"}, form.WHAT),
        ({form.WHO: ["UCY"], form.WHAT: REASON}, form.WHO),
        ({form.WHO: [], form.WHAT: REASON}, form.WHO),
        ({form.WHO: ["UNEW"], form.WHAT: REASON}, form.WHO),
    ],
)
def test_what_is_missing_is_told_at_its_field_and_the_form_stays(
    stage: Stage, filled: dict[str, Any], field: str
) -> None:
    stage.cy.command("/kudos", channel=stage.general)
    reply = stage.cy.submit(filled)

    assert list(reply.errors) == [field]
    assert stage.cy.modal is not None
    assert acts(stage) == set()


def test_private_thanks_to_another_company_are_refused_at_the_field_and_nothing_is_kept(
    stage: Stage,
) -> None:
    stage.cy.command("/kudos", channel=stage.general)
    alone = {form.WHO: ["UANA", "UDANA"], form.WHAT: REASON, form.WHERE: "receivers"}
    reply = stage.cy.submit(alone)

    assert "Dana is from another company" in reply.errors[form.WHO]
    assert stage.cy.modal is not None
    assert stage.toolbox.run(list_posts, "T1") == []
    assert stage.toolbox.run(list_thanks, "T1", f"form:{stage.cy.modal.id}") == []


def test_the_same_form_delivered_twice_is_one_kudos(stage: Stage) -> None:
    stage.cy.command("/kudos", channel=stage.general)
    view = stage.cy.modal
    for _ in range(2):
        stage.cy.submit(FILLED, view)

    assert acts(stage) == GIVEN


def test_an_answer_that_does_not_arrive_is_shown_in_the_form(stage: Stage) -> None:
    stage.cy.command("/kudos", channel=stage.general)
    stage.sandbox.advance(31 * 60)  # a response_url lives half an hour
    stage.cy.submit(FILLED)

    assert stage.cy.modal is not None
    assert "Ana will see it." in json.dumps(stage.cy.modal.content)
    assert acts(stage) == GIVEN


@pytest.mark.parametrize("metadata", ["", "{}", "[]", '{"channel_id":"C1","version":"9"}'])
def test_a_form_of_another_version_is_refused_on_top_of_it(stage: Stage, metadata: str) -> None:
    answer = submitted(stage, private_metadata=metadata)

    assert answer["response_action"] == "push"
    assert sentences.old_form() in json.dumps(answer["view"], ensure_ascii=False)
    assert acts(stage) == set()


def test_a_form_where_nothing_was_entered_is_answered(stage: Stage) -> None:
    assert list(submitted(stage)["errors"]) == [form.WHO]
    assert acts(stage) == set()


def test_edit_changes_whom_it_thanks_and_twice_is_once(stage: Stage) -> None:
    stage.cy.command("/kudos", f"@ana for {REASON}", channel=stage.general)
    stage.cy.click(stage.shown(stage.cy), answers.EDIT_GIVEN)
    view = stage.cy.modal
    assert view is not None
    assert REASON in json.dumps(view.content)
    for _ in range(2):
        stage.cy.submit({form.WHO: ["WBO"]}, view)

    assert acts(stage) == {("kudos", "Cy", "Bo")}
    assert any(text.startswith("Changed.") for text in stage.told(stage.cy))


def test_an_edit_sent_too_late_changes_nothing(stage: Stage, clock: SettableClock) -> None:
    stage.cy.command("/kudos", f"@ana for {REASON}", channel=stage.general)
    stage.cy.click(stage.shown(stage.cy), answers.EDIT_GIVEN)
    clock.set(later(11))
    reply = stage.cy.submit({form.WHO: ["WBO"]})

    assert json.loads(reply.body)["response_action"] == "push"
    assert acts(stage) == GIVEN


def test_the_shortcut_on_a_message_thanks_its_author_about_it(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "the build is green again")
    stage.cy.shortcut(message, GIVE_SHORTCUT)
    assert stage.cy.modal is not None
    assert stage.toolbox.asked_for[-3:] == ["UCY", "C1", "UANA"]
    stage.cy.submit({form.WHAT: REASON})

    assert acts(stage) == GIVEN
    assert stage.shown(stage.cy).text == "Ana will see it."


def test_a_shortcut_whose_form_does_not_open_says_so(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "the build is green again")
    stage.sandbox.faults.add(method="views.open", error="expired_trigger_id")
    stage.cy.shortcut(message, GIVE_SHORTCUT)

    assert "didn't open the form" in stage.shown(stage.cy).text
