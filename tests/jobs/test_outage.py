"""The database goes away while a job is in hand, and its end cannot be written."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from slackapp.jobs.claims import Hands
from slackapp.jobs.models import Job
from slackapp.jobs.runner import MOST_FAILURES, JobRunner
from tests.jobs.desk import Desk


def rename(desk: Desk, table: str, name: str) -> None:
    with desk.database.writing() as session:
        session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


def run_through_an_outage(desk: Desk, job_id: str, *, attempt: int = 1) -> JobRunner:
    """The job goes well, but the database is away by then; it comes back."""

    def goes_away(_workspace_id: str, _payload: Mapping[str, Any]) -> None:
        rename(desk, "job", "away")

    runner = desk.runner(greet=goes_away)
    with pytest.raises(DatabaseError):
        runner.run("T1", job_id, attempt)
    rename(desk, "away", "job")
    return runner


def test_a_job_whose_end_could_not_be_written_runs_again_with_the_next_tick(desk: Desk) -> None:
    job_id = desk.plan()
    runner = run_through_an_outage(desk, job_id)
    assert desk.job().state == "running"
    runner.tick(desk.clock.now())
    assert (desk.job().state, desk.job().attempt) == ("planned", 2)
    assert desk.is_waiting(job_id, 2)


def test_a_claim_that_was_kept_unheard_runs_again_with_the_next_tick(desk: Desk) -> None:
    job_id = desk.plan()
    with desk.database.writing() as session:
        Hands("replica-1").claim(
            session.get_one(Job, ("T1", job_id)), "running", now=desk.clock.now()
        )
    desk.runner_of("replica-2").tick(desk.clock.now())  # it is not for others to say
    assert desk.job().state == "running"
    desk.runner().tick(desk.clock.now())
    assert desk.is_waiting(job_id, 2)


def test_a_job_in_hand_is_no_dropped_one_however_often_its_replica_ticks(desk: Desk) -> None:
    runner: JobRunner

    def takes_a_day(_workspace_id: str, _payload: Mapping[str, Any]) -> None:
        for _ in range(3):
            runner.tick(desk.pass_time(hours=8))

    runner = desk.runner(greet=takes_a_day)
    desk.heartbeat("replica-1").round()
    runner.run("T1", desk.plan(), 1)
    assert (desk.job().state, desk.job().attempt) == ("done", 1)


def test_a_job_that_ends_in_an_outage_each_time_waits_longer_and_is_given_up(desk: Desk) -> None:
    job_id, waits = desk.plan(), []
    for attempt in range(1, MOST_FAILURES + 1):
        assert desk.job().state == "planned"
        run_through_an_outage(desk, job_id, attempt=attempt).tick(desk.clock.now())
        waits.append(desk.job().due_at - desk.clock.now())
    assert waits[0] == timedelta(0)
    assert timedelta(seconds=7) <= waits[1] < waits[-2]
    assert (desk.job().state, desk.job().reason) == ("failed", "its_end_was_not_written")
