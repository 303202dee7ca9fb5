"""A modal on the page: opened by the app, filled, sent, refused, pushed, updated, closed."""

from typing import Any

import pytest

from tests.sandbox.page.blocks.block_kit import (
    actions,
    button,
    field,
    modal,
    option,
    plain,
    section,
    text_input,
)
from tests.sandbox.page.blocks.browsing import Node, Window, named, sent_by
from tests.sandbox.receiver import Answer
from tests.sandbox.stage import Stage

Json = dict[str, Any]
FORM = modal(field(text_input()), notify_on_close=True)
REASON = named("why", "reason")


def opened(stage: Stage, view: Json = FORM) -> Window:
    stage.ana.command("/kudos", channel=stage.general)
    stage.client.views_open(trigger_id=stage.receiver.interaction.form["trigger_id"], view=view)
    return Window(stage)


def pushed(stage: Stage, view: Json) -> None:
    """As an app does when somebody presses a button in a view."""
    assert stage.ana.modal is not None
    stage.ana.click(stage.ana.modal, "go")
    trigger_id = stage.receiver.interaction.json["trigger_id"]
    stage.client.views_push(trigger_id=trigger_id, view=view)


def sent(window: Window, *changed: tuple[str, str], to: str = "/modal/submit") -> Node:
    """The view on top as it stands, with what somebody typed over it."""
    form = window.modal().one("form")
    kept = [one for one in sent_by(form) if one[0] not in dict(changed)]
    return window.post(to, *kept, *changed)


def test_nothing_is_shown_where_nothing_is_open(stage: Stage) -> None:
    assert Window(stage).modal().all() == []


def test_a_view_is_shown_to_whom_it_was_opened_for(stage: Stage) -> None:
    window = opened(stage)

    shown = window.modal()
    assert shown.one("h2").text == "Kudos"
    assert shown.one("button", type="submit").text == "Give"
    assert Window(stage, "U2").modal().all() == []


def test_a_form_is_sent_with_every_value_and_closes(stage: Stage) -> None:
    window = opened(stage)

    after = sent(window, (REASON, "the docs\r\nand more"))

    values = stage.receiver.interaction.json["view"]["state"]["values"]
    assert values == {
        "why": {"reason": {"type": "plain_text_input", "value": "the docs\nand more"}}
    }
    assert after.all() == []
    assert stage.ana.modal is None


INPUTS = [
    (text_input(min_length=3), "ab", "Please enter at least 3 characters."),
    (
        {"type": "email_text_input", "action_id": "reason"},
        "a@b",
        "Please enter a valid email address.",
    ),
    ({"type": "datepicker", "action_id": "reason"}, "", "Please complete this required field."),
    (
        {"type": "multi_users_select", "action_id": "reason"},
        "",
        "Please complete this required field.",
    ),
    (text_input(), "", "Please complete this required field."),
]


@pytest.mark.parametrize(("element", "typed", "said"), INPUTS)
def test_what_slack_does_not_send_is_told_at_the_field(
    stage: Stage, element: Json, typed: str, said: str
) -> None:
    window = opened(stage, modal(field(element)))

    after = sent(window, (REASON, typed))

    control = after.one(aria_invalid="true")
    error = control.attributes["aria-describedby"].split()[0]
    assert after.one(id=error).text == said
    assert not [r for r in stage.receiver.requests if not r.is_event and "payload" in r.form]


def test_an_optional_field_may_stay_empty(stage: Stage) -> None:
    window = opened(stage, modal(field(text_input(), optional=True)))

    sent(window)

    entry = stage.receiver.interaction.json["view"]["state"]["values"]["why"]["reason"]
    assert entry["value"] is None


def test_the_apps_errors_stand_at_their_fields_until_the_next_try(stage: Stage) -> None:
    window = opened(stage, modal(field(text_input(), hint=plain("A hint"))))
    stage.receiver.replies = [
        Answer(body={"response_action": "errors", "errors": {"why": "Say <more>"}})
    ]

    after = sent(window, (REASON, "x"))

    control = after.one(name=REASON)
    assert control.attributes["value"] == "x"
    described = [after.one(id=one).text for one in control.attributes["aria-describedby"].split()]
    assert described == ["Say <more>", "A hint"]
    assert window.modal().one(class_="error").text == "Say <more>"
    assert sent(window).all() == []


def test_an_update_keeps_what_was_typed_in_the_same_fields(stage: Stage) -> None:
    window = opened(stage, modal(field(text_input()), field(text_input(), "other")))
    form = sent_by(window.modal().one("form"))
    typed = [(name, {'["why", "reason"]': "kept"}.get(name, value)) for name, value in form]
    assert stage.ana.modal is not None
    new = modal(field(text_input(), "renamed"), field(text_input()), title=plain("Later"))

    window.modal(*typed)
    stage.client.views_update(view_id=stage.ana.modal.id, view=new)
    after = window.modal(*typed)

    assert after.one("h2").text == "Later"
    assert after.one(name=REASON).attributes["value"] == "kept"
    assert after.one(name=named("renamed", "reason")).attributes["value"] == ""


