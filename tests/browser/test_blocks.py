"""A message's controls in a browser: menus, questions, picks, and what comes back."""

from typing import Any

from playwright.sync_api import Page, expect
from slack_sdk.webhook import WebhookClient

from tests.browser.windows import Windows
from tests.sandbox.page.blocks.block_kit import (
    CONFIRM,
    actions,
    button,
    field,
    option,
    plain,
    section,
    text_input,
)
from tests.sandbox.receiver import Answer
from tests.sandbox.stage import Stage

Json = dict[str, Any]
OPTIONS = [option("week"), option("month"), option("year")]
MORE = {"type": "overflow", "action_id": "more", "options": OPTIONS}


def posted(stage: Stage, *blocks: Json) -> None:
    stage.client.chat_postMessage(channel="C1", text="x", blocks=list(blocks))


def told(stage: Stage) -> Json:
    payload = stage.receiver.interaction.json
    assert payload["type"] == "block_actions"
    action: Json = payload["actions"][0]
    return action


def is_untold(stage: Stage) -> bool:
    return all(one.is_event for one in stage.receiver.requests)


def test_an_overflow_menu_is_walked_by_keys(stage: Stage, page: Page) -> None:
    posted(stage, section("x", MORE))
    opener = page.locator(".blocks").get_by_role("button", name="More actions")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Week")).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("Escape")
    expect(page.get_by_role("menuitem", name="Week")).to_be_hidden()
    expect(opener).to_be_focused()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Month")).to_be_focused()
    with page.expect_response("**/blocks/click"):
        page.keyboard.press("Enter")
    assert told(stage)["selected_option"]["value"] == "month"
    expect(opener).to_be_focused()


def test_a_question_comes_first_and_no_means_no(stage: Stage, page: Page) -> None:
    posted(stage, actions(button("undo", "Undo", confirm=CONFIRM)))
    undo = page.get_by_role("button", name="Undo")
    undo.click()
    ask = page.get_by_role("dialog", name="Sure?")
    expect(ask).to_have_accessible_description("This cannot be undone.")

    page.get_by_role("button", name="Leave it").click()
    expect(ask).to_be_hidden()
    expect(undo).to_be_focused()
    assert is_untold(stage)

    undo.click()
    with page.expect_response("**/blocks/click"):
        page.keyboard.press("Enter")
    assert told(stage)["action_id"] == "undo"


def test_who_says_no_has_what_was_picked_before(stage: Stage, page: Page) -> None:
    menu = {"type": "static_select", "action_id": "m", "options": OPTIONS}
    posted(stage, actions(menu | {"initial_option": OPTIONS[0], "confirm": CONFIRM}))
    menu_field = page.get_by_role("combobox")
    menu_field.click()
    page.get_by_role("option", name="Year").click()
    page.get_by_role("button", name="Leave it").click()
    expect(menu_field).to_have_value("Week")
    assert is_untold(stage)

    menu_field.click()
    page.get_by_role("option", name="Year").click()
    with page.expect_response("**/blocks/click"):
        page.get_by_role("button", name="Do it").click()
    assert told(stage)["selected_option"]["value"] == "year"
    expect(menu_field).to_have_value("Year")


def test_ticks_and_dates_are_told_at_once(stage: Stage, page: Page) -> None:
    posted(
        stage,
        actions(
            {"type": "checkboxes", "action_id": "boxes", "options": OPTIONS},
            {"type": "radio_buttons", "action_id": "one", "options": OPTIONS},
            {"type": "datepicker", "action_id": "day", "placeholder": plain("Day")},
        ),
    )
    with page.expect_response("**/blocks/click"):
        page.get_by_role("checkbox", name="Month").check()
    assert told(stage)["selected_options"] == [OPTIONS[1]]
    with page.expect_response("**/blocks/click"):
        page.get_by_role("radio", name="Year").check()
    assert told(stage)["selected_option"] == OPTIONS[2]
    with page.expect_response("**/blocks/click"):
        page.get_by_label("Day").fill("2026-11-20")
    assert told(stage)["selected_date"] == "2026-11-20"
    state = stage.receiver.interaction.json["state"]["values"]["acts"]
    assert state["boxes"]["selected_options"] == [OPTIONS[1]]


