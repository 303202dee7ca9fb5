"""The log of what goes to and fro."""

import json

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from slackapp.sandbox.world.traffic import Exchange, Traffic
from tests.sandbox.receiver import Answer
from tests.sandbox.stage import Stage


def exchanges(stage: Stage, direction: str) -> list[Exchange]:
    return [one for one in stage.sandbox.world.traffic.all() if one.direction == direction]


def test_what_slack_sends_is_kept_with_its_answer(stage: Stage) -> None:
    stage.receiver.replies = [Answer(body={"text": "Noted"})]
    stage.ana.post(stage.general, "hi")
    stage.ana.command("/kudos", "@ben", channel=stage.general)

    event, command = exchanges(stage, "to_app")

    assert (event.kind, event.name, event.status) == ("event", "message", 200)
    assert isinstance(event.request, dict)
    assert event.request["event"]["text"] == "hi"
    assert (command.kind, command.answer) == ("command", {"text": "Noted"})
    assert isinstance(command.request, dict)
    assert command.request["text"] == "<@U2|ben>"
    assert command.seconds > 0


def test_a_delivery_that_fails_is_kept_with_each_try(stage: Stage) -> None:
    stage.receiver.answers = [Answer(500), Answer(500)]
    stage.ana.post(stage.general, "hi")
    stage.sandbox.advance(61)

    tries = exchanges(stage, "to_app")

    assert [(t.retry, t.status, t.error) for t in tries] == [
        (0, 500, "http_error"),
        (1, 500, "http_error"),
        (2, 200, None),
    ]


def test_what_the_app_calls_is_kept_with_slacks_error(stage: Stage) -> None:
    with pytest.raises(SlackApiError):
        stage.client.chat_postMessage(channel="C404", text="x")

    call = exchanges(stage, "from_app")[0]

    assert (call.kind, call.name, call.error) == ("api", "chat.postMessage", "channel_not_found")
    assert isinstance(call.request, dict)
    assert call.request["channel"] == "C404"


def test_an_answer_through_a_response_url_is_kept(stage: Stage) -> None:
    stage.ana.command("/kudos", channel=stage.general)
    WebhookClient(stage.receiver.interaction.form["response_url"]).send(text="late")

    call = exchanges(stage, "from_app")[0]

    assert (call.kind, call.status, call.answer) == ("response_url", 200, "ok")


def test_a_call_nobody_answered_is_kept_as_such(stage: Stage) -> None:
    stage.sandbox.faults.add(method="auth.test", drop="after")
    assert stage.client.auth_test()["ok"]  # the SDK tries again

    calls = exchanges(stage, "from_app")

    assert [(c.status, c.error) for c in calls] == [(None, "connection_dropped"), (200, None)]


def test_no_token_is_shown(stage: Stage) -> None:
    stage.client.api_call("auth.test", params={"token": stage.token})
    stage.client.chat_postMessage(channel="C1", text=f"my token is {stage.token}")
    stage.ana.command("/kudos", channel=stage.general)

    shown = json.dumps([[e.request, e.answer] for e in stage.sandbox.world.traffic.all()])

    assert stage.token not in shown
    assert stage.sandbox.world.app.verification_token not in shown


def test_only_the_last_are_kept_and_one_can_read_on(stage: Stage) -> None:
    traffic = stage.sandbox.world.traffic = Traffic(kept=3)
    heard: list[int] = []
    with traffic.listening(lambda exchange: heard.append(exchange.number)):
        for _ in range(5):
            stage.client.api_test()
    stage.client.api_test()

    assert heard == [1, 2, 3, 4, 5]
    assert [one.number for one in traffic.all()] == [4, 5, 6]
    assert [one.number for one in traffic.all(after=5)] == [6]
    assert traffic.find(3) is None
