"""Who is alive, and what becomes of a dead replica's work."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError

from slackapp.database.engines import Database
from slackapp.jobs.claims import ABANDONED_AFTER
from slackapp.jobs.client import DurableClient, RowName
from slackapp.jobs.engine import DurableEngine
from slackapp.jobs.models import Job, Replica
from slackapp.jobs.replicas import SILENT_LOOKS, Heartbeat
from slackapp.jobs.runner import MOST_FAILURES
from tests.jobs.desk import Desk

ENOUGH = SILENT_LOOKS + 1  # the first look only learns the beat


def nothing(_workspace_id: str, _payload: Mapping[str, Any]) -> None:
    """A job that goes well."""


def is_killed(_workspace_id: str, _payload: Mapping[str, Any]) -> None:
    raise KeyboardInterrupt


def die_holding(desk: Desk, job_id: str, *, attempt: int = 1) -> None:
    """A replica beats, claims the job and never comes back, as a killed process."""
    desk.heartbeat("dead").round()
    with pytest.raises(KeyboardInterrupt):
        desk.runner_of("dead", greet=is_killed).run("T1", job_id, attempt)
    assert (desk.job(job_id).state, desk.job(job_id).claimed_by) == ("running", "dead")


def watch(heartbeat: Heartbeat, looks: int = ENOUGH) -> None:
    for _ in range(looks):
        heartbeat.round()


def alive(desk: Desk) -> set[str]:
    with desk.database.reading() as session:
        return set(session.scalars(select(Replica.replica_id)))


def rename(desk: Desk, table: str, name: str) -> None:
    with desk.database.writing() as session:
        session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


def test_a_dead_replicas_job_is_handed_to_the_others_at_once_when_it_is_given_up(
    desk: Desk,
) -> None:
    job_id = desk.plan()
    die_holding(desk, job_id)
    survivor = desk.runner(greet=nothing)
    heartbeat = desk.heartbeat("replica-1", survivor)
    watch(heartbeat, ENOUGH - 1)
    assert desk.job().state == "running"
    heartbeat.round()
    assert desk.is_waiting(job_id, 2)
    survivor.run("T1", job_id, 2)
    assert (desk.job().state, alive(desk)) == ("done", {"replica-1"})


def test_a_long_job_is_not_taken_over_while_its_replica_beats_whatever_the_clock_says(
    desk: Desk,
) -> None:
    its_own, survivor = desk.heartbeat("replica-1"), desk.runner_of("replica-2")
    other = desk.heartbeat("replica-2", survivor)

    def takes_a_day(_workspace_id: str, _payload: Mapping[str, Any]) -> None:
        for hours in (1, -25, 47, 1):
            watch(other, SILENT_LOOKS)
            its_own.round()
            survivor.tick(desk.pass_time(hours=hours))

    its_own.round()
    desk.runner(greet=takes_a_day).run("T1", desk.plan(), 1)
    assert (desk.job().state, desk.job().attempt) == ("done", 1)


def test_a_replica_that_could_not_beat_while_the_database_was_away_is_not_given_up(
    desk: Desk,
) -> None:
    one, two = desk.heartbeat("replica-1"), desk.heartbeat("replica-2")
    one.round()
    two.round()
    rename(desk, "replica", "away")
    for _ in range(3 * SILENT_LOOKS):
        with pytest.raises(DatabaseError):
            one.round()
    rename(desk, "away", "replica")
    for _ in range(3 * SILENT_LOOKS):
        one.round()
        two.round()
        assert alive(desk) == {"replica-1", "replica-2"}


def test_a_replica_that_was_stopped_and_wakes_late_changes_nothing_and_works_on(
    desk: Desk,
) -> None:
    sleeper = desk.heartbeat("sleeper")
    survivor = desk.runner(greet=nothing)

    def is_stopped(_workspace_id: str, _payload: Mapping[str, Any]) -> None:
        watch(desk.heartbeat("replica-1", survivor))

    sleeper.round()
    job_id = desk.plan()
    late = desk.runner_of("sleeper", greet=is_stopped)
    late.run("T1", job_id, 1)
    assert (desk.job().state, desk.job().attempt) == ("planned", 2)
    sleeper.round()
    assert alive(desk) == {"sleeper", "replica-1"}
    desk.runner_of("sleeper", greet=nothing).run("T1", job_id, 2)
    assert desk.job().state == "done"


def test_a_replica_that_beats_again_at_the_last_moment_keeps_its_work(desk: Desk) -> None:
    job_id = desk.plan()
    die_holding(desk, job_id)

    class WakingUp(DurableClient):
        """The last thing asked before the others take over."""

        def in_hand_of(self, executor_id: str) -> list[RowName]:
            desk.heartbeat("dead").round()
            return super().in_hand_of(executor_id)

    client = WakingUp(desk.database)
    survivor = desk.runner()
    watch(Heartbeat(desk.database, desk.clock, client, "replica-1", [survivor.take_over]))
    client.close()
    assert (desk.job().state, alive(desk)) == ("running", {"dead", "replica-1"})


def test_a_job_that_dies_with_each_replica_waits_longer_and_is_given_up(desk: Desk) -> None:
    job_id, survivor = desk.plan(), desk.runner()
    waits = []
    for attempt in range(1, MOST_FAILURES + 1):
        assert desk.job().state == "planned"
        die_holding(desk, job_id, attempt=attempt)
        watch(desk.heartbeat("replica-1", survivor))
        waits.append(desk.job().due_at - desk.clock.now())
    assert waits[0] == timedelta(0)
    assert timedelta(seconds=7) <= waits[1] < waits[-2]
    assert (desk.job().state, desk.job().reason) == ("failed", "its_replica_died")


def test_of_five_that_see_a_replica_die_one_takes_over(desk: Desk) -> None:
    job_id = desk.plan()
    die_holding(desk, job_id)
    together = Barrier(5)

    def watch_with_others(number: int) -> None:
        database = Database(desk.database.url)
        client = DurableClient(database)
        others = Desk(database, desk.clock, client)
        heartbeat = others.heartbeat(f"replica-{number}", others.runner())
        watch(heartbeat, ENOUGH - 1)
        together.wait(30)
        heartbeat.round()
        client.close()
        database.close()

    with ThreadPoolExecutor(5) as replicas:
        list(replicas.map(watch_with_others, range(5)))
    assert (desk.job().attempt, desk.job().failures) == (2, 1)


def test_a_replica_that_stops_hands_over_what_it_could_not_end(desk: Desk) -> None:
    job_id, runner = desk.plan(), desk.runner_of("dead")
    die_holding(desk, job_id)
    desk.heartbeat("dead", runner).stop()
    assert desk.is_waiting(job_id, 2)
    assert alive(desk) == set()


def test_a_replica_that_stops_while_the_database_is_away_stops(desk: Desk) -> None:
    heartbeat = desk.heartbeat("replica-1")
    heartbeat.round()
    rename(desk, "replica", "away")
    heartbeat.stop()
    rename(desk, "away", "replica")
    assert alive(desk) == {"replica-1"}


def test_on_sqlite_the_next_process_takes_over_as_it_starts(desk: Desk) -> None:
    job_id = desk.plan()
    die_holding(desk, job_id)
    heartbeat = desk.heartbeat("replica-1", desk.runner())
    heartbeat.start()
    assert desk.is_waiting(job_id, 2) == desk.database.is_sqlite
    heartbeat.stop()


def test_the_claims_of_a_release_that_does_not_beat_are_left_alone_for_two_minutes(
    desk: Desk,
) -> None:
    job_id, survivor = desk.plan(), desk.runner()
    die_holding(desk, job_id)
    with desk.database.writing() as session:
        session.execute(update(Job).values(claimed_by=None))
    survivor.tick(desk.pass_time(seconds=ABANDONED_AFTER.total_seconds() - 1))
    assert desk.job().state == "running"
    survivor.tick(desk.pass_time(seconds=1))
    assert (desk.job().state, desk.job().attempt) == ("planned", 2)


def test_what_the_engine_gave_a_replica_that_died_before_its_claim_is_handed_over(
    desk: Desk,
) -> None:
    taken, may_end = Event(), Event()

    def dies_before_its_claim(_workspace_id: str, _row_id: str, _attempt: int) -> None:
        taken.set()
        may_end.wait(30)

    job_id = desk.plan(key="with:colons")
    desk.heartbeat("dead").round()
    engine = DurableEngine(desk.database, {"job": dies_before_its_claim}, executor_id="dead")
    engine.launch()
    try:
        assert taken.wait(30)
        assert desk.client.in_hand_of("dead") == [RowName("job", "T1", job_id, 1)]
        watch(desk.heartbeat("replica-1", desk.runner()))
        assert desk.job(job_id).attempt == 2
        assert desk.client.in_hand_of("dead") in ([], [RowName("job", "T1", job_id, 2)])
    finally:
        may_end.set()
        engine.close()


def test_a_row_has_one_name_there_and_back() -> None:
    name = RowName("job", "T1", "outbox.remove:P:1:171.2", 12)
    assert RowName.of(str(name)) == name
