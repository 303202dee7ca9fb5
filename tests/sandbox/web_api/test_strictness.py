"""Slack's refusals: errors, scopes and rate limits."""

import json
from typing import Any
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from slackapp.sandbox import Kind
from slackapp.sandbox.scopes import METHOD_SCOPES
from slackapp.sandbox.web_api.dispatch import METHODS
from slackapp.sandbox.web_api.rate_limits import PER_MINUTE, RateLimits
from tests.sandbox.stage import Stage

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [SECTION]}
HUGE = MODAL | {"private_metadata": "x" * 250_001}
LONG = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 5


def error_of(client: WebClient, method: str, **arguments: Any) -> str:  # noqa: ANN401 - any JSON
    with pytest.raises(SlackApiError) as caught:
        client.api_call(method, json=arguments)
    return str(caught.value.response["error"])


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.postMessage", {"channel": "C1"}, "no_text"),
        ("chat.postMessage", {"channel": "C404", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "CARCH", "text": "x"}, "is_archived"),
        ("chat.postMessage", {"channel": "GSECRET", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C1", "blocks": "x{"}, "invalid_blocks_format"),
        ("chat.postMessage", {"channel": "C1", "blocks": [{"type": "nope"}]}, "invalid_blocks"),
        ("chat.postMessage", {"channel": "C1", "blocks": LONG}, "msg_blocks_too_long"),
        ("chat.postMessage", {"channel": "C1", "attachments": [{}] * 101}, "too_many_attachments"),
        ("chat.postMessage", {"channel": "C1", "metadata": {}}, "invalid_metadata_format"),
        (
            "chat.postMessage",
            {"channel": "C1", "text": "x", "thread_ts": "1.2"},
            "cannot_reply_to_message",
        ),
        (
            "chat.postEphemeral",
            {"channel": "C1", "user": "U404", "text": "x"},
            "user_not_in_channel",
        ),
        ("chat.postEphemeral", {"channel": "C2", "user": "U1", "text": "x"}, "not_in_channel"),
        ("chat.update", {"channel": "C1", "ts": "1.2", "text": "x"}, "message_not_found"),
        ("chat.update", {"channel": "C1", "ts": "100.000001", "text": "x"}, "cant_update_message"),
        ("chat.update", {"channel": "CARCH", "ts": "100.000002", "text": "x"}, "is_inactive"),
        ("chat.delete", {"channel": "C1", "ts": "100.000001"}, "cant_delete_message"),
        ("chat.getPermalink", {"channel": "C1", "message_ts": "1.2"}, "message_not_found"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("conversations.open", {"users": "U0BOT"}, "not_enough_users"),
        ("conversations.open", {"users": "U1,U404"}, "user_not_found"),
        ("conversations.open", {"users": "1,2,3,4,5,6,7,8,9"}, "too_many_users"),
        ("conversations.open", {"channel": "C1"}, "method_not_supported_for_channel_type"),
        ("conversations.open", {"users": "U1", "prevent_creation": True}, "channel_not_found"),
        ("files.getUploadURLExternal", {"filename": "a.txt"}, "missing_argument"),
        (
            "files.getUploadURLExternal",
            {"filename": "a.txt", "length": 1, "alt_txt": "x" * 1001},
            "alt_txt_too_large",
        ),
        ("conversations.info", {"channel": "GSECRET"}, "channel_not_found"),
        ("conversations.history", {"channel": "C2"}, "not_in_channel"),
        ("conversations.history", {"channel": "C1", "oldest": "x"}, "invalid_ts_oldest"),
        ("conversations.history", {"channel": "C1", "cursor": "??"}, "invalid_cursor"),
        ("conversations.replies", {"channel": "C1", "ts": "1.2"}, "thread_not_found"),
        ("conversations.list", {"types": "rooms"}, "invalid_types"),
        ("conversations.list", {"cursor": "bmV4dA=="}, "invalid_cursor"),
        ("conversations.join", {"channel": "CARCH"}, "is_archived"),
        ("users.info", {"user": "U404"}, "user_not_found"),
        ("usergroups.users.list", {"usergroup": "S404"}, "no_such_subteam"),
        (
            "reactions.add",
            {"channel": "C1", "timestamp": "1.2", "name": "clap"},
            "message_not_found",
        ),
        ("reactions.add", {"channel": "C1", "timestamp": "x", "name": "clap"}, "bad_timestamp"),
        ("reactions.add", {"channel": "C1", "timestamp": "1.2", "name": "A B"}, "invalid_name"),
        ("reactions.add", {"channel": "C2", "timestamp": "1.2", "name": "clap"}, "not_in_channel"),
        (
            "reactions.remove",
            {"channel": "C1", "timestamp": "100.000001", "name": "clap"},
            "no_reaction",
        ),
        ("views.open", {"trigger_id": "x", "view": {"type": "modal"}}, "invalid_arguments"),
        ("views.open", {"trigger_id": "x", "view": HUGE}, "view_too_large"),
        ("views.open", {"trigger_id": "x", "view": MODAL}, "invalid_trigger_id"),
        ("nothing.here", {}, "unknown_method"),
    ],
)
def test_bad_use_gives_slacks_error(
    stage: Stage, method: str, arguments: dict[str, Any], error: str
) -> None:
    workspace = stage.workspace
    archive = workspace.add_channel("CARCH", "old", is_archived=True, bot_is_member=True)
    workspace.load_history(archive, [{"ts": "100.000002", "user": "U0BOT", "bot_id": "B0BOT"}])
    workspace.add_channel("C2", "elsewhere", members=[stage.ana])
    workspace.add_channel("GSECRET", "secret", kind=Kind.PRIVATE, members=[stage.ana])
    stage.ana.post(stage.general, "hers", ts="100.000001")

    assert error_of(stage.client, method, **arguments) == error


def test_a_post_where_the_bot_is_not_a_member_needs_a_scope_of_its_own(stage: Stage) -> None:
    stage.workspace.add_channel("C2", "elsewhere")

    assert stage.client.chat_postMessage(channel="C2", text="x")["ok"]
    narrow = stage.client_with("chat:write")
    assert error_of(narrow, "chat.postMessage", channel="C2", text="x") == "not_in_channel"


def test_no_token_and_a_wrong_one_are_told_apart(stage: Stage) -> None:
    assert error_of(WebClient(base_url=stage.api_url), "auth.test") == "not_authed"
    assert error_of(WebClient("xoxb-no", base_url=stage.api_url), "auth.test") == "invalid_auth"


def test_the_token_may_come_as_an_argument(stage: Stage) -> None:
    client = WebClient(base_url=stage.api_url)

    assert client.api_call("auth.test", data={"token": stage.token})["user_id"] == "U0BOT"


def test_a_missing_scope_is_named(stage: Stage) -> None:
    client = stage.client_with("commands", "channels:read", "channels:history")
    stage.workspace.add_channel("G2", "ours", kind=Kind.PRIVATE, bot_is_member=True)

    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C1", text="x")

    assert caught.value.response["needed"] == "chat:write"
    assert caught.value.response["provided"] == "channels:history,channels:read,commands"
    assert error_of(client, "conversations.history", channel="G2") == "missing_scope"
    assert error_of(client, "conversations.list", types="private_channel") == "missing_scope"


@pytest.mark.parametrize("method", sorted(METHOD_SCOPES))
def test_each_method_names_the_scopes_it_misses(stage: Stage, method: str) -> None:
    client = stage.client_with("commands")

    with pytest.raises(SlackApiError) as caught:
        client.api_call(method)

    answer = caught.value.response
    assert answer["error"] == "missing_scope"
    assert set(answer["needed"].split(",")) == METHOD_SCOPES[method]
    assert answer["provided"] == answer.headers["x-oauth-scopes"] == "commands"


def test_what_a_method_does_not_know_is_passed_over(stage: Stage) -> None:
    answer = stage.client.api_call("users.info", params={"user": "U1", "shoe_size": 43})

    assert answer["user"]["id"] == "U1"
    assert "warning" not in answer


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        ("application/json", b"{", "invalid_json"),
        ("application/json", b"[]", "json_not_object"),
        ("application/x-www-form-urlencoded", b"\xff", "invalid_form_data"),
        ("text/plain", b"x", "invalid_post_type"),
    ],
)
def test_a_body_slack_cannot_read_is_refused(
    stage: Stage, kind: str, body: bytes, error: str
) -> None:
    headers = {"Content-Type": kind, "Authorization": f"Bearer {stage.token}"}

    answer = urlopen(Request(f"{stage.api_url}auth.test", body, headers))  # noqa: S310 - our own

    assert json.load(answer)["error"] == error