def test_enter_sends_a_text_that_wants_it(stage: Stage, page: Page) -> None:
    posted(stage, field(text_input(), dispatch_action=True))
    page.get_by_label("Why").fill("now")

    with page.expect_response("**/blocks/click"):
        page.get_by_label("Why").press("Enter")

    assert told(stage)["value"] == "now"


def test_every_letter_is_sent_where_that_is_wanted(stage: Stage, page: Page) -> None:
    config = {"trigger_actions_on": ["on_character_entered"]}
    posted(stage, field(text_input(dispatch_action_config=config), dispatch_action=True))

    with page.expect_response("**/blocks/click"):
        page.get_by_label("Why").press_sequentially("ab")

    assert told(stage)["value"] == "ab"[: len(told(stage)["value"])]


def test_what_is_being_typed_survives_news_in_the_channel(stage: Stage, page: Page) -> None:
    posted(stage, field(text_input()), actions(button()))
    page.get_by_label("Why").focus()
    page.keyboard.type("half a ")

    stage.ben.post(stage.general, "good morning")
    expect(page.get_by_text("good morning")).to_be_visible()
    page.keyboard.type("thought")
    with page.expect_response("**/blocks/click"):
        page.get_by_role("button", name="Go").click()

    values = stage.receiver.interaction.json["state"]["values"]
    assert values["why"]["reason"]["value"] == "half a thought"


def test_an_open_list_survives_news_in_the_channel(stage: Stage, page: Page) -> None:
    posted(stage, actions({"type": "users_select", "action_id": "who"}))
    page.get_by_role("combobox").click()
    expect(page.get_by_role("option")).to_have_count(3)

    stage.ben.post(stage.general, "good morning")
    expect(page.get_by_text("good morning")).to_be_visible()
    with page.expect_response("**/blocks/click"):
        page.get_by_role("option", name="ben").click()

    assert told(stage)["selected_user"] == "U2"
    expect(page.get_by_role("combobox")).to_have_value("ben")


def test_an_app_that_fails_is_said_beside_its_button(stage: Stage, page: Page) -> None:
    posted(stage, actions(button()))
    stage.receiver.replies = [Answer(500)]

    page.get_by_role("button", name="Go").click()

    expect(page.get_by_text("This app responded with status code 500.")).to_be_visible()


def test_a_link_button_leads_there_and_tells_the_app(stage: Stage, page: Page) -> None:
    posted(stage, actions(button("site", "Open", url=f"{stage.url}/acme/as/U2/archives/C1")))

    with page.expect_response("**/blocks/click"), page.context.expect_page() as opened:
        page.get_by_role("link", name="Open").click()

    assert opened.value.url.endswith("/acme/as/U2/archives/C1")
    assert told(stage)["action_id"] == "site"


def test_a_private_message_changes_and_goes_by_its_own_button(stage: Stage, page: Page) -> None:
    stage.client.chat_postEphemeral(
        channel="C1", user="U1", text="psst", blocks=[actions(button(text="Undo"))]
    )
    with page.expect_response("**/blocks/click"):
        page.get_by_role("button", name="Undo").click()
    hook = WebhookClient(stage.receiver.interaction.json["response_url"])

    hook.send(text="Taken back", replace_original=True)
    expect(page.get_by_text("Taken back")).to_be_visible()
    hook.send(delete_original=True)
    expect(page.get_by_text("Taken back")).to_be_hidden()


def test_the_home_tab_follows_what_the_app_publishes(stage: Stage, windows: Windows) -> None:
    with_home = windows.open("/acme/as/U1/home")
    expect(with_home.get_by_text("has put nothing here yet")).to_be_visible()

    view = {"type": "home", "blocks": [section("Welcome, Ana"), actions(button())]}
    stage.client.views_publish(user_id="U1", view=view)

    expect(with_home.get_by_text("Welcome, Ana")).to_be_visible()
    assert stage.receiver.event("app_home_opened")["tab"] == "home"
    with with_home.expect_response("**/blocks/click"):
        with_home.get_by_role("button", name="Go").click()
    assert told(stage)["action_id"] == "go"
