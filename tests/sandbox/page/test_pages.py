"""The pages and the ways into them: who sees what, and what people write stays text."""

from urllib.error import HTTPError

import pytest

from slackapp.sandbox import Kind, Role
from tests.sandbox.page.blocks.browsing import Node, Window, read
from tests.sandbox.page.visiting import ask, shown
from tests.sandbox.stage import Stage

HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> <b>&amp;'


def lead(stage: Stage, path: str) -> str:
    """Where this address leads to, without the server's name."""
    return ask(stage.url + path).url.removeprefix(stage.url)


def scripts(page: Node) -> list[str | None]:
    return [one.attributes.get("src") for one in page.all("script")]


def test_the_only_workspace_opens_at_once_as_its_first_person(stage: Stage) -> None:
    stage.workspace.add_channel("C0", "aardvarks", members=[stage.ana])

    assert lead(stage, "/") == "/acme/as/U1/archives/C1", "#general comes first"
    assert lead(stage, "/acme") == "/acme/as/U1/archives/C1"
    assert lead(stage, "/acme/as/U2") == "/acme/as/U2/archives/C1"


def test_of_several_workspaces_one_is_chosen(stage: Stage) -> None:
    stage.sandbox.add_workspace("T2", name="Second", domain="second").add_person("U9", name="Zoe")

    front = read(ask(stage.url + "/").text)

    assert [(one.text, one.attributes["href"]) for one in front.all("a")] == [
        ("Acme", "/acme"),
        ("Second", "/second"),
    ]
    assert lead(stage, "/second") == "/second/as/U9/home", "there is no channel yet"
    switcher = Window(stage).get("/archives/C1").one("details", class_="switcher")
    assert [one.text for one in switcher.all("a")] == ["Acme", "Second"]


def test_a_page_names_its_place_and_person(stage: Stage) -> None:
    page = Window(stage).get("/archives/C1")

    assert page.one("title").text == "#general · Acme (as ana)"
    assert page.one("html").attributes["lang"] == "en"
    assert [one.text for one in page.all("h1")] == ["# general"]
    for landmark in ("nav", "main", "aside"):
        assert page.all(landmark), landmark
    assert page.one(id="messages").attributes["role"] == "log"


def test_every_field_and_button_has_a_name(stage: Stage) -> None:
    parent = stage.ana.post(stage.general, "hello")
    stage.ben.post(stage.general, "hello!", thread_ts=parent.ts)
    page = Window(stage).get(f"/archives/C1?thread={parent.ts}")

    labelled = {one.attributes["for"] for one in page.all("label") if "for" in one.attributes}
    for field in [*page.all("textarea"), *page.all("select")]:
        assert field.attributes["id"] in labelled
    for control in [*page.all("button"), *page.all("a")]:
        assert control.text or control.attributes.get("aria-label"), control.attributes


def test_what_people_write_stays_text(stage: Stage) -> None:
    stage.ana.change(display_name=HOSTILE)
    parent = stage.ana.post(stage.general, HOSTILE)
    stage.ana.post(stage.general, '<javascript:alert(1)|click> <https://x.org" onclick=1|y>')
    stage.ana.post(stage.general, HOSTILE, thread_ts=parent.ts, broadcast=True)
    stage.workspace.unfurl(parent, url="javascript:alert(1)", title=HOSTILE)
    stage.ben.react(parent, "<img>")
    stage.workspace.add_channel("C2", HOSTILE, members=[stage.ana])
    stage.client.chat_postMessage(channel="C1", text="x", username=HOSTILE)

    ways = (
        "?thread=" + parent.ts, "/about", f"/menu/{parent.ts}", f"/edit/{parent.ts}",
        f"/delete/{parent.ts}",
    )  # fmt: skip
    for path in ways:
        page = Window(stage).get(f"/archives/C1{path}")  # itself refuses on… and javascript:

        assert all(str(src).startswith("/static/") for src in scripts(page)), path
        assert (page.all("img"), page.all("b")) == ([], []), path
    assert "alert(1)" in Window(stage).get("/archives/C1").text


