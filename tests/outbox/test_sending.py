"""A post from its plan to the channel."""

from datetime import timedelta

import pytest

from slackapp.outbox.settling import GIVE_UP_AFTER
from tests.outbox.post_office import PostOffice


def test_a_planned_post_is_worded_when_it_is_sent_and_keeps_where_it_is(
    office: PostOffice,
) -> None:
    office.plan()
    assert office.is_waiting("P1", 1)
    office.said["thanks"] = "Thank you, Ana and Bo"
    post = office.send()
    assert office.visible == ["Thank you, Ana and Bo"]
    message = office.general.messages[-1]
    assert (post.state, post.sent_channel_id, post.sent_ts) == ("sent", "C1", message.ts)
    assert message.metadata == {
        "event_type": "slackapp_post",
        "event_payload": {"post_id": "P1"},
    }


def test_the_same_post_planned_twice_is_one(office: PostOffice) -> None:
    office.plan()
    office.plan(subject="something else")
    assert office.posts() == ["P1"]
    office.send()
    office.plan()
    office.sender.run("T1", "P1", 1)
    assert len(office.visible) == 1


def test_a_post_with_nothing_left_to_say_is_dropped(office: PostOffice) -> None:
    office.plan()
    office.said["thanks"] = None
    assert office.send().state == "dropped"
    assert office.visible == []


def test_a_reply_lands_in_its_thread(office: PostOffice) -> None:
    parent = office.ana.post(office.general, "hello")
    office.plan(thread_ts=parent.ts)
    office.send()
    assert [reply.text for reply in office.general.replies(parent.ts)] == ["Thank you, Ana"]


@pytest.mark.parametrize(
    ("said", "waits"),
    [("1", 1), ("30", 30), ("3600", 3600), ("999999", 3600), ("-5", 1), ("soon", 30), (None, 30)],
)
def test_a_rate_limit_only_postpones_the_post(
    office: PostOffice, said: str | None, waits: int
) -> None:
    headers = {} if said is None else {"Retry-After": said}
    office.sandbox.faults.add(
        method="chat.postMessage", status=429, error="ratelimited", headers=headers
    )
    office.plan()
    post = office.send()
    assert (post.state, post.attempt, post.failures) == ("planned", 2, 0)
    assert post.due_at == office.sandbox.clock.now() + timedelta(seconds=waits)
    office.pass_time(waits)
    assert office.is_waiting("P1", 2)
    assert office.send().state == "sent"


def test_a_rate_limit_that_comes_as_200_is_one_too(office: PostOffice) -> None:
    office.sandbox.faults.add(method="chat.postMessage", error="ratelimited")
    office.plan()
    assert office.send().state == "planned"


@pytest.mark.parametrize(
    "code",
    [
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "restricted_action",
        "msg_too_long",
        "no_text",
        "invalid_blocks",
        "msg_blocks_too_long",
    ],
)
def test_slacks_no_ends_the_post_with_its_reason(office: PostOffice, code: str) -> None:
    office.sandbox.faults.add(method="chat.postMessage", error=code)
    office.plan()
    post = office.send()
    assert (post.state, post.reason) == ("failed", code)
    assert office.heard == ["thanks"]
    office.pass_time(3600)
    assert office.visible == []


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "missing_scope"])
def test_a_workspace_that_shut_us_out_keeps_its_posts_for_later(
    office: PostOffice, code: str
) -> None:
    office.sandbox.faults.add(method="chat.postMessage", error=code)
    office.plan()
    post = office.send()
    assert (post.state, post.failures, post.reason) == ("planned", 0, code)
    office.pass_time(15 * 60)
    assert office.send().state == "sent"


def test_a_slack_out_of_reach_is_tried_again_and_given_up_after_a_day(office: PostOffice) -> None:
    office.api_url = "http://127.0.0.1:1/api/"
    office.plan()
    first = office.send()
    assert (first.state, first.failures, office.heard) == ("planned", 1, [])
    office.pass_time(GIVE_UP_AFTER.total_seconds() + 1)
    assert office.send().state == "failed"
    assert office.heard == ["thanks"]


def test_a_room_that_fails_to_hear_it_keeps_no_post_from_being_settled(office: PostOffice) -> None:
    office.said["odd"] = "Thank you, Bo"
    office.sandbox.faults.add(method="chat.postMessage", error="no_text")
    office.plan(subject="odd")
    assert office.send().state == "failed"
    assert office.heard == ["odd"]


def test_nobody_hears_of_a_post_that_nobody_wants_any_more(office: PostOffice) -> None:
    office.sandbox.faults.add(method="chat.postMessage", error="no_text")
    office.plan()
    office.sender_that(calling=office.plan_removal).run("T1", "P1", 1)
    assert (office.post().state, office.heard) == ("failed", [])


def test_words_that_cannot_be_made_are_tried_again_and_hold_nothing_up(
    office: PostOffice,
) -> None:
    words = office.said.pop("thanks")
    office.plan()
    post = office.send()
    assert (post.state, post.reason) == ("planned", "KeyError")
    office.said["thanks"] = words
    office.pass_time(15)
    assert office.send().state == "sent"


def test_a_post_through_a_response_url_is_seen_by_all_and_has_no_place(
    office: PostOffice,
) -> None:
    office.plan(response_url=office.response_url())
    post = office.send()
    assert (post.state, post.sent_ts) == ("sent", None)
    assert office.visible == ["Thank you, Ana"]


def test_a_response_url_that_is_used_up_fails_the_post(office: PostOffice) -> None:
    url = office.response_url()
    office.sandbox.advance(3600)
    office.plan(response_url=url)
    post = office.send()
    assert (post.state, post.reason) == ("failed", "response_url_is_used_up")
