"""Events on their way to the app: signed, in Slack's shape, tried again on Slack's schedule."""

import json
import socket
import time

import pytest
from slack_sdk.signature import SignatureVerifier

from slackapp.sandbox import Kind, Role, Sandbox
from slackapp.sandbox.events_api.outgoing import ANSWER_WITHIN
from tests.sandbox.receiver import Answer
from tests.sandbox.stage import SECRET, Stage


def test_every_delivery_is_signed_over_its_raw_body(stage: Stage) -> None:
    stage.ana.post(stage.general, "hello")
    stage.ana.command("/kudos", "@ben", channel=stage.general)
    verifier = SignatureVerifier(SECRET)

    for request in stage.receiver.requests:
        assert verifier.is_valid_request(request.body, request.headers)
    assert not SignatureVerifier("another").is_valid_request(
        stage.receiver.last.body, stage.receiver.last.headers
    )


def test_a_failed_delivery_is_tried_at_once_then_after_a_minute_then_after_five(
    stage: Stage,
) -> None:
    stage.receiver.answers = [Answer(503)] * 4
    stage.ana.post(stage.general, "hello")
    tries = [len(stage.receiver.requests)]
    for seconds in (59, 1, 299, 1, 3600):
        stage.sandbox.advance(seconds)
        tries.append(len(stage.receiver.requests))

    headers = [request.headers for request in stage.receiver.requests]
    assert tries == [2, 2, 3, 3, 4, 4]
    assert [h.get("x-slack-retry-num") for h in headers] == [None, "1", "2", "3"]
    assert [h.get("x-slack-retry-reason") for h in headers] == [None, *["http_error"] * 3]
    assert len({request.body for request in stage.receiver.requests}) == 1


def test_a_retry_that_goes_well_is_the_last(stage: Stage) -> None:
    stage.receiver.answers = [Answer(500)]

    stage.ana.post(stage.general, "hello")
    stage.sandbox.advance(3600)

    assert [a.status for a in stage.sandbox.deliveries.log[0].attempts] == [500, 200]
    assert stage.sandbox.deliveries.waiting == []


def test_an_app_may_ask_for_no_retries(stage: Stage) -> None:
    stage.receiver.answers = [Answer(500, headers={"X-Slack-No-Retry": "1"})]

    stage.ana.post(stage.general, "hello")

    assert len(stage.receiver.requests) == 1


def test_an_app_that_is_away_is_told_later(stage: Stage) -> None:
    url = stage.sandbox.request_url
    stage.sandbox.request_url = "http://127.0.0.1:9/slack/events"
    stage.ana.post(stage.general, "hello")
    stage.sandbox.request_url = url

    stage.sandbox.advance(60)

    assert stage.receiver.last.headers["x-slack-retry-reason"] == "connection_failed"
    assert stage.sandbox.deliveries.log[0].ok