def test_a_permalink_leads_to_its_message_as_somebody_who_may_see_it(stage: Stage) -> None:
    leads = stage.workspace.add_channel("C2", "leads", members=[stage.ben], kind=Kind.PRIVATE)
    message = stage.ben.post(leads, "here it is")
    stage.ben.join(stage.general)
    reply = stage.ben.post(leads, "and this", thread_ts=message.ts)
    link = f"/acme/archives/C2/p{reply.ts.replace('.', '')}"

    assert lead(stage, "/acme/archives/C2") == "/acme/as/U2/archives/C2"
    opened = ask(stage.url + link)
    assert f"/acme/as/U2/archives/C2?at={reply.ts}&thread={message.ts}" in opened.url
    assert "and this" in read(opened.text).one(id="thread-messages").text


def test_a_permalink_the_app_asked_for_works(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "here it is")
    link = stage.client.chat_getPermalink(channel="C1", message_ts=message.ts)["permalink"]

    assert shown(read(ask(link).text), message).text


@pytest.mark.parametrize(
    "path",
    [
        "/nobody",
        "/acme/archives/C404",
        "/nobody/archives/C1",
        "/acme/archives/C1/p1",
        "/acme/as/U404/archives/C1",
        "/acme/as/U0BOT/archives/C1",
        "/acme/as/U1/archives/C404",
        "/acme/as/U1/archives/C1/thread/1.000000",
        "/acme/as/U1/direct/U404",
    ],
)
def test_what_is_not_there_is_not_found(stage: Stage, path: str) -> None:
    assert ask(stage.url + path).status == 404


def test_nobody_is_somebody_who_left_or_comes_from_outside(stage: Stage) -> None:
    stage.workspace.add_person("U3", name="Olga Old", deleted=True)
    stage.workspace.add_person("U4", name="Sam Strange", role=Role.STRANGER, team_id="T9")

    for person in ("U3", "U4"):
        assert ask(f"{stage.url}/acme/as/{person}/archives/C1").status == 404


def test_a_private_channel_is_shown_to_its_members_only(stage: Stage) -> None:
    leads = stage.workspace.add_channel("C2", "leads", members=[stage.ana], kind=Kind.PRIVATE)
    message = stage.ana.post(leads, "psst")

    assert "psst" in Window(stage, "U1").get("/archives/C2").text
    for path in ("", "/messages", f"/thread/{message.ts}", f"/menu/{message.ts}", "/about"):
        with pytest.raises(HTTPError, match="404"):
            Window(stage, "U2").get(f"/archives/C2{path}")


def test_guests_see_only_channels_they_are_in(stage: Stage) -> None:
    stage.workspace.add_person("U3", name="Gil Guest", role=Role.GUEST)

    assert ask(f"{stage.url}/acme/as/U3/archives/C1").status == 404
    stage.workspace.people["U3"].join(stage.general)
    assert ask(f"{stage.url}/acme/as/U3/archives/C1").status == 200


def test_public_channels_can_be_looked_at_and_joined(stage: Stage) -> None:
    stage.workspace.add_channel("C2", "random", members=[stage.ben])

    page = Window(stage).get("/archives/C2")

    assert page.all("textarea") == []
    assert page.one("form", action="/acme/as/U1/archives/C2/join").text == "Join channel"


def test_direct_messages_begin_when_somebody_is_written_to(stage: Stage) -> None:
    begun = ask(f"{Window(stage).address}/direct/U2").url

    assert begun == ask(f"{Window(stage, 'U2').address}/direct/U1").url.replace("as/U2", "as/U1")
    assert read(ask(begun).text).one("h1").text == "ben"


def test_static_files_are_the_pages_own(stage: Stage) -> None:
    page = Window(stage).get("/archives/C1")
    sheets = [one.attributes["href"] for one in page.all("link")]

    for path in [*sheets, *scripts(page), "/static/emoji.json"]:
        assert ask(f"{stage.url}{path}").status == 200, path
    assert ask(f"{stage.url}/static/../routes.py").status == 404
