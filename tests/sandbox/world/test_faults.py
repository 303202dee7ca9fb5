"""Trouble on demand."""

import time
from concurrent.futures import ThreadPoolExecutor
from http.client import IncompleteRead, RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from slackapp.sandbox import Sandbox
from slackapp.sandbox.world.faults import Moment
from tests.sandbox.stage import Stage

CUT = (ConnectionError, URLError, RemoteDisconnected, IncompleteRead)


def client_without_retries(stage: Stage) -> WebClient:
    return WebClient(stage.token, base_url=stage.api_url, retry_handlers=[])


def test_a_call_dropped_before_accepting_did_nothing(stage: Stage) -> None:
    stage.sandbox.faults.add(method="chat.postMessage", drop="before")

    with pytest.raises(CUT):
        client_without_retries(stage).chat_postMessage(channel="C1", text="x")

    assert stage.general.messages == []


def test_a_call_dropped_after_accepting_was_done(stage: Stage) -> None:
    stage.sandbox.faults.add(method="chat.postMessage", drop="after")

    with pytest.raises(CUT):
        client_without_retries(stage).chat_postMessage(channel="C1", text="x")

    assert [m.text for m in stage.general.messages] == ["x"]


def test_a_slack_error_comes_as_often_as_asked(stage: Stage) -> None:
    stage.sandbox.faults.add(method="chat.postMessage", times=2, error="fatal_error")

    answers = []
    for _ in range(3):
        try:
            stage.client.chat_postMessage(channel="C1", text="x")
            answers.append("ok")
        except SlackApiError as refused:
            answers.append(refused.response["error"])

    assert answers == ["fatal_error", "fatal_error", "ok"]


def test_any_status_body_and_headers_can_be_answered(stage: Stage) -> None:
    stage.sandbox.faults.add(
        method="*", status=429, body=b'{"ok":false}', headers={"Retry-After": "30"}
    )

    with pytest.raises(SlackApiError) as caught:
        client_without_retries(stage).auth_test()

    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "30"


def test_a_fault_can_be_for_one_channel_and_be_cleared(stage: Stage) -> None:
    stage.sandbox.faults.add(method="chat.postMessage", channel="C2", times=None, error="x")
    stage.client.chat_postMessage(channel="C1", text="x")
    stage.sandbox.faults.add(method="*", times=None, error="x")
    stage.sandbox.faults.clear()

    assert stage.client.auth_test()["ok"]


def test_a_delay_is_real_time_and_the_answer_comes(stage: Stage) -> None:
    stage.sandbox.faults.add(method="auth.test", delay=0.05)
    start = time.monotonic()

    assert stage.client.auth_test()["ok"]
    assert time.monotonic() - start >= 0.05


def post(client: WebClient, channel: str = "C1") -> str:
    """`ok`, or what went wrong."""
    try:
        client.chat_postMessage(channel=channel, text="x")
    except SlackApiError as refused:
        return str(refused.response["error"])
    return "ok"


def test_an_error_may_come_after_the_thing_was_done(stage: Stage) -> None:
    stage.sandbox.faults.add(method="chat.postMessage", error="fatal_error", accepted=True)

    assert post(stage.client) == "fatal_error"
    assert [m.text for m in stage.general.messages] == ["x"]


def test_a_server_error_may_come_after_the_thing_was_done(stage: Stage) -> None:
    stage.sandbox.faults.add(method="*", status=503, body=b"busy", accepted=True)

    with pytest.raises(SlackApiError):
        client_without_retries(stage).chat_postMessage(channel="C1", text="x")

    assert [m.text for m in stage.general.messages] == ["x"]


@pytest.mark.parametrize(("moment", "texts"), [("before", []), ("after", ["x"])])
def test_a_socket_may_hang_open_with_the_thing_done_or_not(
    stage: Stage, moment: Moment, texts: list[str]
) -> None:
    stage.sandbox.faults.add(method="chat.postMessage", hang=moment)
    impatient = WebClient(stage.token, base_url=stage.api_url, retry_handlers=[], timeout=1)

    with pytest.raises(TimeoutError):
        impatient.chat_postMessage(channel="C1", text="x")

    assert [m.text for m in stage.general.messages] == texts


def test_a_server_that_stops_does_not_wait_for_a_hanging_call() -> None:
    sandbox = Sandbox()
    sandbox.add_workspace("T1").install_app(token="xoxb-it")
    sandbox.faults.add(method="auth.test", hang="before")
    with ThreadPoolExecutor() as pool:
        with sandbox.serving() as server:
            patient = WebClient("xoxb-it", base_url=server.api_url, retry_handlers=[], timeout=60)
            call = pool.submit(patient.auth_test)
            while not sandbox.faults.all()[0].fired:
                pass

        with pytest.raises(CUT):
            call.result(timeout=30)


def test_a_fault_can_be_for_one_person(stage: Stage) -> None:
    direct = stage.client.conversations_open(users="U1")["channel"]["id"]
    stage.sandbox.faults.add(method="*", times=None, person="U1", error="user_disabled")

    answers = [post(stage.client, where) for where in (direct, "U1", "U2", "C1")]

    assert answers == ["user_disabled", "user_disabled", "ok", "ok"]
    with pytest.raises(SlackApiError, match="user_disabled"):
        stage.client.users_info(user="U1")


def test_a_response_url_can_fail_too(stage: Stage) -> None:
    stage.sandbox.faults.add(method="response_url", status=500, body=b"")
    stage.ana.command("/kudos", channel=stage.general)
    hook = WebhookClient(stage.receiver.interaction.form["response_url"])

    assert [hook.send(text="x").status_code for _ in range(2)] == [500, 200]


def test_the_switchboard_tells_what_is_on_and_how_often_it_fired(stage: Stage) -> None:
    faults = stage.sandbox.faults
    once = faults.add(method="chat.postMessage", channel="C1", error="fatal_error", accepted=True)
    always = faults.add(method="*", times=None, delay=0.5, drop="after", person="U1")
    post(stage.client)

    assert [(fault.fired, fault.is_spent) for fault in faults.all()] == [(1, True), (0, False)]
    assert [fault.sentence for fault in faults.all()] == [
        "chat.postMessage in C1: answers 200 fatal_error after it was done (once)",
        "every method for U1: 0.5 s late, cut off after it is done (always)",
    ]
    faults.remove(always.number)
    assert faults.all() == [once]
