"""What somebody does with a message's controls reaches the app as Slack tells it."""

import json
from typing import Any
from urllib.error import HTTPError

import pytest
from slack_sdk.webhook import WebhookClient

from slackapp.sandbox import Ephemeral, Message
from tests.sandbox.page.blocks.block_kit import (
    actions,
    button,
    field,
    option,
    plain,
    section,
    text_input,
)
from tests.sandbox.page.blocks.browsing import Node, Window, named
from tests.sandbox.receiver import Answer
from tests.sandbox.stage import Stage

Json = dict[str, Any]
OPTIONS = [option("week"), option("month")]
MENU = {"type": "static_select", "action_id": "period", "options": OPTIONS}


def posted(stage: Stage, *blocks: Json) -> Message:
    ts = stage.client.chat_postMessage(channel="C1", text="x", blocks=list(blocks))["ts"]
    message = stage.general.message(ts)
    assert message is not None
    return message


def clicked(stage: Stage) -> Json:
    """The entry in `actions` of the last click."""
    payload = stage.receiver.interaction.json
    assert payload["type"] == "block_actions"
    action: Json = payload["actions"][0]
    return action


def form_of(window: Window) -> Node:
    return window.channel().one("form", class_="blocks")


def test_a_button_tells_its_message_and_what_else_was_picked(stage: Stage) -> None:
    posted(stage, actions(MENU, button(value="7")), field(text_input(initial_value="draft")))
    window = Window(stage)
    form = form_of(window)

    said = window.click(
        form.one("button", class_="button"), (named("acts", "period"), "week"), form=form
    )

    assert said.text == ""
    assert (clicked(stage)["action_id"], clicked(stage)["value"]) == ("go", "7")
    values = stage.receiver.interaction.json["state"]["values"]
    assert values["acts"]["period"]["selected_option"]["value"] == "week"
    assert values["why"]["reason"]["value"] == "draft"


PICKS = [
    (MENU, "month", {"selected_option": OPTIONS[1]}),
    ({"type": "users_select", "action_id": "m"}, "U2", {"selected_user": "U2"}),
    ({"type": "channels_select", "action_id": "m"}, "C1", {"selected_channel": "C1"}),
    ({"type": "conversations_select", "action_id": "m"}, "C1", {"selected_conversation": "C1"}),
    ({"type": "datepicker", "action_id": "m"}, "2026-11-16", {"selected_date": "2026-11-16"}),
    ({"type": "timepicker", "action_id": "m"}, "09:30", {"selected_time": "09:30"}),
    (
        {"type": "datetimepicker", "action_id": "m"},
        "2025-11-16T10:00",
        {"selected_date_time": 1763283600},
    ),
    (
        {"type": "radio_buttons", "action_id": "m", "options": OPTIONS},
        "week",
        {"selected_option": OPTIONS[0]},
    ),
]


@pytest.mark.parametrize(("element", "value", "told"), PICKS, ids=lambda one: str(one)[:30])
def test_a_pick_in_an_actions_block_is_told_at_once(
    stage: Stage, element: Json, value: str, told: Json
) -> None:
    posted(stage, actions(element))
    window = Window(stage)
    form = form_of(window)
    control = next(one for one in form.all() if "hx-vals" in one.attributes)

    window.click(control, (named("acts", element["action_id"]), value), form=form)

    assert {name: clicked(stage)[name] for name in told} == told


def test_boxes_without_a_tick_are_told_too(stage: Stage) -> None:
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": OPTIONS}
    posted(stage, actions(boxes | {"initial_options": OPTIONS}))
    window = Window(stage)
    form = form_of(window)
    for one in form.all("input", type="checkbox"):
        one.attributes.pop("checked")

    window.click(form.one(role="group"), form=form)

    assert clicked(stage)["selected_options"] == []


def test_boxes_somebody_emptied_are_empty_in_the_state_of_a_click(stage: Stage) -> None:
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": OPTIONS}
    posted(stage, actions(boxes | {"initial_options": OPTIONS}, button()))
    window = Window(stage)
    form = form_of(window)
    for one in form.all("input", type="checkbox"):
        one.attributes.pop("checked")

    window.click(form.one("button", class_="button"), form=form)

    values = stage.receiver.interaction.json["state"]["values"]
    assert values["acts"]["boxes"]["selected_options"] == []


def test_what_was_picked_is_shown_to_that_person_again(stage: Stage) -> None:
    posted(stage, actions(MENU))
    window = Window(stage)
    form = form_of(window)
    window.click(form.one(data_chooser=""), (named("acts", "period"), "month"), form=form)

    assert form_of(window).one(role="combobox").attributes["value"] == "Month"
    assert form_of(Window(stage, "U2")).one(role="combobox").attributes["value"] == ""


