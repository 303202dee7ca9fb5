"""A modal by keyboard: where the focus is, what is read out, what stays when things change."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.windows import Windows
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
from tests.sandbox.receiver import Answer
from tests.sandbox.stage import Stage

Json = dict[str, Any]
WHO = field({"type": "multi_users_select", "action_id": "who"}, "who", label=plain("Who"))
WHY = field(text_input(multiline=True), label=plain("What for"))
FORM = modal(WHO, WHY, notify_on_close=True)


def opened(stage: Stage, page: Page, view: Json = FORM) -> None:
    """Live, as an app opens it after a command."""
    stage.ana.command("/kudos", channel=stage.general)
    stage.client.views_open(trigger_id=stage.receiver.interaction.form["trigger_id"], view=view)
    expect(page.get_by_role("dialog")).to_be_visible()


def told(stage: Stage) -> Json:
    return stage.receiver.interaction.json


def test_a_form_is_filled_and_sent_by_keyboard_alone(stage: Stage, page: Page) -> None:
    page.get_by_label("Message #general").focus()
    opened(stage, page)
    who = page.get_by_role("combobox", name="Who")
    expect(who).to_be_focused()

    page.keyboard.type("be")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove ben")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("the docs")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_label("Message #general")).to_be_focused()
    values = told(stage)["view"]["state"]["values"]
    assert values["who"]["who"]["selected_users"] == ["U2"]
    assert values["why"]["reason"]["value"] == "the docs"


def test_the_first_mistake_gets_the_focus_and_says_why(stage: Stage, page: Page) -> None:
    opened(stage, page)
    page.get_by_label("What for").fill("the docs")
    page.get_by_role("button", name="Give").click()

    who = page.get_by_role("combobox", name="Who")
    expect(who).to_be_focused()
    expect(who).to_have_attribute("aria-invalid", "true")
    expect(who).to_have_accessible_description("Please complete this required field.")
    expect(page.get_by_label("What for")).to_have_value("the docs")

    page.keyboard.type("ben")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    stage.receiver.replies = [
        Answer(body={"response_action": "errors", "errors": {"why": "Say a little more"}})
    ]
    page.get_by_role("button", name="Give").click()

    expect(page.get_by_label("What for")).to_be_focused()
    expect(page.get_by_label("What for")).to_have_accessible_description("Say a little more")
    expect(who).not_to_have_attribute("aria-invalid", "true")


def test_escape_closes_and_the_app_hears_of_it(stage: Stage, page: Page) -> None:
    opened(stage, page)

    with page.expect_response("**/modal/close"):
        page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    assert (told(stage)["type"], told(stage)["is_cleared"]) == ("view_closed", True)


def test_escape_closes_an_open_list_first(stage: Stage, page: Page) -> None:
    opened(stage, page)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_role("option").first).to_be_hidden()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_people_are_chosen_and_dropped_by_keyboard(stage: Stage, page: Page) -> None:
    opened(stage, page)
    who = page.get_by_role("combobox", name="Who")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option")).to_have_count(3)
    expect(who).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_text("ana Ana Lopez")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove")).to_have_count(2)

    page.keyboard.press("Backspace")

    expect(page.get_by_role("button", name="Remove")).to_have_count(1)
    expect(page.get_by_role("button", name="Remove ana")).to_be_visible()


def test_a_pushed_view_takes_the_focus_and_back_gives_what_was_typed(
    stage: Stage, page: Page
) -> None:
    opened(stage, page, modal(WHY, actions(button(text="More"))))
    page.get_by_label("What for").fill("half a th")
    with page.expect_response("**/blocks/click"):
        page.get_by_role("button", name="More").click()
    trigger_id = told(stage)["trigger_id"]
    second = modal(field(text_input(), "when", label=plain("When")), title=plain("Second"))
    stage.client.views_push(trigger_id=trigger_id, view=second)
    expect(page.get_by_label("When")).to_be_focused()

    page.get_by_role("button", name="Back").click()

    expect(page.get_by_label("What for")).to_have_value("half a th")
    expect(page.get_by_label("What for")).to_be_focused()


def test_an_update_leaves_what_is_being_typed_alone(stage: Stage, page: Page) -> None:
    opened(stage, page, modal(WHY, field(text_input(), "when", label=plain("When"))))
    page.get_by_label("What for").fill("first")
    page.get_by_label("When").focus()
    page.keyboard.type("to")
    view = stage.ana.modal
    assert view is not None

    new = modal(section("Something new"), WHY, field(text_input(), "when", label=plain("When")))
    stage.client.views_update(view_id=view.id, view=new)
    expect(page.get_by_text("Something new")).to_be_visible()

    expect(page.get_by_label("When")).to_be_focused()
    page.keyboard.type("day")
    expect(page.get_by_label("When")).to_have_value("today")
    expect(page.get_by_label("What for")).to_have_value("first")


def test_a_form_the_app_does_not_answer_stays_and_says_so(stage: Stage, page: Page) -> None:
    opened(stage, page, modal(WHY))
    page.get_by_label("What for").fill("kept")
    stage.receiver.replies = [Answer(500)]

    page.get_by_role("button", name="Give").click()

    expect(page.get_by_text("This app responded with status code 500.")).to_be_visible()
    expect(page.get_by_label("What for")).to_have_value("kept")


def test_a_wanted_field_has_the_focus_first(stage: Stage, page: Page) -> None:
    opened(stage, page, modal(WHO, field(text_input(focus_on_load=True), label=plain("Why"))))

    expect(page.get_by_label("Why")).to_be_focused()


def test_on_a_phone_a_modal_fills_the_screen(stage: Stage, windows: Windows) -> None:
    page = windows.open("/acme/as/U1/archives/C1", phone=True, dark=True)
    menu = {"type": "static_select", "action_id": "m", "options": [option("x" * 75)]}
    opened(stage, page, modal(WHO, WHY, field(menu, "m"), section("x" * 300, menu)))

    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.querySelector('.view-body').scrollWidth") <= 390
