"""What each failure means, code by code over real HTTP and error by error."""

import errno
import json
import socket
import ssl
from typing import Any
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackClientError, SlackRequestError

from slackapp.slack.clients import web_client
from slackapp.slack.errors import Outcome, Verdict, classify, classify_answer
from tests.slack.conftest import Stage

CODES: dict[Verdict, tuple[str, ...]] = {
    "retry": ("request_timeout", "team_added_to_org"),
    "ambiguous": ("fatal_error", "internal_error", "service_unavailable"),
    "workspace_paused": (
        "access_denied",
        "account_inactive",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    ),
    "permanent": (
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
        "msg_too_long",
        "no_text",
        "invalid_blocks",
        "msg_blocks_too_long",
        "invalid_blocks_format",
        "too_many_attachments",
        "message_not_found",
        "cant_update_message",
        "user_not_in_channel",
        "a_code_slack_invents_tomorrow",
    ),
}


def post(stage: Stage) -> Outcome:
    """What came of a post that failed."""
    with pytest.raises(Exception) as failed:  # noqa: PT011  whatever the SDK raises is the point
        stage.client.chat_postMessage(channel="C1", text="hello")
    assert isinstance(failed.value, Exception)
    return classify(failed.value)


def posted(stage: Stage) -> int:
    return len(stage.general.messages)


def test_each_of_slacks_codes_has_its_verdict(stage: Stage) -> None:
    told = {}
    for code in (code for codes in CODES.values() for code in codes):
        stage.sandbox.faults.add(method="chat.postMessage", error=code)
        outcome = post(stage)
        told[code] = outcome.verdict
        assert outcome.reason == code
    assert told == {code: verdict for verdict, codes in CODES.items() for code in codes}


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ({"status": 500, "body": b"<html>secret words</html>"}, Outcome("ambiguous", "http_500")),
        ({"status": 503, "error": "anything"}, Outcome("ambiguous", "anything")),
        ({"status": 200, "body": b"<html>secret words"}, Outcome("ambiguous", "http_200")),
        ({"status": 200, "body": b"[]"}, Outcome("ambiguous", "http_200")),
        ({"status": 200, "body": b"[1]"}, Outcome("ambiguous", "AttributeError")),
        ({"status": 200, "body": b"\xff"}, Outcome("ambiguous", "UnicodeDecodeError")),
        ({"status": 403, "body": b"the proxy says no"}, Outcome("retry", "http_403")),
        ({"status": 400, "error": "no_text"}, Outcome("permanent", "no_text")),
        ({"status": 200, "error": "rate_limited"}, Outcome("rate_limited", "rate_limited", 30.0)),
    ],
)
def test_odd_answers_are_told_without_their_words(
    stage: Stage, fault: dict[str, Any], outcome: Outcome
) -> None:
    stage.sandbox.faults.add(method="chat.postMessage", **fault)
    assert post(stage) == outcome


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"retry-after": "7"}, 7),
        ({"Retry-After": "999999"}, 3600),
        ({"Retry-After": "-5"}, 1),
        ({"Retry-After": "0"}, 1),
        ({"Retry-After": "soon"}, 30),
        ({"Retry-After": "1e9"}, 30),
        ({"Retry-After": "Wed, 18 Nov 2026 12:00:00 GMT"}, 30),
        ({"Retry-After": ""}, 30),
        ({}, 30),
    ],
)
def test_waiting_has_bounds_whatever_the_header_says(
    headers: dict[str, str], seconds: float
) -> None:
    outcome = classify_answer(status=429, code=None, headers=headers)
    assert outcome == Outcome("rate_limited", "http_429", seconds)


def test_the_sandboxs_own_rate_limit_is_read_from_its_header(stage: Stage) -> None:
    for _ in range(3):
        stage.client.chat_postMessage(channel="C1", text="hello")
    outcome = post(stage)
    assert (outcome.verdict, outcome.retry_after) == ("rate_limited", 1)


def test_a_connection_lost_after_sending_is_ambiguous_and_never_sent_again(stage: Stage) -> None:
    stage.sandbox.faults.add(method="chat.postMessage", drop="after")
    assert post(stage).verdict == "ambiguous"
    assert posted(stage) == 1


def test_a_connection_lost_before_anything_happened_looks_the_same(stage: Stage) -> None:
    stage.sandbox.faults.add(method="chat.postMessage", drop="before")
    assert post(stage).verdict == "ambiguous"
    assert posted(stage) == 0


def test_a_slow_answer_is_ambiguous(stage: Stage) -> None:
    stage.sandbox.faults.add(method="chat.postMessage", delay=1.5)
    hasty = web_client(api_url=stage.api_url, token=stage.client.token, timeout=1)
    with pytest.raises(TimeoutError) as failed:
        hasty.chat_postMessage(channel="C1", text="hello")
    assert classify(failed.value).verdict == "ambiguous"


def test_a_refused_connection_may_be_tried_again() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        client = web_client(api_url=f"http://127.0.0.1:{closed.getsockname()[1]}/api/", token="x")
        with pytest.raises(URLError) as failed:
            client.chat_postMessage(channel="C1", text="hello")
    assert classify(failed.value) == Outcome("retry", "ConnectionRefusedError")


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (URLError(socket.gaierror(-2, "no such name")), "retry"),
        (URLError(OSError(errno.ENETUNREACH, "unreachable")), "retry"),
        (URLError(ssl.SSLCertVerificationError("bad")), "retry"),
        (ConnectionRefusedError(), "retry"),
        (URLError(TimeoutError()), "ambiguous"),
        (URLError(ConnectionResetError()), "ambiguous"),
        (URLError(BrokenPipeError()), "ambiguous"),
        (URLError("a word"), "ambiguous"),
        (TimeoutError(), "ambiguous"),
        (ConnectionResetError(), "ambiguous"),
        (RuntimeError(), "ambiguous"),
        (SlackRequestError("bad arguments"), "permanent"),
        (SlackClientError("bad shape"), "permanent"),
    ],
)
def test_only_what_never_left_is_certain(error: Exception, verdict: Verdict) -> None:
    assert classify(error).verdict == verdict


def test_a_code_that_is_no_code_never_reaches_the_reason(stage: Stage) -> None:
    body = json.dumps({"ok": False, "error": "Somebody's words, 42"}).encode()
    stage.sandbox.faults.add(method="chat.postMessage", body=body)
    assert post(stage) == Outcome("ambiguous", "http_200")
