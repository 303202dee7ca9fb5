"""Trouble on demand."""

import time
from http.client import IncompleteRead, RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

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
