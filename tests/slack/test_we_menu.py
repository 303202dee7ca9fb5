"""`/we` alone: a menu of its words."""

from dataclasses import replace

import pytest
from slack_bolt import App

from slackapp.slack.requests import Command
from slackapp.slack.we_command import CommandAnswer, WeWord, register
from tests.slack.conftest import send_command, send_payload


def labelled(name: str, place: int, answered: list[Command]) -> WeWord:
    def answer(asked: Command) -> CommandAnswer:
        answered.append(asked)
        return {"text": f"here is {name}", "blocks": []}

    return WeWord(word=name, usage=name, label=name.title(), place=place, answer=answer)


def test_the_command_alone_shows_a_button_for_each_word_that_has_one(app: App) -> None:
    unlabelled = replace(labelled("unlabelled", 0, []), label="")
    register(app, lambda: [labelled("later", 9, []), unlabelled, labelled("first", 1, [])])
    shown = send_command(app, "/we")
    buttons, hint = shown["blocks"]

    assert shown["response_type"] == "ephemeral"
    assert [(one["text"]["text"], one["value"]) for one in buttons["elements"]] == [
        ("First", "first"),
        ("Later", "later"),
    ]
    assert "`/we help`" in hint["elements"][0]["text"]


@pytest.mark.parametrize(
    ("value", "texts"), [("first", [""]), ("first 2026-W46", ["2026-W46"]), ("gone", [])]
)
def test_a_button_asks_for_its_word_and_what_follows_it(
    app: App, value: str, texts: list[str]
) -> None:
    asked: list[Command] = []
    register(app, lambda: [labelled("first", 1, asked)])
    action = {"type": "button", "action_id": f"we.word.{value[:5]}", "value": value}
    status, _ = send_payload(
        app,
        type="block_actions",
        channel={"id": "C1"},
        trigger_id="1.2.3",
        response_url="http://127.0.0.1:9/never",
        actions=[action],
    )

    assert status == 200
    assert [one.text for one in asked] == texts
    assert {(one.person_id, one.channel_id) for one in asked} <= {("U1", "C1")}