def test_an_input_without_dispatch_waits_in_its_message(stage: Stage) -> None:
    posted(stage, field(text_input()), actions(button()))
    window = Window(stage)
    source = form_of(window).one(name="source").attributes["value"]

    window.post("/blocks/filled", ("source", source), (named("why", "reason"), "half a th"))

    assert not [one for one in stage.receiver.requests if not one.is_event]
    assert form_of(window).one(name=named("why", "reason")).attributes["value"] == "half a th"


def test_an_input_with_dispatch_sends_its_text(stage: Stage) -> None:
    posted(stage, field(text_input(), dispatch_action=True))
    window = Window(stage)
    form = form_of(window)
    control = form.one(name=named("why", "reason"))
    assert control.attributes["hx-trigger"] == "entered"
    control.attributes["value"] = "now"

    window.click(control, form=form)

    assert clicked(stage)["value"] == "now"


def test_an_overflow_tells_which_option(stage: Stage) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": OPTIONS}
    posted(stage, section("x", menu))
    window = Window(stage)
    form = form_of(window)

    window.click(form.all(role="menuitem")[1], form=form)

    assert clicked(stage)["selected_option"] == OPTIONS[1]


def test_a_failing_app_is_said_under_the_blocks(stage: Stage) -> None:
    posted(stage, actions(button()))
    window = Window(stage)
    form = form_of(window)
    stage.receiver.replies = [Answer(500)]

    said = window.click(form.one("button", class_="button"), form=form)

    assert said.text == "This app responded with status code 500."


def test_an_app_that_is_not_there_did_not_respond(stage: Stage) -> None:
    posted(stage, actions(button()))
    window = Window(stage)
    form = form_of(window)
    stage.sandbox.request_url = "http://127.0.0.1:9/nobody"

    said = window.click(form.one("button", class_="button"), form=form)

    assert said.text == "This app didn't respond. Try again?"


def private(stage: Stage) -> Ephemeral:
    ts = stage.client.chat_postEphemeral(
        channel="C1", user="U1", text="psst", blocks=[actions(button())]
    )["message_ts"]
    return next(one for one in stage.workspace.ephemerals() if one.ts == ts)


def test_a_private_messages_button_is_the_readers_alone(stage: Stage) -> None:
    shown = private(stage)
    window = Window(stage)
    form = form_of(window)
    assert Window(stage, "U2").channel().all("form", class_="blocks") == []

    said = Window(stage, "U2").post("/blocks/click", *used(f"ephemeral:C1:{shown.ts}"))
    assert said.text == "This is no longer here."

    window.click(form.one("button", class_="button"), form=form)
    assert stage.receiver.interaction.json["container"]["is_ephemeral"]


def test_a_private_message_is_replaced_and_taken_away(stage: Stage) -> None:
    private(stage)
    window = Window(stage)
    form = form_of(window)
    window.click(form.one("button", class_="button"), form=form)
    hook = WebhookClient(stage.receiver.interaction.json["response_url"])

    hook.send(text="Undone", replace_original=True)
    assert "Undone" in window.channel().text
    hook.send(delete_original=True)
    assert "Undone" not in window.channel().text


def used(source: str) -> list[tuple[str, str]]:
    return [("source", source), ("used", named("acts", "go"))]


@pytest.mark.parametrize("source", ["message:C1:1.000000", "message:C9:1.0", "view:V1", "x", ""])
def test_what_is_gone_cannot_be_used(stage: Stage, source: str) -> None:
    said = Window(stage).post("/blocks/click", *used(source))

    assert said.text == "This is no longer here."


def test_a_message_in_a_room_one_is_not_in_cannot_be_used(stage: Stage) -> None:
    room = stage.workspace.add_channel("G1", "secret", kind="private_channel", members=[stage.ben])
    message = Message("G1", "1.000100", "x", "T1", user="U0BOT", blocks=[actions(button())])
    stage.workspace.load_history(room, [message])

    said = Window(stage).post("/blocks/click", *used("message:G1:1.000100"))

    assert said.text == "This is no longer here."


def test_an_option_taken_away_meanwhile_is_no_longer_picked(stage: Stage) -> None:
    message = posted(stage, actions(MENU, button()))
    window = Window(stage)
    form = form_of(window)
    source = f"message:C1:{message.ts}"
    other = [actions(MENU | {"options": [option("year")]}, button())]
    stage.client.chat_update(channel="C1", ts=message.ts, text="x", blocks=other)

    window.click(form.one("button", class_="button"), (named("acts", "period"), "week"), form=form)

    values = stage.receiver.interaction.json["state"]["values"]
    assert values["acts"]["period"]["selected_option"] is None
    assert source == form.one(name="source").attributes["value"]


