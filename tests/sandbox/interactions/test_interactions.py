"""Commands, clicks, shortcuts and forms, and what becomes of the answers."""

import json
from typing import Any
from urllib.request import Request, urlopen

import pytest
from slack_sdk.webhook import WebhookClient

from slackapp.sandbox import Ephemeral, Kind
from tests.sandbox.receiver import Answer
from tests.sandbox.stage import Stage

BUTTON = {
    "type": "button",
    "action_id": "kudos.undo",
    "text": {"type": "plain_text", "text": "Undo"},
    "value": "7",
}
ACTIONS = {"type": "actions", "block_id": "b", "elements": [BUTTON]}
FORM: dict[str, Any] = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Kudos"},
    "submit": {"type": "plain_text", "text": "Give"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "why",
            "label": {"type": "plain_text", "text": "Why"},
            "element": {"type": "plain_text_input", "action_id": "reason"},
        }
    ],
}


def test_a_command_carries_escaped_names(stage: Stage) -> None:
    stage.workspace.add_group("S1", "helpers", users=[stage.ana])

    stage.ana.command("/kudos", "@ben @helpers @nobody in #general a@ben", channel=stage.general)

    form = stage.receiver.interaction.form
    assert form["text"] == ("<@U2|ben> <!subteam^S1|@helpers> @nobody in <#C1|general> a@ben")
    assert (form["command"], form["user_id"], form["channel_name"]) == ("/kudos", "U1", "general")


def test_a_private_channel_keeps_its_name_from_commands(stage: Stage) -> None:
    room = stage.workspace.add_channel("G1", "secret", kind=Kind.PRIVATE, members=[stage.ana])

    stage.ana.command("/kudos", channel=room)

    assert stage.receiver.interaction.form["channel_name"] == "privategroup"


def test_a_plain_answer_is_shown_to_the_person_alone(stage: Stage) -> None:
    stage.receiver.replies = [Answer(body="Thanks noted")]

    reply = stage.ana.command("/kudos", "@ben", channel=stage.general)

    assert reply.text == "Thanks noted"
    assert [e.text for e in stage.workspace.ephemerals(to=stage.ana)] == ["Thanks noted"]


def test_an_in_channel_answer_is_posted_even_where_the_app_is_no_member(stage: Stage) -> None:
    elsewhere = stage.workspace.add_channel("C2", "elsewhere", members=[stage.ana])
    stage.receiver.replies = [Answer(body={"response_type": "in_channel", "text": "All see"})]

    stage.ana.command("/kudos", "@ben", channel=elsewhere)

    assert [(m.text, m.subtype) for m in elsewhere.messages] == [("All see", "bot_message")]


def test_an_answer_with_bad_blocks_shows_nothing(stage: Stage) -> None:
    stage.receiver.replies = [Answer(body={"text": "x", "blocks": [{"type": "nope"}]})]

    reply = stage.ana.command("/kudos", channel=stage.general)

    assert (reply.error, reply.shown) == ("invalid_blocks", None)


def test_a_failing_app_is_a_dispatch_failed_and_never_retried(stage: Stage) -> None:
    stage.receiver.replies = [Answer(500)]

    reply = stage.ana.command("/kudos", channel=stage.general)
    stage.sandbox.advance(600)

    assert reply.error == "dispatch_failed"
    assert len(stage.receiver.requests) == 1


def test_a_click_tells_which_button_on_which_message(stage: Stage) -> None:
    ts = stage.client.chat_postMessage(channel="C1", text="Done", blocks=[ACTIONS])["ts"]
    message = stage.general.message(ts)
    assert message is not None

    stage.ana.click(message, "kudos.undo")

    payload = stage.receiver.interaction.json
    assert payload["type"] == "block_actions"
    assert payload["actions"][0] | {"action_ts": ""} == BUTTON | {
        "block_id": "b",
        "action_ts": "",
    }
    assert payload["container"]["message_ts"] == payload["message"]["ts"] == ts


def ephemeral_with_button(stage: Stage) -> Ephemeral:
    stage.receiver.replies = [Answer(body={"text": "Noted", "blocks": [ACTIONS]})]
    shown = stage.ana.command("/kudos", channel=stage.general).shown
    assert isinstance(shown, Ephemeral)
    return shown


def test_a_click_on_an_ephemeral_message_has_no_message(stage: Stage) -> None:
    shown = ephemeral_with_button(stage)

    stage.ana.click(shown, "kudos.undo")

    payload = stage.receiver.interaction.json
    assert "message" not in payload
    assert payload["container"]["is_ephemeral"]


