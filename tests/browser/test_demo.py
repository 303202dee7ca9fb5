"""What a visitor of the demo does in two minutes; pictures of it for the docs, where asked for.

`make pictures` sets PICTURES to the folder they go to.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.demos import demo_running
from tests.browser.windows import Windows

PICTURES = os.environ.get("PICTURES")
KOFI, MEI = "/demo/as/U0KOFI0002", "/demo/as/U0MEI00003"
GENERAL = "/archives/C0GENERAL1"


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Windows]:
    """Windows on a demo that has just begun; nothing may go wrong in any."""
    with demo_running(tmp_path) as address:
        opened = Windows(browser, f"http://{urlsplit(address).netloc}")
        yield opened
        opened.close()
    assert opened.complaints == []


def test_kudos_by_the_form_a_reaction_an_undo_and_the_board_after_the_jump(visit: Windows) -> None:
    page = visit.open(KOFI + GENERAL)
    _give_by_form(page, "mei", "reading all the old tide tables aloud")
    post = _message(page, "reading all the old tide tables aloud", by_app=True)
    expect(post).to_contain_text("from Kofi")
    picture(page, "kudos")

    other = visit.open(MEI + GENERAL)
    kind = _message(other, "The pilots want to keep it")
    kind.hover()
    kind.get_by_role("button", name="Add reaction").click()
    other.get_by_label("Search emoji").fill("handshake")
    other.keyboard.press("Enter")
    whisper = _message(other, "counted as thanks to Inês")
    whisper.get_by_role("button", name="Undo").click()
    expect(_message(other, "no longer counts as thanks to Inês")).to_be_visible()

    _send(page, "/we ask")
    form = page.get_by_role("dialog", name="Ask")
    form.get_by_label("What do you want to know?").fill("Who has the key of the paint locker?")
    form.get_by_role("button", name="Ask", exact=True).click()
    expect(_message(page, "Who has the key of the paint locker?", by_app=True)).to_be_visible()
    picture(page, "question")

    _send(page, "/we board")
    expect(_message(page, "week 46, so far")).to_contain_text("Who gave most")
    page.get_by_role("button", name="Jump to Monday").click()
    board = page.locator("li.message").filter(has_text="Worth reading", has_not_text="so far").last
    expect(board).to_contain_text("8 people gave (last week 2)")
    expect(board).to_contain_text("reading all the old tide tables aloud")
    page.get_by_role("button", name="Hide the tour").click()
    picture(page, "board")


def test_in_the_dark_and_on_a_phone(visit: Windows) -> None:
    page = visit.open(KOFI + GENERAL, dark=True, phone=True)
    _send(page, "/kudos @ines for the slice of cake by post")
    expect(_message(page, "the slice of cake by post", by_app=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    picture(page, "phone")
    page.get_by_role("button", name="Channels and people").click()
    page.get_by_role("link", name="We Not Me").click()
    page.wait_for_url("**/home**")
    page.get_by_text("Your week with others").wait_for()
    picture(page, "home")


def test_the_drawer_shows_the_traffic_and_switches_trouble_on(visit: Windows) -> None:
    page = visit.open(KOFI + GENERAL)
    page.get_by_role("button", name="Trouble").click()
    drawer = page.get_by_role("complementary", name="Behind the scenes")
    page.get_by_label("When the app calls").select_option("chat.postMessage")
    page.get_by_label("Slack", exact=True).select_option("limit")
    page.get_by_role("button", name="Switch on").click()
    expect(drawer).to_contain_text("happened 0 times")
    _send(page, "/kudos @mei for the quiet hour before the storm")
    expect(drawer).to_contain_text("happened 1 time")

    page.get_by_role("button", name="Traffic").last.click()
    sent = drawer.get_by_role("listitem").filter(has_text="/kudos")
    sent.first.locator("summary").click()
    expect(sent.first).to_contain_text('"command": "/kudos"')
    picture(page, "traffic")
    page.keyboard.press("Escape")
    expect(page.locator("#backstage")).to_be_empty()


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png")


def _give_by_form(page: Page, who: str, reason: str) -> None:
    _send(page, "/kudos")
    form = page.get_by_role("dialog", name="Give kudos")
    form.get_by_role("combobox", name="Who?").fill(who)
    form.get_by_role("option").first.click()
    form.get_by_label("What did they do?").fill(reason)
    picture(page, "form")
    form.get_by_role("button", name="Give kudos").click()
    expect(form).to_be_hidden()


def _send(page: Page, text: str) -> None:
    box = page.get_by_label("Message #general")
    box.fill(text)
    page.keyboard.press("Escape")  # whatever is offered
    box.press("Enter")


def _message(page: Page, words: str, *, by_app: bool = False) -> Locator:
    found = page.locator("li.message").filter(has_text=words)
    return (found.filter(has_text="APP") if by_app else found).last
