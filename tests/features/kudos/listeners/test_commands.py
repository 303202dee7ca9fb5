"""Commands and buttons of kudos through a real Bolt app, sent the way Slack sends them."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from slackapp.features.kudos.blocks import answers, sentences
from slackapp.slack.bolt_app import dispatch
from slackapp.vocabulary.clock import SettableClock
from tests.features.kudos.builders import REASON, later, thanked
from tests.features.kudos.conftest import Stage

FIXTURES = Path(__file__).parents[5] / "shared/data/slack_fixtures"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
COMMAND = {
    "team_id": "T1",
    "channel_id": "C1",
    "user_id": "UCY",
    "command": "/kudos",
    "text": f"<@UANA|ana> {REASON}",
    "response_url": "https://hooks.slack.example/commands/T1/1/x",
    "trigger_id": "13345224609.738474920.8088930838d88f008e0",
}


def acts(stage: Stage) -> set[tuple[str, str, bool]]:
    return stage.toolbox.run(thanked, "T1")


def send(stage: Stage, **form: str) -> dict[str, Any]:
    """The JSON that whoever typed the command is shown."""
    status, _, body = dispatch(stage.app, urlencode(COMMAND | form), FORM)
    assert status == 200
    shown = json.loads(body)
    assert isinstance(shown, dict)
    return shown


@pytest.mark.parametrize(
    ("command", "word"), [("/kudos", ""), ("/we", "kudos "), ("/we", "Thanks ")]
)
def test_who_types_the_command_is_told_who_will_see_it(
    stage: Stage, command: str, word: str
) -> None:
    stage.cy.command(command, f"{word}@ana @bo for {REASON}", channel=stage.general)

    assert stage.shown(stage.cy).text == "Ana and Bo will see it."
    assert acts(stage) == {("Cy", "Ana", False), ("Cy", "Bo", False)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "In one line it goes like this"),
        (" ", "In one line it goes like this"),
        ("help", "Thank somebody"),
        (" HELP ", "Thank somebody"),
    ],
)
def test_help_or_a_form_that_does_not_open_tells_how(stage: Stage, text: str, told: str) -> None:
    shown = send(stage, text=text)

    assert told in shown["text"]
    assert stage.toolbox.asked_for == []


def test_everybody_named_is_looked_up_before(stage: Stage) -> None:
    send(stage, text=f"<@UANA|ana> <!subteam^SOPS|@ops> {REASON} with <@WBO>")

    assert stage.toolbox.asked_for == ["UCY", "C1", "UANA", "SOPS", "WBO"]


def test_undo_replaces_the_answer_with_what_was_typed(stage: Stage) -> None:
    stage.cy.command("/kudos", f"@ana {REASON} #craft", channel=stage.general)
    stage.cy.click(stage.shown(stage.cy), answers.UNDO_GIVEN)

    answer = stage.shown(stage.cy)
    assert answer.text == "Taken back."
    assert f"/kudos @Ana {REASON} #craft" in json.dumps(answer.blocks)
    assert acts(stage) == set()


def test_undo_too_late_is_refused_and_changes_nothing(stage: Stage, clock: SettableClock) -> None:
    stage.cy.command("/kudos", f"@ana {REASON}", channel=stage.general)
    clock.set(later(11))
    stage.cy.click(stage.shown(stage.cy), answers.UNDO_GIVEN)

    texts = [shown.text for shown in stage.workspace.ephemerals(to=stage.cy)]
    assert texts == ["Ana will see it.", sentences.too_late_to_undo()]
    assert len(acts(stage)) == 1


def test_yes_gives_to_the_person_meant(stage: Stage) -> None:
    stage.cy.command("/kudos", f"@anna {REASON}", channel=stage.general)
    assert stage.shown(stage.cy).text == "I don't know @anna. Did you mean Ana?"
    stage.cy.click(stage.shown(stage.cy), answers.GIVE_AGAIN)

    assert stage.shown(stage.cy).text == "Ana will see it."
    assert acts(stage) == {("Cy", "Ana", False)}


def test_yes_after_a_name_may_ask_for_the_reason_and_keeps_the_words(stage: Stage) -> None:
    stage.cy.command("/we", "kudos @anna thx", channel=stage.general)
    stage.cy.click(stage.shown(stage.cy), answers.GIVE_AGAIN)

    assert stage.cy.modal is not None
    form = json.dumps(stage.cy.modal.content)
    assert "15 letters are enough" in form
    assert '"initial_value": "thx"' in form


def test_the_same_delivery_again_is_one_act_and_the_same_answer(stage: Stage) -> None:
    assert send(stage) == send(stage)
    assert len(acts(stage)) == 1


@pytest.mark.parametrize("lost", ["trigger_id", "response_url"])
def test_a_delivery_is_known_again_without_one_of_its_marks(stage: Stage, lost: str) -> None:
    assert send(stage, **{lost: ""}) == send(stage, **{lost: ""})
    assert len(acts(stage)) == 1


def test_without_any_mark_the_same_words_a_minute_later_are_new_thanks(
    stage: Stage, clock: SettableClock
) -> None:
    sources = set()
    for minute in (0, 0, 1):
        clock.set(later(minute))
        shown = send(stage, trigger_id="", response_url="")
        sources.add(shown["blocks"][1]["elements"][0]["value"])

    assert len(sources) == 2


def test_a_workspace_where_the_app_is_not_gives_nothing(stage: Stage) -> None:
    assert "not installed" in send(stage, team_id="T9")["text"]
    assert acts(stage) == set()


@pytest.mark.skipif(not FIXTURES.exists(), reason="needs the payload samples beside the repository")
def test_slack_s_own_payloads_are_understood(stage: Stage) -> None:
    sample = json.loads(
        (
            FIXTURES / "java-slack-sdk/app-backend/slash-commands/SlashCommandPayload.json"
        ).read_text()
    )
    assert COMMAND.keys() <= sample.keys()
    shown = send(stage, **{key: str(value) for key, value in (sample | COMMAND).items()})
    assert shown["text"] == "Ana will see it."

    samples = json.loads((FIXTURES / "bolt_python_test_payloads.json").read_text())
    rows = samples if isinstance(samples, list) else samples["payloads"]
    click = next(
        row["payload"]
        for row in rows
        if isinstance(row["payload"], dict) and row["payload"].get("container")
    )
    undo = shown["blocks"][1]["elements"][0]
    payload = click | {
        "team": {"id": "T1"},
        "user": {"id": "UANA"},
        "response_url": "http://127.0.0.1:9/never",
        "actions": [click["actions"][0] | {"action_id": undo["action_id"], "value": undo["value"]}],
    }
    status, _, _ = dispatch(stage.app, urlencode({"payload": json.dumps(payload)}), FORM)
    assert status == 200
    assert len(acts(stage)) == 1, "only the giver can undo"