def test_an_unknown_button_cannot_be_pressed(stage: Stage) -> None:
    shown = ephemeral_with_button(stage)

    with pytest.raises(LookupError):
        stage.ana.click(shown, "no.such_button")


def test_a_click_answer_replaces_and_deletes_through_response_url(stage: Stage) -> None:
    shown = ephemeral_with_button(stage)
    stage.ana.click(shown, "kudos.undo")
    hook = WebhookClient(stage.receiver.interaction.json["response_url"])

    assert hook.send(text="Undone", replace_original=True).body == "ok"
    assert (shown.text, shown.blocks) == ("Undone", None)
    hook.send(delete_original=True)
    assert stage.workspace.ephemerals() == []


def test_a_response_url_works_five_times(stage: Stage) -> None:
    stage.ana.command("/kudos", channel=stage.general)
    hook = WebhookClient(stage.receiver.interaction.form["response_url"])

    codes = [hook.send(text="x").status_code for _ in range(6)]

    assert codes == [200] * 5 + [404]
    assert len(stage.workspace.ephemerals(to=stage.ana)) == 5


def test_a_response_url_lives_half_an_hour(stage: Stage) -> None:
    stage.ana.command("/kudos", channel=stage.general)
    hook = WebhookClient(stage.receiver.interaction.form["response_url"])
    stage.sandbox.advance(30 * 60)
    before = hook.send(text="in time").status_code
    stage.sandbox.advance(1)

    assert (before, hook.send(text="late").status_code) == (200, 404)


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"blocks":[{"type":"nope"}]}', b"{}"])
def test_a_response_url_refuses_what_slack_refuses(stage: Stage, body: bytes) -> None:
    stage.ana.command("/kudos", channel=stage.general)
    url = stage.receiver.interaction.form["response_url"]

    with pytest.raises(OSError, match="400"):
        urlopen(Request(url, body))  # noqa: S310 - our own server


def test_a_shortcut_carries_the_message(stage: Stage) -> None:
    message = stage.ben.post(stage.general, "I fixed it")

    stage.ana.shortcut(message, "kudos.give")

    payload = stage.receiver.interaction.json
    assert (payload["type"], payload["callback_id"]) == ("message_action", "kudos.give")
    assert payload["message"]["text"] == "I fixed it"


def open_form(stage: Stage) -> None:
    stage.ana.command("/kudos", channel=stage.general)
    stage.client.views_open(trigger_id=stage.receiver.interaction.form["trigger_id"], view=FORM)


def test_a_form_is_sent_with_its_values_and_closes(stage: Stage) -> None:
    open_form(stage)

    stage.ana.submit({"reason": "the docs"})

    payload = stage.receiver.interaction.json
    entry = payload["view"]["state"]["values"]["why"]["reason"]
    assert entry == {"type": "plain_text_input", "value": "the docs"}
    assert stage.ana.modal is None


@pytest.mark.parametrize(
    ("answer", "open_views"),
    [
        ({"response_action": "errors", "errors": {"why": "Say more"}}, 1),
        ({"response_action": "update", "view": FORM | {"callback_id": "new"}}, 1),
        ({"response_action": "push", "view": FORM}, 2),
        ({"response_action": "clear"}, 0),
    ],
)
def test_the_answer_to_a_form_is_carried_out(
    stage: Stage, answer: dict[str, Any], open_views: int
) -> None:
    open_form(stage)
    stage.receiver.replies = [Answer(body=answer)]

    reply = stage.ana.submit({"reason": "x"})

    closed = 0
    while stage.ana.modal:
        stage.ana.close()
        closed += 1
    assert closed == open_views
    assert reply.errors == answer.get("errors", {})


def test_closing_a_form_is_told_when_it_asked_for_that(stage: Stage) -> None:
    open_form(stage)

    reply = stage.ana.close()

    assert reply is not None
    assert stage.receiver.interaction.json["type"] == "view_closed"


def test_menus_report_what_was_picked(stage: Stage) -> None:
    option = {"text": {"type": "plain_text", "text": "Week"}, "value": "week"}
    menu = {"type": "static_select", "action_id": "board.period", "options": [option]}
    person = {"type": "users_select", "action_id": "board.person"}
    block = {"type": "actions", "elements": [menu, person]}
    ts = stage.client.chat_postMessage(channel="C1", text="x", blocks=[block])["ts"]
    message = stage.general.message(ts)
    assert message is not None

    stage.ana.click(message, "board.period", "week")
    period = stage.receiver.interaction.json["actions"][0]
    stage.ana.click(message, "board.person", "U2")

    assert period["selected_option"] == option
    assert stage.receiver.interaction.json["actions"][0]["selected_user"] == "U2"


