"""Asking for a job."""

from datetime import timedelta

import pytest

from slackapp.database.transaction import Transaction
from slackapp.jobs.client import workflow_id
from slackapp.jobs.queue import enqueue_job
from tests.builders.statements import sent_to
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


def test_jobs_of_a_transaction_stand_in_the_queue_by_one_statement_a_table(desk: Desk) -> None:
    with sent_to(desk.database.engine) as sent, desk.transaction() as tx:
        for number in range(10):
            payload = {"name": f"Ana {number}"}
            enqueue_job(tx, kind="greet", key=str(number // 2), payload=payload)
        later = tx.now + timedelta(hours=1)
        enqueue_job(tx, kind="greet", key="later", payload={}, due_at=later)
    assert sum("INSERT" in sql for sql in sent) == 3  # ours, and two of the engine
    assert desk.job("greet:4").payload == {"name": "Ana 8"}
    assert all(desk.is_waiting(f"greet:{number}", 1) for number in range(5))
    assert not desk.is_waiting("greet:later", 1)


def test_jobs_of_two_workspaces_in_one_session_stand_in_the_queue_as_their_own(desk: Desk) -> None:
    """As the tick hands over what is due in all of them."""
    with desk.database.writing() as session:
        for workspace_id in ("T1", "T2"):
            own = Transaction(
                session=session,
                workspace_id=workspace_id,
                now=desk.clock.now(),
                durable_queue=desk.client,
            )
            enqueue_job(own, kind="greet", key=workspace_id, payload={})
    asked = [("T1", "T1"), ("T2", "T2"), ("T1", "T2")]
    names = [workflow_id("job", owner, f"greet:{key}", 1) for owner, key in asked]
    assert desk.client.waiting(names) == set(names[:2])


def test_a_row_handed_over_twice_in_a_transaction_stands_in_the_queue_once(desk: Desk) -> None:
    with desk.transaction() as tx:
        for _ in range(2):
            _hand_over(tx)
    assert desk.is_waiting("greet:1", 1)


def _hand_over(tx: Transaction) -> None:
    tx.durable_queue.enqueue(
        tx.session, queue="work", handler="job", workspace_id="T1", row_id="greet:1", attempt=1
    )


def _plan_and_fail(desk: Desk) -> None:
    with desk.transaction() as tx:
        _hand_over(tx)
        with tx.savepoint():  # what was held back is sent now, so that it can be undone
            pass
        raise ZeroDivisionError
