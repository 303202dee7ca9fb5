"""Files people put into a channel are shown in it, and the app hears of them."""

from urllib.parse import urlencode

from tests.sandbox.page.blocks.browsing import Window
from tests.sandbox.page.visiting import Answer, ask, shown
from tests.sandbox.stage import Stage

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def upload(stage: Stage, content: bytes, **about: str) -> Answer:
    return ask(f"{Window(stage).address}/archives/C1/files?{urlencode(about)}", content)


def test_a_picture_is_shown_with_the_words_it_came_with(stage: Stage) -> None:
    assert upload(stage, PNG, name="boat.png", text="our boat, @ben").status == 204

    (message,) = stage.general.messages
    line = shown(Window(stage).channel(), message)
    picture = line.one("img")
    assert (message.subtype, message.text) == ("file_share", "our boat, <@U2>")
    assert picture.attributes["alt"] == "boat.png"
    assert ask(picture.attributes["src"]).headers["content-type"] == "image/png"
    assert stage.receiver.event("file_share")["files"][0]["name"] == "boat.png"


def test_another_file_is_there_to_fetch_and_is_no_picture(stage: Stage) -> None:
    upload(stage, b"<svg onload=alert(1)>", name="../../x.svg")

    (message,) = stage.general.messages
    line = shown(Window(stage).channel(), message)
    link = line.one("a", rel="noreferrer")
    assert (line.all("img"), link.text) == ([], "x.svg")
    assert ask(link.attributes["href"]).headers["content-type"] == "application/octet-stream"


def test_a_file_goes_into_its_thread(stage: Stage) -> None:
    parent = stage.ben.post(stage.general, "show me")

    upload(stage, PNG, name="a.png", thread_ts=parent.ts)

    assert [one.subtype for one in stage.general.replies(parent.ts)] == ["file_share"]


def test_files_that_are_empty_or_too_large_are_refused(stage: Stage) -> None:
    empty, large = upload(stage, b"", name="a"), upload(stage, b"x" * 5_000_001, name="a")

    assert (empty.status, empty.text) == (422, "That file is empty.")
    assert (large.status, large.text) == (422, "That file is too large: 5 MB fit.")
    assert stage.general.messages == []


def test_who_is_not_in_the_channel_puts_nothing_there(stage: Stage) -> None:
    stage.ana.leave(stage.general)

    assert upload(stage, PNG, name="a.png").text == "Join this channel first."
