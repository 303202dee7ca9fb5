"""The Home tab on the page: what the app published, and the app told who looks."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.page.blocks.block_kit import actions, button, field, plain, section, text_input
from tests.sandbox.page.blocks.browsing import Window, named, sent_by
from tests.sandbox.stage import Stage
from tests.sandbox.test_shapes import missing, sample_at

Json = dict[str, Any]
HOME: Json = {"type": "home", "blocks": [section("*Hello*"), actions(button())]}


def published(stage: Stage, view: Json = HOME) -> None:
    stage.client.views_publish(user_id="U1", view=view)


def test_where_nothing_is_published_the_page_says_so(stage: Stage) -> None:
    shown = Window(stage).get("/home").one(id="home")

    assert shown.text == "We Not Me has put nothing here yet."


def test_everybody_sees_their_own_home(stage: Stage) -> None:
    published(stage)

    assert Window(stage).get("/home").one(id="home").one("strong").text == "Hello"
    assert "nothing here" in Window(stage, "U2").get("/home").one(id="home").text


@pytest.mark.parametrize("has_home", [True, False])
def test_opening_it_tells_the_app(stage: Stage, has_home: bool) -> None:  # noqa: FBT001
    if has_home:
        published(stage)

    Window(stage).post("/home-opened")

    opened = stage.receiver.event("app_home_opened")
    assert (opened["user"], opened["tab"], "view" in opened) == ("U1", "home", has_home)
    assert stage.workspace.channels[opened["channel"]].members.keys() == {"U1", "U0BOT"}


def test_the_event_has_the_keys_of_slacks_sample(stage: Stage, slack_fixtures: Path) -> None:
    published(stage)
    Window(stage).post("/home-opened")

    sample = sample_at(slack_fixtures, "events/AppHomeOpenedPayload")
    lacking = missing(sample, [stage.receiver.last.json])
    # A Home has no buttons at its foot: these are null.
    assert [one for one in lacking if not re.match(r"event\.view\.(close|submit)\.", one)] == []


def test_the_messages_tab_leads_to_what_was_said(stage: Stage) -> None:
    stage.client.chat_postMessage(channel="U1", text="welcome")

    assert "welcome" in Window(stage).get("/home-messages").text
    assert stage.receiver.event("app_home_opened")["tab"] == "messages"


def test_a_button_there_is_told_with_its_view(stage: Stage) -> None:
    published(stage)
    window = Window(stage)
    form = window.get("/home").one(id="home").one("form")

    window.click(form.one("button", class_="button"), form=form)

    payload = stage.receiver.interaction.json
    assert (payload["view"]["type"], payload["actions"][0]["action_id"]) == ("home", "go")


def test_what_is_typed_there_stays_when_the_app_publishes_anew(stage: Stage) -> None:
    published(stage, {"type": "home", "blocks": [field(text_input())]})
    window = Window(stage)
    form = window.get("/home").one(id="home").one("form")
    new = [field(text_input(), label=plain("And why?"))]
    stage.client.views_publish(user_id="U1", view={"type": "home", "blocks": new})

    after = window.post("/home-view", *sent_by(form), (named("why", "reason"), "kept"))

    assert after.one(class_="field-label").text == "And why?"
    assert after.one(name=named("why", "reason")).attributes["value"] == "kept"


def test_without_the_app_there_is_no_home(stage: Stage) -> None:
    stage.workspace.team.installation = None

    with pytest.raises(OSError, match="404"):
        Window(stage).get("/home")


def test_home_and_messages_are_tabs_of_each_other(stage: Stage) -> None:
    window = Window(stage)

    for path in ("/home", "/home-messages"):
        tabs = window.get(path).one("nav", aria_label="We Not Me")
        assert [one.text for one in tabs.all("a")] == ["Home", "Messages"]
        assert len(tabs.all(aria_current="page")) == 1
