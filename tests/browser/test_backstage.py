"""The drawer behind the scenes and the dialogs, by keys, on a phone and by name."""

from playwright.sync_api import Page, expect

from slackapp.sandbox.world.tour import Step
from tests.browser.windows import Windows
from tests.sandbox.stage import Stage

GENERAL = "/acme/as/U1/archives/C1"


def test_the_drawers_tabs_keep_the_focus_and_follow_the_traffic(stage: Stage, page: Page) -> None:
    page.get_by_role("button", name="Clock").press("Enter")
    expect(page.get_by_role("heading", name="Behind the scenes")).to_be_focused()
    tab = page.get_by_role("navigation", name="Behind the scenes").get_by_role(
        "button", name="Traffic"
    )
    tab.press("Enter")

    expect(tab).to_have_attribute("aria-current", "true")
    expect(tab).to_be_focused()
    stage.client.chat_postMessage(channel="C1", text="thank you")
    expect(page.get_by_role("region", name="Traffic")).to_contain_text("chat.postMessage")
    expect(tab).to_be_focused()


def test_on_a_phone_the_closed_drawer_gives_the_focus_back_to_what_is_seen(
    windows: Windows,
) -> None:
    page = windows.open(GENERAL, phone=True)
    opener = page.get_by_role("button", name="Channels and people")
    opener.click()
    page.get_by_role("button", name="Clock").press("Enter")
    expect(page.get_by_role("heading", name="Behind the scenes")).to_be_focused()
    page.get_by_role("button", name="Close").click()

    expect(page.locator("#backstage")).to_be_empty()
    expect(opener).to_be_focused()


def test_a_channel_name_without_a_letter_is_refused_where_it_is_typed(page: Page) -> None:
    page.get_by_text("Add a channel").click()
    name = page.get_by_role("textbox", name="Name")
    name.fill("!!!")
    name.press("Enter")
    expect(page.locator("#new-channel:invalid")).to_be_focused()
    assert page.url.endswith(GENERAL)

    name.fill("été 2!")
    name.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("#été-2")


def test_a_dialog_is_called_by_its_heading(page: Page) -> None:
    page.get_by_role("button", name="members").click()
    expect(page.get_by_role("dialog", name="#general")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Write to somebody").click()
    expect(page.get_by_role("dialog", name="Write to somebody")).to_be_visible()


def test_the_tour_stands_beside_the_words_until_it_is_hidden(
    stage: Stage, windows: Windows
) -> None:
    step = Step(title="Look", words="At it.", button="Look", channel_id="C1", is_done=bool)
    stage.sandbox.world.tour.append(step)
    stage.ana.post(stage.general, "many words " * 60)
    page = windows.open(GENERAL)
    tour = page.get_by_role("complementary", name="Try it")
    expect(tour).to_be_visible()

    said = page.locator("li.message").last.bounding_box()
    beside = tour.bounding_box()
    assert said is not None
    assert beside is not None
    assert said["x"] + said["width"] <= beside["x"]
    page.get_by_role("button", name="Hide the tour").click()
    wide = page.locator("li.message").last.bounding_box()
    assert wide is not None
    assert wide["width"] > said["width"]
