"""Posts that may or may not be there."""

import pytest

from slackapp.sandbox.scopes import ALL_SCOPES
from tests.outbox.post_office import PostOffice
from tests.sandbox.receiver import Answer, receiving

LOOKED_UP = 10
GIVEN_UP_HOPE = 120


def test_a_connection_lost_after_slack_took_the_post_ends_in_one_visible_post(
    office: PostOffice,
) -> None:
    office.sandbox.faults.add(method="chat.postMessage", drop="after")
    office.plan()
    assert office.send().state == "unknown"
    office.pass_time(LOOKED_UP)
    post = office.post()
    assert (post.state, post.sent_ts) == ("sent", office.general.messages[-1].ts)
    office.pass_time(3600)
    assert office.visible == ["Thank you, Ana"]


def test_a_connection_lost_before_slack_took_the_post_sends_it_again_once_that_is_sure(
    office: PostOffice,
) -> None:
    office.sandbox.faults.add(method="chat.postMessage", drop="before")
    office.plan()
    assert office.send().state == "unknown"
    office.pass_time(LOOKED_UP)
    assert office.post().state == "unknown"
    office.pass_time(GIVEN_UP_HOPE - LOOKED_UP)
    assert (office.post().state, office.post().attempt) == ("planned", 2)
    office.pass_time(15)
    assert office.send().state == "sent"
    assert office.visible == ["Thank you, Ana"]


@pytest.mark.parametrize("code", ["fatal_error", "internal_error"])
def test_slacks_own_trouble_is_looked_into_and_not_repeated_blindly(
    office: PostOffice, code: str
) -> None:
    office.sandbox.faults.add(method="chat.postMessage", error=code)
    office.plan()
    post = office.send()
    assert (post.state, post.reason) == ("unknown", code)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_error_page_is_looked_into_too(office: PostOffice, status: int) -> None:
    office.sandbox.faults.add(method="chat.postMessage", status=status, body=b"<html>oops</html>")
    office.plan()
    assert office.send().state == "unknown"


def test_the_post_of_a_killed_sender_that_nobody_knows_is_found_after_two_minutes(
    office: PostOffice,
) -> None:
    office.plan()
    with pytest.raises(KeyboardInterrupt):
        office.sender_that(called=_be_killed).run("T1", "P1", 1)
    assert office.post().state == "sending"
    office.pass_time(120)
    assert office.post().state == "sent"
    assert office.visible == ["Thank you, Ana"]


def test_a_sender_killed_before_it_could_post_is_replaced(office: PostOffice) -> None:
    office.plan()
    with pytest.raises(KeyboardInterrupt):
        office.sender_that(calling=_be_killed).run("T1", "P1", 1)
    for _ in range(4):
        office.pass_time(120)
    assert office.is_waiting("P1", 2)
    assert office.send().state == "sent"
    assert office.visible == ["Thank you, Ana"]


def test_a_reply_is_looked_up_in_its_thread(office: PostOffice) -> None:
    parent = office.ana.post(office.general, "hello")
    office.sandbox.faults.add(method="chat.postMessage", drop="after")
    office.plan(thread_ts=parent.ts)
    office.send()
    office.pass_time(LOOKED_UP)
    assert office.post().state == "sent"


def test_a_post_far_back_in_a_busy_channel_is_found(office: PostOffice) -> None:
    office.sandbox.faults.add(method="chat.postMessage", drop="after")
    office.plan()
    office.send()
    for number in range(450):
        office.ana.post(office.general, f"chat {number}")
    office.pass_time(LOOKED_UP)
    assert office.post().state == "sent"


def test_where_more_was_said_than_we_read_the_post_stays_unknown(office: PostOffice) -> None:
    office.sandbox.faults.add(method="chat.postMessage", drop="before")
    office.plan()
    office.send()
    for number in range(2001):
        office.ana.post(office.general, f"chat {number}")
    for _ in range(4):
        office.pass_time(600)
    assert (office.post().state, office.post().attempt) == ("unknown", 1)