def test_text_past_forty_thousand_characters_is_cut(stage: Stage) -> None:
    answer = stage.client.chat_postMessage(channel="C1", text="x" * 50_000)

    assert len(stage.general.messages[0].text) == 40_000
    assert answer["response_metadata"]["warnings"] == ["message_truncated"]


def test_an_update_takes_four_thousand_characters(stage: Stage) -> None:
    ts = stage.client.chat_postMessage(channel="C1", text="x")["ts"]

    assert error_of(stage.client, "chat.update", channel="C1", ts=ts, text="x" * 4001) == (
        "msg_too_long"
    )


def test_a_reaction_given_twice_is_refused(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "x")
    stage.client.reactions_add(channel="C1", timestamp=message.ts, name="clap")
    again = {"channel": "C1", "timestamp": message.ts, "name": "clap"}

    assert error_of(stage.client, "reactions.add", **again) == "already_reacted"


def test_posts_to_one_channel_are_slowed_down_with_retry_after(stage: Stage) -> None:
    for _ in range(3):
        stage.client.chat_postMessage(channel="C1", text="x")

    with pytest.raises(SlackApiError) as caught:
        stage.client.chat_postMessage(channel="C1", text="x")

    assert caught.value.response.status_code == 429
    assert caught.value.response["error"] == "ratelimited"
    assert caught.value.response.headers["Retry-After"] == "1"
    assert stage.client.chat_postMessage(channel="U1", text="x")["ok"]


