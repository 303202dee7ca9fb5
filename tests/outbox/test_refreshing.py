"""A post in Slack says its subject anew."""

from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError

from slackapp.database.transaction import Transaction
from slackapp.jobs.queue import unfinished_payloads
from slackapp.jobs.runner import Later
from slackapp.outbox.content import PostContent
from slackapp.outbox.models import Post
from slackapp.outbox.posts import REFRESH, plan_post, plan_refresh
from slackapp.outbox.refreshing import Refreshing
from tests.outbox.post_office import PostOffice


def refresh(office: PostOffice, post_id: str = "P1") -> None:
    office.refreshing.by_kind()[REFRESH]("T1", {"post_id": post_id})


def asked(office: PostOffice, post_id: str = "P1") -> int:
    """How many refreshings are planned once this one is asked for."""
    with office.transaction() as tx:
        plan_refresh(tx, post_id=post_id)
        return len(unfinished_payloads(tx, kind=REFRESH))


def test_a_sent_post_says_the_present_and_twice_is_once(office: PostOffice) -> None:
    office.plan()
    office.send()
    office.said["thanks"] = "Thank you, Ana and Bo"
    for _ in range(2):
        refresh(office)

    assert office.visible == ["Thank you, Ana and Bo"]


def test_only_what_is_there_or_on_its_way_is_said_anew(office: PostOffice) -> None:
    assert asked(office, "nowhere") == 0
    office.plan()
    assert asked(office) == 0, "what is planned is worded when it is sent"
    office.send()
    assert asked(office) == 1


def test_while_it_is_being_sent_it_waits(office: PostOffice) -> None:
    office.plan()
    with office.database.writing() as session:
        session.get_one(Post, ("T1", "P1")).state = "sending"
    assert asked(office) == 1
    with pytest.raises(Later):
        refresh(office)


def test_one_of_unknown_fate_says_the_present_once_it_is_found(office: PostOffice) -> None:
    office.sandbox.faults.add(method="chat.postMessage", drop="after")
    office.plan()
    assert office.send().state == "unknown"
    office.said["thanks"] = "Thank you, Ana and Bo"
    assert asked(office) == 1, "it may be found before this change is written"
    refresh(office)
    assert office.visible == ["Thank you, Ana"], "nobody knows where it is"

    office.pass_time(10)
    office.run_jobs()
    assert office.visible == ["Thank you, Ana and Bo"]


def test_what_went_through_a_response_url_is_not_tried(office: PostOffice) -> None:
    office.plan(response_url="https://hooks.slack.example/commands/1")
    for state in ("sending", "unknown", "sent"):
        with office.database.writing() as session:
            session.get_one(Post, ("T1", "P1")).state = state
        assert asked(office) == 0


def test_a_post_forgotten_meanwhile_is_no_trouble(office: PostOffice) -> None:
    refresh(office, "forgotten")
    assert office.visible == []


def test_what_has_nothing_to_say_or_is_removed_is_left_alone(office: PostOffice) -> None:
    office.plan()
    office.send()
    office.said["thanks"] = None
    refresh(office)
    assert office.visible == ["Thank you, Ana"]

    office.plan_removal()
    office.run_jobs()
    office.said["thanks"] = "Anything"
    refresh(office)
    assert office.visible == []


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message"])
def test_what_slack_lets_nobody_change_is_settled(office: PostOffice, error: str) -> None:
    office.plan()
    office.send()
    office.said["thanks"] = "Thank you, Ana and Bo"
    office.sandbox.faults.add(method="chat.update", error=error)
    refresh(office)

    assert office.visible == ["Thank you, Ana"]


def test_other_trouble_is_raised_so_that_the_job_comes_again(office: PostOffice) -> None:
    office.plan()
    office.send()
    for error, raised in (("internal_error", Later), ("msg_too_long", SlackApiError)):
        office.sandbox.faults.add(method="chat.update", error=error)
        with pytest.raises(raised):
            refresh(office)


def test_a_change_during_the_call_is_said_too(office: PostOffice) -> None:
    office.plan()
    office.send()
    words = iter(["second", "third", "third"])
    usual = office.render

    def render(tx: Transaction, subject: str) -> PostContent | None:
        office.said[subject] = next(words)
        return usual(tx, subject)

    job = Refreshing(
        office.database,
        office.sandbox.clock,
        office.client,
        renderers={"note": render},
        slack=office.slack,
    )
    job.refresh("T1", {"post_id": "P1"})

    assert office.visible == ["third"]


def test_a_post_waits_for_its_time_and_tells_its_state(office: PostOffice) -> None:
    def plan() -> str:
        with office.transaction() as tx:
            return plan_post(
                tx,
                post_id="P1",
                kind="note",
                subject="thanks",
                channel_id="C1",
                due_at=due,
            )

    due = office.sandbox.clock.now() + timedelta(hours=1)
    assert plan() == "planned"
    assert not office.is_waiting("P1", 1)
    office.pass_time(3601)
    assert office.is_waiting("P1", 1)
    office.send()
    assert plan() == "sent"
    assert office.visible == ["Thank you, Ana"]