def test_json_of_an_interaction_is_one_form_field(stage: Stage) -> None:
    stage.ana.shortcut(stage.ben.post(stage.general, "x"), "kudos.give")

    assert list(stage.receiver.interaction.form) == ["payload"]
    assert json.loads(stage.receiver.interaction.form["payload"])["token"]


def test_closing_the_whole_stack_tells_of_each_view_that_asked(stage: Stage) -> None:
    open_form(stage)
    stage.receiver.replies = [Answer(body={"response_action": "push", "view": FORM})]
    stage.ana.submit({"reason": "x"})

    stage.ana.close(whole_stack=True)

    closings = [r.json for r in stage.receiver.requests if not r.is_event and "payload" in r.form]
    told = [one for one in closings if one["type"] == "view_closed"]
    assert [one["is_cleared"] for one in told] == [True, True]
    assert told[0]["view"]["previous_view_id"] == told[1]["view"]["id"]
    assert stage.ana.modal is None


def test_closing_one_view_shows_the_one_below(stage: Stage) -> None:
    open_form(stage)
    below = stage.ana.modal
    stage.receiver.replies = [Answer(body={"response_action": "push", "view": FORM})]
    stage.ana.submit({"reason": "x"})

    stage.ana.close()

    assert stage.ana.modal is below
    assert stage.receiver.interaction.json["is_cleared"] is False


def second_form(stage: Stage) -> None:
    stage.receiver.replies = [Answer(body={"response_action": "push", "view": FORM})]
    stage.ana.submit({"reason": "x"})


def test_a_form_with_something_missing_is_not_sent(stage: Stage) -> None:
    open_form(stage)
    before = len(stage.receiver.requests)

    reply = stage.ana.submit({"reason": ""})

    assert reply.errors == {"why": "Please complete this required field."}
    assert len(stage.receiver.requests) == before
    assert stage.ana.modal is not None


@pytest.mark.parametrize(
    "answer",
    [
        "not json",
        {"response_action": "dance"},
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "push", "view": FORM | {"blocks": [{"type": "nope"}]}},
    ],
)
def test_an_answer_to_a_form_that_slack_would_not_take_leaves_it_open(
    stage: Stage, answer: dict[str, Any] | str
) -> None:
    open_form(stage)
    shown = stage.ana.modal
    assert shown is not None
    stage.receiver.replies = [Answer(body=answer)]

    reply = stage.ana.submit({"reason": "x"})

    assert reply.error in {"invalid_response_action", "invalid_arguments"}
    assert stage.ana.modal is shown
    assert shown.content["title"] == FORM["title"]


def test_three_forms_lie_on_each_other_at_most(stage: Stage) -> None:
    open_form(stage)
    second_form(stage)
    second_form(stage)
    stage.receiver.replies = [Answer(body={"response_action": "push", "view": FORM})]

    assert stage.ana.submit({"reason": "x"}).error == "push_limit_reached"


def test_an_external_id_is_one_views_as_long_as_it_is_shown(stage: Stage) -> None:
    open_form(stage)
    named = FORM | {"external_id": "mine"}
    stage.receiver.replies = [Answer(body={"response_action": "push", "view": named})]
    stage.ana.submit({"reason": "x"})
    stage.receiver.replies = [Answer(body={"response_action": "push", "view": named})]

    assert stage.ana.submit({"reason": "x"}).error == "duplicate_external_id"
    stage.ana.close()
    second_form(stage)
    assert stage.client.views_update(external_id="mine", view=named)["ok"]


def test_a_form_that_picks_a_channel_may_bring_a_response_url_for_it(stage: Stage) -> None:
    element = {
        "type": "conversations_select",
        "action_id": "where",
        "response_url_enabled": True,
    }
    where = FORM["blocks"][0] | {"block_id": "at", "element": element}
    stage.ana.command("/kudos", channel=stage.general)
    trigger = stage.receiver.interaction.form["trigger_id"]
    stage.client.views_open(trigger_id=trigger, view=FORM | {"blocks": [where]})

    stage.ana.submit({"where": "C1"})

    [told] = stage.receiver.interaction.json["response_urls"]
    assert (told["block_id"], told["action_id"], told["channel_id"]) == ("at", "where", "C1")
    hook = WebhookClient(told["response_url"])
    assert hook.send(text="to all", response_type="in_channel").body == "ok"
    assert [message.text for message in stage.general.messages] == ["to all"]
