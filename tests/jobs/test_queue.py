"""Asking for a job."""

from datetime import timedelta

import pytest

from tests.jobs.desk import Desk


def test_a_job_without_a_due_time_stands_in_the_queue_with_its_commit(desk: Desk) -> None:
    job_id = desk.plan(payload={"name": "Ana"})
    assert desk.is_waiting(job_id, 1)
    assert desk.job(job_id).payload == {"name": "Ana"}


def test_the_same_kind_and_key_twice_is_one_job_with_the_first_payload(desk: Desk) -> None:
    desk.plan(payload={"name": "Ana"})
    desk.plan(payload={"name": "Bo"})
    assert desk.job().payload == {"name": "Ana"}


def test_a_job_for_later_waits_in_our_table_and_not_in_the_engine(desk: Desk) -> None:
    job_id = desk.plan(due_in=timedelta(hours=1))
    assert desk.job(job_id).state == "planned"
    assert not desk.is_waiting(job_id, 1)


def test_a_transaction_that_fails_leaves_neither_row_nor_queue_entry(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError):
        _plan_and_fail(desk)
    assert not desk.is_waiting("greet:1", 1)
    desk.plan(due_in=timedelta(hours=1))
    assert desk.job().handed_over_at is None


def _plan_and_fail(desk: Desk) -> None:
    with desk.transaction() as tx:
        tx.durable_queue.enqueue(
            tx.session, queue="work", handler="job", workspace_id="T1", row_id="greet:1", attempt=1
        )
        raise ZeroDivisionError
