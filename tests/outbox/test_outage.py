"""Slack away for an hour, and a replica that keeps dying in the middle of a fan-out."""

import random
from collections import Counter

import pytest
from sqlalchemy import select

from slackapp.outbox.models import Post
from tests.outbox.post_office import PostOffice

HOUR = 3600
WAYS_TO_DIE = ("claimed", "calling", "called")


def handed_over(office: PostOffice) -> list[tuple[str, int]]:
    query = select(Post).where(Post.state == "planned", Post.handed_over_at.is_not(None))
    with office.database.reading() as session:
        return [(post.row_id, post.attempt) for post in session.scalars(query)]


def send_all(office: PostOffice) -> None:
    for row in handed_over(office):
        office.sender.run("T1", *row)


def states(office: PostOffice) -> Counter[str]:
    with office.database.reading() as session:
        return Counter(session.scalars(select(Post.state)))


@pytest.mark.parametrize("drop", [None, "before"])
def test_after_an_hour_without_slack_every_post_and_removal_is_made_once(
    office: PostOffice, drop: str | None
) -> None:
    office.plan("old")
    office.send("old")
    trouble = {"drop": drop} if drop else {"status": 503, "body": b"<html>away</html>"}
    office.sandbox.faults.add(method="*", times=None, **trouble)
    for number in range(5):
        office.plan(f"P{number}")
    office.plan_removal("old")
    for _ in range(HOUR // 60):
        send_all(office)
        office.pass_time(60)
    assert "failed" not in states(office)
    office.sandbox.faults.clear()
    for _ in range(HOUR // 60):
        office.pass_time(60)
        send_all(office)
    assert states(office) == {"sent": 5, "removed": 1}
    assert office.visible == ["Thank you, Ana"] * 5


def test_a_fan_out_whose_sender_dies_at_ten_random_points_reaches_each_channel_once(
    office: PostOffice,
) -> None:
    chance = random.Random(8)  # noqa: S311  the same moments each time
    channels = [
        office.workspace.add_channel(f"F{n}", f"fan-{n}", members=[office.ana], bot_is_member=True)
        for n in range(40)
    ]
    for channel in channels:
        office.plan(f"to-{channel.id}", channel_id=channel.id)
    for _ in range(10):
        rows = handed_over(office)
        for row in rows[: chance.randint(0, 2)]:
            office.sender.run("T1", *row)
        die(office, rows[-1], chance.choice(WAYS_TO_DIE))
        office.sandbox.advance(15)
        office.give_up_replica()
        office.run_jobs()
    for _ in range(3):
        office.pass_time(60)
        send_all(office)
    assert states(office) == {"sent": 40}
    assert [len(channel.messages) for channel in channels] == [1] * 40


def die(office: PostOffice, row: tuple[str, int], moment: str) -> None:
    def be_killed() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        office.sender_that(**{moment: be_killed}).run("T1", *row)
