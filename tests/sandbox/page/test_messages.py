"""How messages stand in the list: whose, when, under which line, with what below."""

from datetime import UTC, datetime, timedelta
from typing import Any

from slackapp.sandbox import MessageShortcut
from tests.sandbox.page.blocks.browsing import Node, Window
from tests.sandbox.page.visiting import shown
from tests.sandbox.stage import Stage

DAY = 24 * 3600


def separators(page: Node) -> list[str]:
    return [one.text for kind in ("day", "new-line") for one in page.all("li", class_=kind)]


def test_days_stand_between_messages_in_the_readers_time(stage: Stage) -> None:
    stage.sandbox.clock.set(datetime(2025, 3, 1, 12, tzinfo=UTC))
    stage.ana.post(stage.general, "long ago")
    stage.sandbox.clock.set(datetime(2026, 11, 13, 23, 30, tzinfo=UTC))
    stage.ana.post(stage.general, "Saturday already in Amsterdam")
    stage.sandbox.clock.set(datetime(2026, 11, 15, 12, tzinfo=UTC))
    stage.ana.post(stage.general, "a day before")
    stage.sandbox.advance(DAY)
    last = stage.ana.post(stage.general, "now")

    page = Window(stage).channel()

    assert separators(page) == [
        "Saturday, 1 March 2025",
        "Saturday, 14 November",
        "Yesterday",
        "Today",
    ]
    assert shown(page, last).one("time").attributes["datetime"] == "2026-11-16T13:00:00+01:00"


def test_a_time_zone_nobody_knows_is_read_as_utc(stage: Stage) -> None:
    stage.ana.profile.tz = "Mars/Olympus Mons"
    message = stage.ben.post(stage.general, "hi")

    time = shown(Window(stage).channel(), message).one("time")
    assert time.attributes["datetime"].endswith("+00:00")


def test_what_the_same_person_says_soon_after_shares_their_face(stage: Stage) -> None:
    first = stage.ana.post(stage.general, "one")
    second = stage.ana.post(stage.general, "two")
    stage.sandbox.advance(timedelta(minutes=5).total_seconds())
    third = stage.ana.post(stage.general, "three")
    other = stage.ben.post(stage.general, "four")

    page = Window(stage).channel()

    classes = [shown(page, one).attributes["class"] for one in (first, second, third, other)]
    assert ["follows" in one.split() for one in classes] == [False, True, False, False]
    assert "ana" in shown(page, second).text, "said to those who cannot see"


def test_a_face_keeps_its_colour_and_initials(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "hi")
    before = shown(Window(stage).channel(), message).all("span", class_="avatar")[0]
    stage.ana.change(display_name="", real_name="Ana Maria Lopez")
    after = shown(Window(stage).channel(), message).all("span", class_="avatar")[0]

    said = stage.ben.post(stage.general, "hi")
    other = shown(Window(stage).channel(), said)
    assert (before.text, after.text) == ("A", "AL")
    assert before.attributes["class"] == after.attributes["class"]
    assert before.attributes["class"] != other.all("span", class_="avatar")[0].attributes["class"]


def test_the_app_and_guests_carry_a_badge(stage: Stage) -> None:
    gil = stage.workspace.add_person("U3", name="Gil Guest", role="guest")
    gil.join(stage.general)
    said = gil.post(stage.general, "hi")
    ts = stage.client.chat_postMessage(channel="C1", text="board", username="Board")["ts"]
    posted = stage.general.message(ts)
    assert posted is not None

    page = Window(stage).channel()

    assert shown(page, said).one("span", class_="label").text == "guest"
    assert "Board app" in shown(page, posted).text


def test_edits_deletions_joins_and_own_words_are_marked(stage: Stage) -> None:
    edited, parent = stage.ana.post(stage.general, "helo"), stage.ana.post(stage.general, "thread")
    stage.ben.post(stage.general, "reply", thread_ts=parent.ts)
    stage.ana.edit(edited, "hello")
    stage.ana.delete(parent)
    stage.ben.post(stage.general, "waves", subtype="me_message")
    stage.workspace.add_person("U3", name="Cy Young").join(stage.general)

    page = Window(stage).channel()

    assert "hello (edited)" in shown(page, edited).text
    assert "This message was deleted." in page.one("li", class_="tombstone").text
    assert "waves" in page.one("li", class_="me").text
    assert "@Cy Young has joined the channel" in page.one("li", class_="notice").text


