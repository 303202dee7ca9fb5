"""`/we export` over HTTP: as a file where Slack lets us, else in messages, and never cut."""

import json

import pytest

from slackapp.features.privacy import jobs
from slackapp.sandbox import Message
from tests.journeys.conftest import SCOPES, Journey
from tests.journeys.kudos.town import by_app


def _take_part(journey: Journey) -> None:
    journey.ana.command("/kudos", "@bo.berg for a lighthouse & <tea>", channel=journey.general)
    journey.wait_until(lambda: len(journey.live_kudos()) == 1)
    journey.wait_until(lambda: not journey.has_work())


def _export(journey: Journey) -> list[Message]:
    reply = journey.ana.command("/we", "export", channel=journey.general)
    assert "direct message" in reply.text
    conversation = journey.ana.direct_messages("UBOT")
    journey.wait_until(lambda: any("as JSON" in each.text for each in by_app(conversation)))
    journey.wait_until(lambda: not journey.has_work())
    return by_app(conversation)


def _written(messages: list[Message]) -> str:
    return "".join(
        element["elements"][0]["text"]
        for message in messages
        for block in message.blocks or []
        if block["type"] == "rich_text"
        for element in block["elements"]
    )


def test_without_the_scope_for_files_it_comes_in_parts_that_fit_together(journey: Journey) -> None:
    _take_part(journey)
    said = json.loads(_written(_export(journey)))
    assert said["person"][0]["name"] == "Ana Lopez"
    assert said["kudos"][0]["giver"] == "U1"
    assert "lighthouse" in said["kudos"][0]["reason"]


def test_what_is_too_long_is_not_cut_but_told_how_to_get(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_PIECES", 1)
    _take_part(journey)
    messages = _export(journey)
    assert "export-person" in messages[-1].text
    assert _written(messages) == ""


def test_with_the_scope_for_files_it_is_one(journey: Journey) -> None:
    journey.restart(
        token=journey.workspace.install_app(
            bot_user_id="UBOT", scopes=[*SCOPES, "files:write", "files:read"]
        )
    )
    _take_part(journey)
    assert _written(_export(journey)) == ""
    shown = journey.ana.direct_messages("UBOT").messages
    (file,) = [file for message in shown for file in message.files]
    assert file["name"] == "we-not-me.json"


def test_somebody_unknown_is_told_that_nothing_is_kept(journey: Journey) -> None:
    stranger = journey.workspace.add_person("U77", name="Stranger")
    journey.general.members[stranger.id] = None
    reply = stranger.command("/we", "export", channel=journey.general)
    assert "nothing about you" in reply.text
