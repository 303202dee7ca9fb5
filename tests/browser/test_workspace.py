"""Talking in the page: written, completed, reacted and read by mouse, by keys and on a phone."""

from playwright.sync_api import Page, expect

from slackapp.sandbox import SlashCommand
from tests.browser.windows import Windows
from tests.sandbox.receiver import Answer
from tests.sandbox.stage import Stage

GENERAL = "/acme/as/U1/archives/C1"


def test_a_command_and_a_name_are_completed_by_keys(stage: Stage, page: Page) -> None:
    stage.sandbox.world.app.commands = [SlashCommand("/kudos", "@people reason", "Thank people")]
    stage.receiver.replies.append(Answer(body="Sent."))
    composer = page.get_by_label("Message #general")

    composer.press_sequentially("/k")
    expect(page.get_by_role("option")).to_have_text("/kudos @people reasonThank people")
    composer.press("Enter")
    composer.press_sequentially("@be")
    expect(page.get_by_role("option").first).to_have_text("BbenBen Okafor")
    composer.press("Tab")
    expect(composer).to_have_value("/kudos @ben ")
    composer.press_sequentially("for this")
    composer.press("Enter")

    expect(page.get_by_text("Only visible to you")).to_be_visible()
    expect(composer).to_have_value("")
    assert stage.receiver.interaction.form["text"] == "<@U2|ben> for this"


def test_escape_and_enter_leave_words_as_they_are(stage: Stage, page: Page) -> None:
    composer = page.get_by_label("Message #general")

    composer.press_sequentially("@be")
    expect(page.get_by_role("option").first).to_be_visible()
    composer.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    composer.press("Shift+Enter")
    composer.press_sequentially("two")
    composer.press("Enter")

    expect(page.get_by_text("@be")).to_be_visible()
    assert [one.text for one in stage.general.messages] == ["@be\ntwo"]


def test_two_windows_are_two_people(windows: Windows) -> None:
    ana = windows.open(GENERAL)
    ben = windows.open("/acme/as/U2/archives/C1")

    ana.get_by_label("Message #general").fill("hello @ben 🎉")
    ana.keyboard.press("Enter")

    message = ben.get_by_role("listitem").filter(has_text="hello")
    expect(message.locator(".mention.mine")).to_have_text("@ben")
    expect(message.get_by_role("img", name="tada")).to_be_visible()


def test_a_reaction_is_found_by_name_and_taken_back(stage: Stage, page: Page) -> None:
    stage.ben.post(stage.general, "it is done")
    message = page.get_by_role("listitem").filter(has_text="it is done")

    message.hover()
    message.get_by_role("button", name="Add reaction").click()
    page.get_by_label("Search emoji").press_sequentially("rocket")
    page.keyboard.press("Enter")
    reaction = message.get_by_role("button", name=":rocket: 1")
    expect(reaction).to_have_attribute("aria-pressed", "true")
    reaction.click()

    expect(reaction).to_have_count(0)
    assert stage.receiver.kinds()[-2:] == ["reaction_added", "reaction_removed"]


def test_a_thread_opens_beside_takes_a_reply_and_closes_by_escape_or_its_button(
    stage: Stage, page: Page
) -> None:
    parent = stage.ben.post(stage.general, "who knows?")
    stage.ben.post(stage.general, "nobody?", thread_ts=parent.ts)

    page.get_by_text("1 reply").click()
    reply = page.get_by_label("Reply…")
    expect(reply).to_be_focused()
    reply.press_sequentially("I do")
    page.get_by_label("Also send to the channel").check()
    reply.press("Enter")
    expect(page.get_by_label("Replies").get_by_text("I do")).to_be_visible()
    expect(page.get_by_label("Messages", exact=True).first.get_by_text("I do")).to_be_visible()
    reply.press("Escape")

    expect(reply).to_have_count(0)
    expect(page.get_by_label("Message #general")).to_be_focused()
    page.get_by_text("2 replies").click()
    page.get_by_role("link", name="Close the thread").click()
    expect(reply).to_have_count(0)
    assert page.url.endswith(GENERAL)
    assert [one.subtype for one in stage.general.replies(parent.ts)] == [None, "thread_broadcast"]


def test_ones_own_message_is_edited_from_its_menu_by_keys(stage: Stage, page: Page) -> None:
    stage.ana.post(stage.general, "helo 🎉")
    message = page.get_by_role("listitem").filter(has_text="helo")

    message.get_by_role("button", name="More actions").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Add reaction…")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Message", exact=True).fill("hello")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("hello (edited)")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_draft_survives_news_and_coming_back(stage: Stage, page: Page) -> None:
    composer = page.get_by_label("Message #general")
    composer.fill("not yet sai")

    stage.ben.post(stage.general, "meanwhile")
    expect(page.get_by_text("meanwhile")).to_be_visible()
    composer.press_sequentially("d")
    page.reload()

    expect(composer).to_have_value("not yet said")


def test_a_refusal_stands_at_its_form_and_keeps_the_words(stage: Stage, page: Page) -> None:
    stage.workspace.archive(stage.general, by=stage.ben)

    page.get_by_label("Message #general").fill("too late")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert").filter(has_text="This channel is archived.")).to_be_visible()
    expect(page.get_by_label("Message #general")).to_have_value("too late")


def test_older_messages_come_in_front_of_what_one_reads(stage: Stage, windows: Windows) -> None:
    for number in range(150):
        stage.ben.post(stage.general, f"number {number}.")
    page = windows.open(GENERAL)
    expect(page.get_by_text("number 149.")).to_be_in_viewport()

    page.get_by_role("link", name="Older messages").scroll_into_view_if_needed()
    page.get_by_role("link", name="Older messages").click()

    expect(page.get_by_text("number 0.")).to_be_attached()
    expect(page.get_by_text("number 50.")).to_be_in_viewport()


def test_on_a_phone_the_list_is_a_drawer_and_nothing_is_wider_than_the_screen(
    stage: Stage, windows: Windows
) -> None:
    stage.ana.post(stage.general, "a" * 200)
    page = windows.open(GENERAL, phone=True)
    channels = page.get_by_role("navigation", name="Channels and people")

    expect(channels).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == page.evaluate("innerWidth")
    page.get_by_role("button", name="Channels and people").click()
    expect(channels.get_by_role("link", name="general")).to_be_visible()
    page.keyboard.press("Escape")

    expect(channels).to_be_hidden()


def test_another_person_is_chosen_in_place(page: Page) -> None:
    page.get_by_text("You act as").click()
    page.get_by_role("navigation", name="Act as").get_by_role("link", name="ben").click()

    expect(page).to_have_title("#general · Acme (as ben)")