@pytest.mark.parametrize("name", ["", "x", "[]", '["a"]', "7"])
def test_a_name_that_is_none_is_a_bad_request(stage: Stage, name: str) -> None:
    message = posted(stage, actions(button()))

    with pytest.raises(HTTPError, match="400"):
        Window(stage).post("/blocks/click", ("source", f"message:C1:{message.ts}"), ("used", name))


def labels(found: Node) -> list[str]:
    return [one.attributes["data-label"] for one in found.all(role="option")]


def test_a_menu_offers_what_matches(stage: Stage) -> None:
    groups = [
        {"label": plain("Fruit"), "options": [option("apple"), option("pear")]},
        {"label": plain("Trees"), "options": [option("oak"), option("peach")]},
    ]
    menu = {"type": "multi_static_select", "action_id": "m", "option_groups": groups}
    people = {"type": "multi_users_select", "action_id": "p"}
    message = posted(stage, section("x", menu, "a"), section("y", people, "b"))
    window, source = Window(stage), f"message:C1:{message.ts}"

    found = window.options("a", "m", source, "pe")
    assert labels(found) == ["Pear", "Peach"]
    assert [one.text for one in found.all(class_="group")] == ["Fruit", "Trees"]
    assert labels(window.options("b", "p", source, "oka")) == ["ben"]
    assert window.options("b", "p", source, "zzz").text == "No matches"


def test_conversations_are_those_one_is_in_and_the_filter_wants(stage: Stage) -> None:
    stage.workspace.add_channel("G1", "secret", kind="private_channel", members=[stage.ben])
    stage.workspace.add_channel("G2", "ours", kind="private_channel", members=[stage.ana])
    stage.ana.direct_messages("U2")
    stage.ana.direct_messages("U0BOT")
    everything = {"type": "conversations_select", "action_id": "all"}
    no_bots = {"include": ["im"], "exclude_bot_users": True}
    direct = {"type": "conversations_select", "action_id": "im", "filter": no_bots}
    message = posted(stage, section("x", everything, "a"), section("y", direct, "b"))
    window, source = Window(stage), f"message:C1:{message.ts}"

    assert labels(window.options("a", "all", source)) == ["#general", "ben", "We Not Me", "🔒 ours"]
    assert labels(window.options("b", "im", source)) == ["ben"]


def test_an_external_menu_asks_the_app(stage: Stage) -> None:
    menu = {"type": "external_select", "action_id": "m", "min_query_length": 2}
    message = posted(stage, actions(menu))
    window, source = Window(stage), f"message:C1:{message.ts}"
    stage.receiver.replies = [Answer(body={"options": [option("docs", "Documents")]})]

    assert "Type 2 or more" in window.options("acts", "m", source, "d").text
    assert labels(window.options("acts", "m", source, "do")) == ["Documents"]
    asked = stage.receiver.interaction.json
    assert (asked["type"], asked["value"]) == ("block_suggestion", "do")

    form = form_of(window)
    window.click(form.one(data_chooser=""), (named("acts", "m"), "docs"), form=form)
    assert clicked(stage)["selected_option"]["text"]["text"] == "Documents"
    assert form_of(window).one(role="combobox").attributes["value"] == "Documents"


def test_an_external_menu_of_a_failing_app_says_so(stage: Stage) -> None:
    menu = {"type": "external_select", "action_id": "m", "min_query_length": 0}
    message = posted(stage, actions(menu))
    stage.receiver.replies = [Answer(500)]

    found = Window(stage).options("acts", "m", f"message:C1:{message.ts}")

    assert "no options" in found.text


def test_json_names_survive_the_page(stage: Stage) -> None:
    odd = 'a "b" <c> & d'
    posted(stage, actions(button(odd, value=odd), block_id=odd))
    window = Window(stage)
    form = form_of(window)

    window.click(form.one("button", class_="button"), form=form)

    assert (clicked(stage)["block_id"], clicked(stage)["value"]) == (odd, odd)
    assert json.loads(form.one("button", class_="button").attributes["hx-vals"])["value"] == odd


def test_a_menu_shows_the_best_hundred(stage: Stage) -> None:
    for number in range(120):
        stage.workspace.add_person(f"U9{number}", name=f"Zoe {number}", display_name=f"zoe{number}")
    stage.workspace.add_person("U8", name="Zed Ali", display_name="ali z")
    message = posted(stage, actions({"type": "users_select", "action_id": "p"}))

    found = labels(Window(stage).options("acts", "p", f"message:C1:{message.ts}", "z"))

    assert len(found) == 100
    assert found[0] == "zoe0"
