"""Posts that one person sees, of which Slack keeps no trace."""

from typing import Literal

import pytest
from sqlalchemy import select

from slackapp.jobs.models import Job
from slackapp.outbox.posts import plan_refresh
from slackapp.outbox.unsettled import list_unsettled
from tests.outbox.post_office import PostOffice


def shown(office: PostOffice) -> list[tuple[str, str, str]]:
    """Channel, person and text of each."""
    return [(one.channel_id, one.to, one.text) for one in office.workspace.ephemerals()]


def plan(office: PostOffice) -> None:
    office.plan(ephemeral_to=office.ana.id)


def test_only_that_person_sees_it(office: PostOffice) -> None:
    plan(office)
    post = office.send()
    assert (post.state, post.sent_ts) == ("sent", None)
    assert shown(office) == [("C1", office.ana.id, "Thank you, Ana")]
    assert office.visible == []


def test_it_is_shown_in_its_thread(office: PostOffice) -> None:
    parent = office.ana.post(office.general, "hello")
    office.plan(ephemeral_to=office.ana.id, thread_ts=parent.ts)
    office.send()
    assert [one.thread_ts for one in office.workspace.ephemerals()] == [parent.ts]


@pytest.mark.parametrize("drop", ["before", "after"])
def test_one_that_may_be_there_is_listed_and_never_sent_again_by_itself(
    office: PostOffice, drop: Literal["before", "after"]
) -> None:
    office.sandbox.faults.add(method="chat.postEphemeral", drop=drop)
    plan(office)
    assert office.send().state == "unknown"
    office.pass_time(3600)
    assert (office.post().state, office.post().attempt) == ("unknown", 1)
    assert len(shown(office)) == (1 if drop == "after" else 0)
    with office.database.reading() as session:
        assert [(one.post_id, one.looked_up) for one in list_unsettled(session)] == [("P1", False)]


def test_the_one_of_a_killed_sender_is_not_sent_again_either(office: PostOffice) -> None:
    plan(office)
    with pytest.raises(KeyboardInterrupt):
        office.sender_that(called=_be_killed).run("T1", "P1", 1)
    office.give_up_replica()
    office.pass_time(3600)
    assert office.post().state == "unknown"
    assert len(shown(office)) == 1


def test_it_cannot_be_said_anew(office: PostOffice) -> None:
    office.sandbox.faults.add(method="chat.postEphemeral", drop="after")
    plan(office)
    assert office.send().state == "unknown"
    with office.transaction() as tx:
        plan_refresh(tx, post_id="P1")
    with office.database.reading() as session:
        assert session.scalars(select(Job.row_id)).all() == []


def test_slacks_no_parks_it_and_its_room_hears(office: PostOffice) -> None:
    office.sandbox.faults.add(method="chat.postEphemeral", error="user_not_in_channel")
    plan(office)
    post = office.send()
    assert (post.state, post.reason) == ("failed", "user_not_in_channel")
    assert office.heard == ["thanks"]


def _be_killed() -> None:
    raise KeyboardInterrupt