@pytest.mark.parametrize("code", ["not_in_channel", "channel_not_found"])
def test_where_history_is_closed_to_us_the_post_stays_unknown(
    office: PostOffice, code: str
) -> None:
    office.sandbox.faults.add(method="conversations.history", error=code, times=None)
    office.sandbox.faults.add(method="chat.postMessage", drop="before")
    office.plan()
    office.send()
    for _ in range(4):
        office.pass_time(600)
    assert (office.post().state, office.post().attempt) == ("unknown", 1)


def test_without_the_scope_for_history_the_post_stays_unknown(office: PostOffice) -> None:
    scopes = [scope for scope in ALL_SCOPES if not scope.endswith(":history")]
    office.token = office.workspace.install_app(scopes=scopes)
    office.sandbox.faults.add(method="chat.postMessage", drop="before")
    office.plan()
    office.send()
    for _ in range(4):
        office.pass_time(600)
    assert office.job("outbox.look_up:P1:1").state == "done"
    assert (office.post().state, office.post().attempt) == ("unknown", 1)


def test_a_look_up_that_meets_a_rate_limit_looks_again_later(office: PostOffice) -> None:
    office.sandbox.faults.add(
        method="conversations.history",
        status=429,
        error="ratelimited",
        headers={"Retry-After": "60"},
    )
    office.sandbox.faults.add(method="chat.postMessage", drop="after")
    office.plan()
    office.send()
    office.pass_time(LOOKED_UP)
    assert office.post().state == "unknown"
    office.pass_time(60)
    assert office.post().state == "sent"


def test_an_answer_through_a_response_url_that_may_be_there_is_left_alone(
    office: PostOffice,
) -> None:
    with receiving() as slack:
        slack.answers.append(Answer(status=500))
        office.plan(response_url=slack.url)
        assert office.send().state == "unknown"
        for _ in range(4):
            office.pass_time(600)
        assert len(slack.requests) == 1
    assert (office.post().state, office.post().attempt) == ("unknown", 1)


def test_a_sender_that_slept_between_claim_and_call_does_not_post(office: PostOffice) -> None:
    office.plan()
    sender = office.sender_that(claimed=lambda: office.pass_time(31))
    sender.run("T1", "P1", 1)
    assert office.visible == []
    assert (office.post().state, office.post().attempt) == ("planned", 2)


def test_a_sender_that_wakes_after_another_sent_its_post_does_nothing(office: PostOffice) -> None:
    office.plan()
    office.sender_that(claimed=lambda: _let_others_send(office)).run("T1", "P1", 1)
    assert office.visible == ["Thank you, Ana"]
    assert (office.post().state, office.post().attempt) == ("sent", 2)


def test_a_post_made_too_late_beside_its_successor_is_taken_away(office: PostOffice) -> None:
    office.plan()
    office.sender_that(calling=lambda: _let_others_send(office)).run("T1", "P1", 1)
    assert len(office.visible) == 2
    office.run_jobs()
    assert [message.ts for message in office.general.messages] == [office.post().sent_ts]


def test_a_post_made_too_late_is_kept_where_its_successor_had_not_begun(
    office: PostOffice,
) -> None:
    office.plan()
    office.sender_that(calling=lambda: _let_others_plan_again(office)).run("T1", "P1", 1)
    assert office.post().state == "sent"
    office.sender.run("T1", "P1", 2)
    assert office.visible == ["Thank you, Ana"]


def _be_killed() -> None:
    raise KeyboardInterrupt


def _let_others_plan_again(office: PostOffice) -> None:
    for _ in range(4):
        office.pass_time(120)
    assert office.post().state == "planned"


def _let_others_send(office: PostOffice) -> None:
    _let_others_plan_again(office)
    assert office.send().state == "sent"