def test_the_rate_recovers_one_a_second_and_can_be_switched_off() -> None:
    now = [0.0]
    limits = RateLimits(enabled=True, timer=lambda: now[0])
    first = [limits.wait_for("T1", "chat.postMessage", "C1") for _ in range(4)]
    now[0] = 1.0

    assert first == [0, 0, 0, 1]
    assert [limits.wait_for("T1", "chat.postMessage", "C1") for _ in range(2)] == [0, 1]
    limits.enabled = False
    assert limits.wait_for("T1", "chat.postMessage", "C1") == 0


def test_each_method_has_its_tier_in_each_workspace() -> None:
    limits = RateLimits(enabled=True, timer=lambda: 0.0)

    allowed = [limits.wait_for("T1", "users.list") for _ in range(21)]

    assert allowed == [0] * 20 + [3]
    assert limits.wait_for("T2", "users.list") == limits.wait_for("T1", "users.info") == 0
    assert PER_MINUTE.keys() == METHODS.keys() | {"apps.connections.open"}


def test_a_method_called_too_often_is_told_when_to_come_again(stage: Stage) -> None:
    stage.sandbox.rate_limits.per_minute["users.info"] = 2
    for _ in range(2):
        stage.client.users_info(user="U1")

    with pytest.raises(SlackApiError) as caught:
        stage.client.users_info(user="U1")

    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "30"


def test_calls_to_everybody_are_counted(stage: Stage) -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "<!channel> and <!here>"}}

    stage.client.chat_postMessage(channel="C1", text="&lt;!channel&gt; <!here>", blocks=[block])

    assert stage.sandbox.control_sequences == {"channel": 1, "here": 2}


def test_a_trigger_lives_three_seconds_and_works_once(stage: Stage) -> None:
    stage.ana.command("/we", channel=stage.general)
    trigger = stage.receiver.interaction.form["trigger_id"]
    stage.client.views_open(trigger_id=trigger, view=MODAL)

    again = error_of(stage.client, "views.open", trigger_id=trigger, view=MODAL)
    stage.ana.command("/we", channel=stage.general)
    stage.sandbox.advance(4)
    late = stage.receiver.interaction.form["trigger_id"]

    assert again == "exchanged_trigger_id"
    assert error_of(stage.client, "views.open", trigger_id=late, view=MODAL) == "expired_trigger_id"
