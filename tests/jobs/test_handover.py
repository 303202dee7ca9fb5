"""What the tick hands over, and what it takes back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from slackapp.database.engines import Database
from slackapp.jobs.client import DurableClient, workflow_id
from slackapp.jobs.handover import Handover
from slackapp.jobs.models import Job
from tests.jobs.desk import Desk


def test_a_row_is_handed_over_when_it_is_due_and_not_before(desk: Desk) -> None:
    job_id = desk.plan(due_in=timedelta(minutes=5))
    handover = Handover(desk.database, desk.client)
    handover.hand_over_due(Job, desk.pass_time(minutes=4))
    assert not desk.is_waiting(job_id, 1)
    handover.hand_over_due(Job, desk.pass_time(minutes=1))
    assert desk.is_waiting(job_id, 1)


def test_a_row_that_still_stands_in_its_queue_keeps_its_place_however_long_it_waits(
    desk: Desk,
) -> None:
    job_id = desk.plan()
    Handover(desk.database, desk.client).hand_over_lost(Job, desk.pass_time(hours=3))
    assert desk.job(job_id).attempt == 1


def test_a_row_the_engine_lost_is_handed_over_as_the_next_attempt(desk: Desk) -> None:
    job_id = desk.plan()
    _lose(desk, job_id)
    handover = Handover(desk.database, desk.client)
    handover.hand_over_lost(Job, desk.pass_time(seconds=59))
    assert desk.job(job_id).attempt == 1
    handover.hand_over_lost(Job, desk.pass_time(seconds=1))
    assert desk.job(job_id).attempt == 2
    assert desk.is_waiting(job_id, 2)


def test_five_replicas_that_find_the_same_lost_row_make_one_attempt_of_it(desk: Desk) -> None:
    job_id = desk.plan()
    _lose(desk, job_id)
    now = desk.pass_time(minutes=2)
    with ThreadPoolExecutor(5) as replicas:
        for round_ in [replicas.submit(_tick_of_a_replica, desk, now=now) for _ in range(5)]:
            round_.result()
    assert desk.job(job_id).attempt == 2


def _tick_of_a_replica(desk: Desk, *, now: datetime) -> None:
    database = Database(desk.database.url)
    client = DurableClient(database)
    Handover(database, client).hand_over_lost(Job, now)
    client.close()
    database.close()


def _lose(desk: Desk, job_id: str) -> None:
    """As if a replica took it from the queue and died."""
    desk.client.forget([workflow_id("job", "T1", job_id, 1)])
