"""What becomes of a post whose replica was killed, or lost its database, in the middle of it."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tests.outbox.post_office import PostOffice


def be_killed() -> None:
    raise KeyboardInterrupt


def rename(office: PostOffice, table: str, name: str) -> None:
    with office.database.writing() as session:
        session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


def send_through_an_outage(office: PostOffice) -> None:
    """Slack takes the post; the database is away when that is to be written, and comes back."""
    sender = office.sender_that(called=lambda: rename(office, "post", "away"))
    with pytest.raises(DatabaseError):
        sender.run("T1", "P1", 1)
    rename(office, "away", "post")


def test_a_post_made_while_the_database_went_away_is_found_with_the_next_tick(
    office: PostOffice,
) -> None:
    office.plan()
    send_through_an_outage(office)
    assert office.post().state == "sending"
    office.pass_time(5)
    post = office.post()
    assert (post.state, post.sent_ts) == ("sent", office.general.messages[-1].ts)
    assert office.visible == ["Thank you, Ana"]


def test_a_post_in_hand_is_no_dropped_one_when_its_replica_ticks(office: PostOffice) -> None:
    seen: list[str] = []

    def ticks() -> None:
        sender.tick(office.sandbox.clock.now())
        seen.append(office.post().state)

    office.plan()
    sender = office.sender_that(called=ticks)
    sender.run("T1", "P1", 1)
    assert (seen, office.post().state) == (["sending"], "sent")


def test_a_post_its_killed_sender_had_made_is_found_as_soon_as_the_sender_is_given_up(
    office: PostOffice,
) -> None:
    office.plan()
    with pytest.raises(KeyboardInterrupt):
        office.sender_that(called=be_killed).run("T1", "P1", 1)
    office.sandbox.advance(15)
    office.give_up_replica()
    assert office.post().state == "unknown"
    office.run_jobs()
    post = office.post()
    assert (post.state, post.sent_ts) == ("sent", office.general.messages[-1].ts)
    assert office.visible == ["Thank you, Ana"]


def test_a_post_its_killed_sender_had_not_made_is_made_20_seconds_after_its_claim(
    office: PostOffice,
) -> None:
    office.plan()
    with pytest.raises(KeyboardInterrupt):
        office.sender_that(calling=be_killed).run("T1", "P1", 1)
    office.sandbox.advance(15)
    office.give_up_replica()
    office.pass_time(4)
    assert (office.post().state, office.visible) == ("unknown", [])
    office.pass_time(1)
    assert (office.post().state, office.post().attempt) == ("planned", 2)
    assert office.is_waiting("P1", 2)
    assert office.send().state == "sent"
    assert office.visible == ["Thank you, Ana"]


def test_an_answer_through_a_response_url_stays_unknown_when_its_sender_is_killed(
    office: PostOffice,
) -> None:
    office.plan(response_url=office.response_url())
    with pytest.raises(KeyboardInterrupt):
        office.sender_that(claimed=be_killed).run("T1", "P1", 1)
    office.give_up_replica()
    for _ in range(4):
        office.pass_time(600)
    assert (office.post().state, office.post().attempt) == ("unknown", 1)


def test_a_sender_that_was_stopped_and_wakes_late_posts_nothing(office: PostOffice) -> None:
    def is_stopped() -> None:
        office.sandbox.advance(15)
        office.give_up_replica()
        office.pass_time(10)

    office.plan()
    office.sender_that(claimed=is_stopped).run("T1", "P1", 1)
    assert office.visible == []
    assert (office.post().state, office.post().attempt) == ("planned", 2)
    assert office.send().state == "sent"


def test_a_clock_set_back_between_claim_and_call_does_not_let_a_late_sender_post(
    office: PostOffice,
) -> None:
    office.plan()
    hour_ago = office.sandbox.clock.now() - timedelta(hours=1)
    office.sender_that(claimed=lambda: office.sandbox.clock.set(hour_ago)).run("T1", "P1", 1)
    assert office.visible == []
    assert office.post().reason == "woke_too_late"