def test_a_pushed_view_lies_over_the_first_and_leads_back_to_it(stage: Stage) -> None:
    window = opened(stage, modal(field(text_input()), actions(button())))
    window.modal(*sent_by(window.modal().one("form")), (REASON, "kept"))
    pushed(stage, modal(section("more"), title=plain("Second"), notify_on_close=True))

    shown = window.modal()
    assert shown.one("h2").text == "Second"
    back = shown.one(aria_label="Back")
    after = window.click(back, form=shown.one("form"))

    assert after.one("h2").text == "Kudos"
    assert after.one(name=REASON).attributes["value"] == "kept"
    closed = stage.receiver.interaction.json
    assert (closed["type"], closed["is_cleared"]) == ("view_closed", False)


def test_the_cross_closes_every_view(stage: Stage) -> None:
    window = opened(stage, modal(actions(button()), notify_on_close=True))
    pushed(stage, modal(section("more"), notify_on_close=True))
    shown = window.modal()

    after = window.click(shown.one(id="modal-close"), form=shown.one("form"))

    assert after.all() == []
    told = [r.json for r in stage.receiver.requests if not r.is_event and "payload" in r.form]
    assert [one["is_cleared"] for one in told if one["type"] == "view_closed"] == [True, True]


ANSWERS = [
    ({"response_action": "update", "view": FORM | {"title": plain("New")}}, "New", 1),
    ({"response_action": "push", "view": FORM | {"title": plain("Next")}}, "Next", 2),
    ({"response_action": "clear"}, None, 0),
]


@pytest.mark.parametrize(("answer", "title", "depth"), ANSWERS, ids=["update", "push", "clear"])
def test_the_answer_to_a_form_is_shown(
    stage: Stage, answer: Json, title: str | None, depth: int
) -> None:
    window = opened(stage)
    stage.receiver.replies = [Answer(body=answer)]

    after = sent(window, (REASON, "x"))

    assert [one.text for one in after.all("h2")] == ([title] if title else [])
    assert len(after.all(aria_label="Back")) == max(0, depth - 1)


def test_a_form_the_app_fails_at_stays_and_says_so(stage: Stage) -> None:
    window = opened(stage)
    stage.receiver.replies = [Answer(500)]

    after = sent(window, (REASON, "kept"))

    assert after.one(class_="outcome").text == "This app responded with status code 500."
    assert after.one(name=REASON).attributes["value"] == "kept"


def test_a_form_closed_meanwhile_is_sent_no_more(stage: Stage) -> None:
    window = opened(stage)
    form = sent_by(window.modal().one("form"))
    stage.ana.close()

    assert window.post("/modal/submit", *form, (REASON, "x")).all() == []
    assert stage.receiver.interaction.json["type"] == "view_closed"


def test_a_button_in_a_view_tells_the_view_and_its_state(stage: Stage) -> None:
    menu = {"type": "static_select", "action_id": "period", "options": [option("week")]}
    window = opened(stage, modal(field(text_input()), section("x", menu), actions(button())))
    shown = window.modal()

    said = window.click(
        shown.one("button", hx_post="/acme/as/U1/blocks/click"),
        (named("part", "period"), "week"),
        (REASON, "half"),
        form=shown.one("form"),
    )

    assert said.text == ""
    values = stage.receiver.interaction.json["view"]["state"]["values"]
    assert values["part"]["period"]["selected_option"]["value"] == "week"


def test_a_menu_starts_with_the_channel_somebody_came_from(stage: Stage) -> None:
    menu = {"type": "conversations_select", "action_id": "where"}
    window = opened(stage, modal(field(menu | {"default_to_current_conversation": True})))

    shown = window.modal(("here", "C1"))

    assert shown.one(role="combobox").attributes["value"] == "#general"
    assert (named("why", "where"), "C1") in sent_by(shown.one("form"))


def test_rich_text_is_sent_as_slack_writes_it(stage: Stage) -> None:
    element = {"type": "rich_text_input", "action_id": "reason"}
    window = opened(stage, modal(field(element)))

    sent(window, (REASON, "thanks <@U2> :tada:"))

    entry = stage.receiver.interaction.json["view"]["state"]["values"]["why"]["reason"]
    parts = entry["rich_text_value"]["elements"][0]["elements"]
    assert [one["type"] for one in parts] == ["text", "user", "text", "emoji"]


def test_a_view_without_a_form_has_only_a_way_out(stage: Stage) -> None:
    view = modal(section("read me"), close=plain("Done"))
    view.pop("submit")

    shown = opened(stage, view).modal()

    assert shown.all("button", type="submit") == []
    assert "Done" in [one.text for one in shown.all("button")]


def test_a_view_may_hold_a_notice(stage: Stage) -> None:
    notice = {"type": "alert", "level": "warning", "text": plain("Careful")}

    shown = opened(stage, modal(notice)).modal().one(class_="alert")

    assert (shown.text, shown.attributes["data-level"]) == ("Careful", "warning")


def test_nobody_else_can_use_a_persons_view(stage: Stage) -> None:
    form = sent_by(opened(stage, modal(actions(button()))).modal().one("form"))

    said = Window(stage, "U2").post("/blocks/click", *form, ("used", named("acts", "go")))
    Window(stage, "U2").post("/modal/close", *form)

    assert said.text == "This is no longer here."
    assert stage.ana.modal is not None


def test_errors_go_when_the_app_changes_the_view(stage: Stage) -> None:
    window = opened(stage)
    assert stage.ana.modal is not None
    assert sent(window).all(class_="error") != []

    stage.client.views_update(view_id=stage.ana.modal.id, view=FORM)

    assert window.modal().all(class_="error") == []
