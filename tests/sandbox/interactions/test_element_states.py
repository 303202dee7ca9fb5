"""What people put into elements, and what of it the app is told."""

from typing import Any

import pytest

from slackapp.sandbox.block_kit.content import ContentRefusedError
from slackapp.sandbox.interactions.views import View
from slackapp.sandbox.world.messages import Message
from tests.sandbox.receiver import Answer
from tests.sandbox.stage import Stage

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


DAYS = [option("mon"), option("tue")]
BOXES = {"type": "checkboxes", "action_id": "days", "options": DAYS}
WHEN = {"type": "datepicker", "action_id": "when", "initial_date": "2026-11-16"}
FIND = {"type": "external_select", "action_id": "find", "min_query_length": 1}
GO = {"type": "button", "action_id": "go", "text": plain("Go")}
BLOCKS: list[Json] = [
    {"type": "actions", "block_id": "a", "elements": [BOXES, WHEN, GO]},
    {"type": "section", "block_id": "b", "text": plain("x"), "accessory": BOXES},
    {"type": "section", "block_id": "c", "text": plain("x"), "accessory": FIND},
]
FORM: Json = {
    "type": "modal",
    "title": plain("x"),
    "submit": plain("x"),
    "blocks": [
        {"type": "input", "block_id": "f", "label": plain("x"), "element": FIND},
        {
            "type": "input",
            "block_id": "t",
            "label": plain("x"),
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
        BLOCKS[0],
    ],
}


def posted(stage: Stage) -> Message:
    ts = stage.client.chat_postMessage(channel="C1", text="x", blocks=BLOCKS)["ts"]
    message = stage.general.message(ts)
    assert message is not None
    return message


def opened(stage: Stage) -> View:
    stage.ana.command("/we", channel=stage.general)
    trigger = stage.receiver.interaction.form["trigger_id"]
    stage.client.views_open(trigger_id=trigger, view=FORM)
    view = stage.ana.modal
    assert view is not None
    return view


def told(stage: Stage) -> Json:
    state: Json = stage.receiver.interaction.json["state"]["values"]
    return state


def test_a_button_sends_what_was_picked_in_the_message_before(stage: Stage) -> None:
    message = posted(stage)
    stage.ana.fill(message, "when", "2026-12-01")

    stage.ana.click(message, "days", ["tue"], block_id="a")
    stage.ana.click(message, "go")

    assert told(stage)["a"] == {
        "days": {"type": "checkboxes", "selected_options": [DAYS[1]]},
        "when": {"type": "datepicker", "selected_date": "2026-12-01"},
    }


def test_what_somebody_picks_is_not_what_another_person_picked(stage: Stage) -> None:
    message = posted(stage)
    stage.ana.click(message, "days", ["tue"], block_id="a")

    stage.ben.click(message, "go")

    assert told(stage)["a"]["days"]["selected_options"] == []
    assert stage.ana.picked(message, "days", block_id="a") == ["tue"]
    assert stage.ben.picked(message, "when") == "2026-11-16"


def test_the_block_tells_apart_elements_of_one_name(stage: Stage) -> None:
    message = posted(stage)

    stage.ana.click(message, "days", ["mon"], block_id="b")

    assert stage.receiver.interaction.json["actions"][0]["block_id"] == "b"
    assert told(stage)["b"]["days"]["selected_options"] == [DAYS[0]]
    assert told(stage)["a"]["days"]["selected_options"] == []


def test_only_an_option_that_is_there_can_be_picked(stage: Stage) -> None:
    with pytest.raises(LookupError):
        stage.ana.fill(posted(stage), "days", ["sun"], block_id="a")


def test_an_element_in_an_attachment_can_be_used(stage: Stage) -> None:
    attachment = {"blocks": [{"type": "actions", "block_id": "z", "elements": [GO]}]}
    ts = stage.client.chat_postMessage(channel="C1", text="x", attachments=[attachment])["ts"]
    message = stage.general.message(ts)
    assert message is not None

    stage.ana.click(message, "go")

    assert stage.receiver.interaction.json["actions"][0]["block_id"] == "z"


def test_a_menu_asks_the_app_for_options_and_sends_the_one_picked(stage: Stage) -> None:
    message = posted(stage)
    stage.receiver.replies = [Answer(body={"options": DAYS})]

    options = stage.ana.suggest(message, "find", "day")
    asked = stage.receiver.interaction.json
    stage.ana.click(message, "find", "tue")

    assert options == DAYS
    assert (asked["type"], asked["value"], asked["block_id"]) == ("block_suggestion", "day", "c")
    assert asked["container"]["message_ts"] == message.ts
    assert stage.receiver.interaction.json["actions"][0]["selected_option"] == DAYS[1]


def test_options_may_come_in_groups(stage: Stage) -> None:
    view = opened(stage)
    groups = [{"label": plain("Week"), "options": DAYS}]
    stage.receiver.replies = [Answer(body={"option_groups": groups})]

    shown = stage.ana.suggest(view, "find", "x")
    stage.ana.submit({"find": "mon", "text": "x"})

    values = stage.receiver.interaction.json["view"]["state"]["values"]
    assert shown == groups
    assert values["f"]["find"]["selected_option"] == DAYS[0]


@pytest.mark.parametrize("answer", [{}, {"options": DAYS * 51}, {"options": [{"value": "x"}]}])
def test_options_the_app_words_wrongly_are_refused(stage: Stage, answer: Json) -> None:
    message = posted(stage)
    stage.receiver.replies = [Answer(body=answer)]

    with pytest.raises(ContentRefusedError, match="invalid_options"):
        stage.ana.suggest(message, "find", "x")


def test_a_click_in_a_form_tells_what_stands_in_it(stage: Stage) -> None:
    view = opened(stage)
    stage.ana.fill(view, "text", "half a word")

    stage.ana.click(view, "days", ["mon"])

    values = stage.receiver.interaction.json["view"]["state"]["values"]
    assert values["t"]["text"]["value"] == "half a word"
    assert told(stage) == values


def test_an_updated_form_keeps_what_was_typed_where_ids_stay(stage: Stage) -> None:
    view = opened(stage)
    stage.ana.fill(view, "text", "kept")
    stage.ana.fill(view, "when", "2026-12-01")
    renamed = [*FORM["blocks"][:2], FORM["blocks"][2] | {"block_id": "other"}]

    stage.client.views_update(view_id=view.id, view=FORM | {"blocks": renamed})

    assert stage.ana.picked(view, "text") == "kept"
    assert stage.ana.picked(view, "when") == "2026-11-16"


def test_a_global_shortcut_brings_a_trigger_but_no_channel(stage: Stage) -> None:
    stage.ana.global_shortcut("we.open")

    payload = stage.receiver.interaction.json
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "we.open")
    assert "channel" not in payload
    assert stage.client.views_open(trigger_id=payload["trigger_id"], view=FORM)["ok"]
