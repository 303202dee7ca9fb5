"""Posts on the real engine, from the transaction that plans them to the channel."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import Queue
from threading import Barrier

from slackapp.database.engines import Database
from slackapp.jobs.client import DurableClient
from slackapp.jobs.engine import DurableEngine, Handler
from slackapp.outbox.sending import PostSender
from tests.outbox.post_office import PostOffice

Done = Callable[[], str]


@contextmanager
def engine_of(office: PostOffice, sender: PostSender, name: str = "replica-1") -> Iterator[Done]:
    """Launched; the value waits until one more row of posts has been handled."""
    handled: Queue[str] = Queue()
    engine = DurableEngine(
        office.database, {"post": _noting(sender.run, handled)}, executor_id=name
    )
    engine.launch()
    try:
        yield lambda: handled.get(timeout=30)
    finally:
        engine.close()


def test_a_post_planned_in_a_transaction_is_made_by_the_engine(office: PostOffice) -> None:
    with engine_of(office, office.sender) as one_is_handled:
        office.plan()
        one_is_handled()
    assert office.visible == ["Thank you, Ana"]
    assert office.post().state == "sent"


def test_a_channels_posts_all_arrive_each_once_when_ticks_and_repeats_interfere(
    office: PostOffice,
) -> None:
    with engine_of(office, office.sender) as one_is_handled:
        for number in range(3):
            office.plan(f"P{number}")
            office.plan(f"P{number}")
            office.sender.tick(office.sandbox.clock.now())
        for _ in range(3):
            one_is_handled()
    assert len(office.visible) == 3


def test_posts_planned_before_a_restart_are_made_after_it(office: PostOffice) -> None:
    with engine_of(office, office.sender, "before") as one_is_handled:
        office.plan("P1")
        one_is_handled()
    office.plan("P2")
    with engine_of(office, office.sender, "after") as one_is_handled:
        one_is_handled()
    assert [office.post(post).state for post in ("P1", "P2")] == ["sent", "sent"]
    assert len(office.visible) == 2


def test_a_post_whose_replica_died_holding_it_is_made_by_another(office: PostOffice) -> None:
    died: list[int] = []

    def dies_once() -> None:
        died.append(1)
        if len(died) == 1:
            raise KeyboardInterrupt

    office.plan()
    with engine_of(office, office.sender_that(calling=dies_once)) as one_is_handled:
        one_is_handled()
        for _ in range(4):
            office.pass_time(120)
        one_is_handled()
    assert office.visible == ["Thank you, Ana"]
    assert (office.post().state, office.post().attempt) == ("sent", 2)


def test_five_replicas_ticking_and_sending_at_once_make_one_post(office: PostOffice) -> None:
    office.plan()
    office.sandbox.advance(3600)
    together = Barrier(5)
    with ThreadPoolExecutor(5) as replicas:
        rounds = [replicas.submit(_be_a_replica, office, together) for _ in range(5)]
        for round_ in rounds:
            round_.result()
    assert office.visible == ["Thank you, Ana"]
    assert (office.post().state, office.post().attempt) == ("sent", 1)


def _be_a_replica(office: PostOffice, together: Barrier) -> None:
    database = Database(office.database.url)
    client = DurableClient(database)
    sender = PostSender(
        database,
        office.sandbox.clock,
        client,
        renderers={"note": office.render},
        given_up={},
        slack=office.slack,
        replica_id="replica-1",
    )
    together.wait(30)
    sender.tick(office.sandbox.clock.now())
    sender.run("T1", "P1", 1)
    client.close()
    database.close()


def _noting(handler: Handler, handled: "Queue[str]") -> Handler:
    def run(workspace_id: str, row_id: str, attempt: int) -> None:
        try:
            handler(workspace_id, row_id, attempt)
        except KeyboardInterrupt:
            return  # the replica is dead; what it held stays as it was
        finally:
            handled.put(row_id)

    return run