def test_an_app_that_takes_too_long_is_a_timeout(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ANSWER_WITHIN == 3
    monkeypatch.setattr("slackapp.sandbox.events_api.outgoing.ANSWER_WITHIN", 0.02)
    start = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        stage.sandbox.request_url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        stage.ana.post(stage.general, "hello")
        reply = stage.ana.command("/kudos", channel=stage.general)

    tries = stage.sandbox.deliveries.log[0].attempts
    assert [one.reason for one in tries] == ["http_timeout", "http_timeout"]
    assert reply.error == "operation_timeout"
    assert time.monotonic() - start < 2


def test_only_channels_the_bot_is_in_are_heard(stage: Stage) -> None:
    elsewhere = stage.workspace.add_channel("C2", "elsewhere", members=[stage.ana])

    message = stage.ana.post(elsewhere, "hello")
    stage.ana.react(message, "clap")
    stage.ben.join(elsewhere)

    assert stage.receiver.requests == []


def test_only_events_with_a_scope_and_a_subscription_are_sent(stage: Stage) -> None:
    stage.client_with("reactions:read")
    message = stage.ana.post(stage.general, "hello")
    stage.ana.react(message, "clap")
    stage.sandbox.deliveries.subscribed = frozenset({"message.channels"})
    stage.ana.unreact(message, "clap")

    assert stage.receiver.kinds() == ["reaction_added"]


def test_a_message_edited_and_deleted_tells_what_it_was(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "first")
    stage.ana.edit(message, "second")
    stage.ana.delete(message)

    assert stage.receiver.kinds() == ["message", "message_changed", "message_deleted"]
    changed = stage.receiver.event("message_changed")
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("first", "second")
    assert changed["message"]["edited"]["user"] == "U1"
    deleted = stage.receiver.event("message_deleted")
    assert (deleted["deleted_ts"], deleted["previous_message"]["text"]) == (message.ts, "second")


def test_a_deleted_parent_leaves_a_tombstone(stage: Stage) -> None:
    parent = stage.ana.post(stage.general, "q")
    stage.ben.post(stage.general, "a", thread_ts=parent.ts)

    stage.ana.delete(parent)

    changed = stage.receiver.event("message_changed")
    assert changed["message"]["subtype"] == "tombstone"
    assert changed["previous_message"]["text"] == "q"


def test_an_unfurl_changes_a_message_nobody_edited(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "<https://example.org/a>")

    stage.workspace.unfurl(message, url="https://example.org/a", title="A page")

    changed = stage.receiver.event("message_changed")
    assert changed["message"]["attachments"][0]["title"] == "A page"
    assert "edited" not in changed["message"]
    assert "attachments" not in changed["previous_message"]


def test_subtypes_of_people_and_bots_are_slacks(stage: Stage) -> None:
    robot = stage.workspace.add_person("U7", name="Robot", role=Role.BOT)
    stage.general.members["U7"] = None
    parent = stage.ana.post(stage.general, "q")
    stage.ana.post(stage.general, "all", thread_ts=parent.ts, broadcast=True)
    stage.ana.post(stage.general, "file", files=[{"id": "F1", "name": "a.png"}])
    stage.ana.post(stage.general, "waves", subtype="me_message")
    robot.post(stage.general, "beep")

    wanted = ["message", "thread_broadcast", "file_share", "me_message", "bot_message"]
    assert stage.receiver.kinds() == wanted
    assert stage.receiver.event("thread_broadcast")["root"]["ts"] == parent.ts
    assert "user" not in stage.receiver.event("bot_message")


def test_the_apps_own_post_comes_back_as_an_event(stage: Stage) -> None:
    stage.client.chat_postMessage(channel="C1", text="mine")
    stage.sandbox.settle()

    event = stage.receiver.event("message")
    assert (event["bot_id"], event["app_id"], event["user"]) == ("B0BOT", "A0SANDBOX01", "U0BOT")


def test_a_mention_of_the_bot_comes_twice(stage: Stage) -> None:
    stage.ana.post(stage.general, "hi <@U0BOT>")

    assert stage.receiver.kinds() == ["message", "app_mention"]


def test_reactions_name_the_messages_author(stage: Stage) -> None:
    message = stage.ana.post(stage.general, "done")

    assert stage.ben.react(message, "clap")
    assert not stage.ben.react(message, "clap")
    assert stage.ben.unreact(message, "clap")

    assert stage.receiver.kinds() == ["message", "reaction_added", "reaction_removed"]
    assert stage.receiver.event("reaction_added")["item_user"] == "U1"


def test_people_channels_and_groups_that_change_are_told(stage: Stage) -> None:
    ws = stage.workspace
    cy = ws.add_person("U3", name="Cy")
    group = ws.add_group("S1", "helpers", users=[cy])
    ws.person_joins_team(cy)
    cy.change(real_name="Cy Young")
    cy.join(stage.general, inviter=stage.ana)
    cy.leave(stage.general)
    ws.create_channel(ws.add_channel("C2", "new"))
    ws.rename(stage.general, "town-square")
    ws.archive(stage.general, by=stage.ana)
    ws.archive(stage.general, by=stage.ana, undo=True)
    ws.create_group(group)
    ws.set_group_members(group, [stage.ana])

    assert stage.receiver.kinds() == [
        "team_join", "user_change", "member_joined_channel", "channel_join",
        "member_left_channel", "channel_leave", "channel_created", "channel_rename",
        "channel_archive", "channel_archive", "channel_unarchive", "channel_unarchive",
        "subteam_created", "subteam_updated",
        "subteam_members_changed",
    ]  # fmt: skip
    assert stage.receiver.event("user_change")["user"]["real_name"] == "Cy Young"
    assert stage.receiver.event("subteam_members_changed")["removed_users"] == ["U3"]


def test_private_channels_have_group_events(stage: Stage) -> None:
    ours = stage.workspace.add_channel(
        "G1", "ours", kind=Kind.PRIVATE, members=[stage.ana], bot_is_member=True
    )
    stage.ana.post(ours, "hello")
    stage.workspace.rename(ours, "still-ours")
    hidden = stage.workspace.add_channel("G2", "hidden", kind=Kind.PRIVATE)
    stage.workspace.rename(hidden, "still-hidden")

    assert stage.receiver.kinds() == ["message", "group_rename"]
    assert stage.receiver.event("message")["channel_type"] == "group"


def test_time_stands_still_and_ts_are_unique_and_rising(stage: Stage) -> None:
    many = [stage.ana.post(stage.general, "x").ts for _ in range(50)]
    stage.sandbox.advance(60)
    later = stage.ana.post(stage.general, "x", ts="1800000000.000100")

    assert many == sorted(set(many))
    assert many[0].startswith("1794819600.")
    assert later.ts == "1800000000.000100"


def test_background_deliveries_arrive_by_the_time_they_are_settled(stage: Stage) -> None:
    sandbox = Sandbox(request_url=stage.receiver.url, background=True)
    workspace = sandbox.add_workspace("T5")
    dee = workspace.add_person("U1", name="Dee")
    room = workspace.add_channel("C1", "room", members=[dee], bot_is_member=True)
    workspace.install_app()

    posted = [dee.post(room, str(n)).ts for n in range(20)]
    sandbox.settle()
    sandbox.deliveries.close()

    assert [e["ts"] for e in stage.receiver.events] == posted


def test_raw_bodies_go_out_signed_or_as_told(stage: Stage) -> None:
    stage.sandbox.deliver_raw(b"[[[")
    signed = stage.receiver.last
    stage.sandbox.deliver_raw(b"{}", {"X-Slack-Signature": "v0=no"}, timestamp=1)

    assert SignatureVerifier(SECRET).is_valid_request(signed.body, signed.headers)
    assert stage.receiver.last.headers["x-slack-signature"] == "v0=no"
    assert stage.receiver.last.headers["x-slack-request-timestamp"] == "1"


@pytest.mark.parametrize("repeats", [True, False])
def test_the_handshake_wants_the_challenge_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, *, repeats: bool
) -> None:
    monkeypatch.setattr("secrets.token_hex", lambda _size: "c0ffee")
    stage.receiver.answers = [Answer(body="c0ffee" if repeats else "something else")]

    assert stage.sandbox.verify_request_url() is repeats
    assert json.loads(stage.receiver.last.body)["type"] == "url_verification"


def test_a_delivery_can_be_repeated(stage: Stage) -> None:
    stage.ana.post(stage.general, "hello")

    stage.sandbox.deliveries.repeat(stage.sandbox.deliveries.log[0])

    first, second = stage.receiver.requests
    assert first.body == second.body
    assert second.headers["x-slack-retry-reason"] == "http_timeout"


def test_past_its_hourly_limit_an_app_is_told_once_a_minute_and_sent_no_more(
    stage: Stage,
) -> None:
    stage.sandbox.deliveries.limits.per_hour = 1
    for seconds in (0, 0, 0, 61, 0, 3600):
        stage.sandbox.advance(seconds)
        stage.ana.post(stage.general, "x")

    bodies = [request.json for request in stage.receiver.requests]
    assert [body["type"] for body in bodies] == [
        "event_callback",
        "app_rate_limited",
        "app_rate_limited",
        "event_callback",
    ]
    assert bodies[2]["minute_rate_limited"] - bodies[1]["minute_rate_limited"] == 60
    assert "event" not in bodies[1]