def test_a_thread_shows_who_replied_and_opens_beside(stage: Stage) -> None:
    parent = stage.ana.post(stage.general, "who?")
    stage.ben.post(stage.general, "me", thread_ts=parent.ts)
    both = stage.ben.post(stage.general, "me too", thread_ts=parent.ts, broadcast=True)
    stage.client.chat_postEphemeral(channel="C1", user="U1", text="psst", thread_ts=parent.ts)

    page = Window(stage).get(f"/archives/C1?thread={parent.ts}")
    messages, thread = page.one(id="messages"), page.one(id="thread")

    foot = shown(messages, parent).one("a", class_="thread-foot")
    assert "2 replies" in foot.text
    assert "replied to a thread: who?" in shown(messages, both).text
    assert "psst" not in messages.text
    for words in ("who?", "2 replies", "me", "me too", "psst", "Only visible to you"):
        assert words in thread.text, words
    assert thread.one("textarea").attributes["placeholder"] == "Reply…"


def test_reactions_are_pressed_where_they_are_ones_own(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "done")
    for person, name in ((stage.ana, "tada"), (stage.ben, "tada"), (stage.ben, "party_parrot")):
        person.react(message, name)

    buttons = shown(Window(stage).channel(), message).all("button", class_="reaction")

    assert [(one.text, one.attributes["aria-pressed"]) for one in buttons] == [
        ("🎉 2", "true"),
        (":party_parrot: 1", "false"),
    ]
    assert "ana, ben" in buttons[0].attributes["title"]


def test_a_private_notice_is_shown_to_its_person_only_among_the_messages(stage: Stage) -> None:
    stage.client.chat_postEphemeral(channel="C1", user="U1", text="psst")
    stage.ana.post(stage.general, "after it")

    texts = [one.text for one in Window(stage).channel().all("li", class_="message")]

    assert "Only visible to you psst Dismiss message" in texts[0]
    assert "after it" in texts[1]
    assert "psst" not in Window(stage, "U2").channel().text


def test_a_link_that_unfolded_shows_its_title(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "<https://x.org/a>")
    stage.workspace.unfurl(message, url="https://x.org/a", title="A <page>")

    title = shown(Window(stage).channel(), message).one("div", class_="attachment-title")

    assert title.text == "A <page>"
    assert title.one("a").attributes["href"] == "https://x.org/a"


def test_attachments_of_any_shape_are_shown(stage: Stage) -> None:
    attachments: list[dict[str, Any]] = [
        {"fallback": "only this"},
        {"pretext": "*before*", "author_name": "Bo", "text": "_said_", "footer": "foot"},
        {"fields": [{"title": "State", "value": "good"}], "fallback": "f"},
    ]
    ts = stage.client.chat_postMessage(channel="C1", text="x", attachments=attachments)["ts"]
    message = stage.general.message(ts)
    assert message is not None

    text = shown(Window(stage).channel(), message).text

    for words in ("only this", "before", "Bo", "said", "foot", "State good"):
        assert words in text, words


def test_the_unread_line_stays_while_the_window_is_open(stage: Stage) -> None:
    stage.ben.post(stage.general, "read")
    Window(stage).get("/archives/C1")
    first = stage.ben.post(stage.general, "unread")

    page = Window(stage).get("/archives/C1")
    kept = page.one("form", id="window").one("input", name="new").attributes["value"]
    stage.ben.post(stage.general, "came while it was open")
    later = Window(stage).get(f"/archives/C1/messages?new={kept}")

    for seen in (page, later):
        listed = seen.one("ol", aria_label="Messages").children
        nodes = [one for one in listed if isinstance(one, Node)]
        line = next(i for i, one in enumerate(nodes) if one.text == "New")
        assert nodes[line + 1].attributes["id"] == f"p{first.ts.replace('.', '')}"
    assert "New" not in separators(Window(stage).get("/archives/C1"))


def test_the_menu_offers_what_this_person_may_do_and_the_apps_shortcuts(stage: Stage) -> None:
    stage.sandbox.world.app.shortcuts = [MessageShortcut("give", "Give kudos")]
    message = stage.ana.post(stage.general, "hi")

    def items(person: str) -> list[str]:
        menu = Window(stage, person).get(f"/archives/C1/menu/{message.ts}")
        return [one.text for one in menu.all(role="menuitem")]

    anybodys = ["Add reaction…", "Reply in thread", "Copy link"]
    assert items("U2") == [*anybodys, "Give kudos"]
    assert items("U1") == [*anybodys, "Edit message", "Delete message…", "Give kudos"]
    edit = Window(stage).get(f"/archives/C1/edit/{message.ts}")
    assert edit.one("textarea").text == "hi"
