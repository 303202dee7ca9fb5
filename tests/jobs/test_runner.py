"""What becomes of a job."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slackapp.jobs.runner import MOST_FAILURES, Later
from tests.jobs.desk import Desk


def nothing(_workspace_id: str, _payload: Mapping[str, Any]) -> None:
    """A job that goes well."""


def failing(_workspace_id: str, _payload: Mapping[str, Any]) -> None:
    raise ValueError("words of a person")


def test_a_job_runs_with_its_workspace_and_payload_and_is_done(desk: Desk) -> None:
    seen: list[tuple[str, Mapping[str, Any]]] = []
    job_id = desk.plan(payload={"name": "Ana"})
    desk.runner(greet=lambda *given: seen.append(given)).run("T1", job_id, 1)
    assert seen == [("T1", {"name": "Ana"})]
    assert desk.job().state == "done"


def test_a_job_runs_outside_any_transaction(desk: Desk) -> None:
    def writes_elsewhere(_workspace_id: str, _payload: Mapping[str, Any]) -> None:
        desk.plan("other")

    desk.runner(greet=writes_elsewhere).run("T1", desk.plan(), 1)
    assert desk.job("other:1").state == "planned"


def test_the_same_attempt_called_twice_runs_once(desk: Desk) -> None:
    seen: list[str] = []
    runner = desk.runner(greet=lambda workspace, _payload: seen.append(workspace))
    job_id = desk.plan()
    runner.run("T1", job_id, 1)
    runner.run("T1", job_id, 1)
    assert seen == ["T1"]


def test_an_attempt_that_was_replaced_runs_no_more(desk: Desk) -> None:
    job_id = desk.plan()
    desk.runner(greet=failing).run("T1", job_id, 1)
    desk.runner(greet=nothing).run("T1", job_id, 1)
    assert (desk.job().state, desk.job().attempt) == ("planned", 2)


def test_a_failed_job_keeps_the_errors_name_only_and_is_tried_again_after_a_while(
    desk: Desk,
) -> None:
    runner = desk.runner(greet=failing)
    runner.run("T1", desk.plan(), 1)
    job = desk.job()
    assert (job.state, job.attempt, job.reason) == ("planned", 2, "ValueError")
    assert timedelta(seconds=7) <= job.due_at - desk.clock.now() <= timedelta(seconds=15)
    runner.tick(desk.pass_time(seconds=15))
    assert desk.is_waiting("greet:1", 2)


def test_a_job_that_always_fails_ends_failed(desk: Desk) -> None:
    job_id = desk.plan()
    runner = desk.runner(greet=failing)
    for attempt in range(1, MOST_FAILURES + 1):
        assert desk.job().state == "planned"
        runner.run("T1", job_id, attempt)
    assert (desk.job().state, desk.job().reason) == ("failed", "ValueError")


def test_a_job_of_an_unknown_kind_fails_by_name_and_not_the_engine(desk: Desk) -> None:
    desk.runner().run("T1", desk.plan(), 1)
    assert desk.job().reason == "KeyError"


def test_a_job_that_asks_for_time_is_not_counted_as_failed(desk: Desk) -> None:
    def waits(_workspace_id: str, _payload: Mapping[str, Any]) -> None:
        raise Later(timedelta(hours=1), "ratelimited")

    desk.runner(greet=waits).run("T1", desk.plan(), 1)
    job = desk.job()
    assert (job.state, job.attempt, job.failures) == ("planned", 2, 0)
    assert job.due_at == desk.clock.now() + timedelta(hours=1)


def test_jobs_done_long_ago_are_forgotten(desk: Desk) -> None:
    runner = desk.runner(greet=nothing)
    runner.run("T1", desk.plan(key="old"), 1)
    desk.pass_time(minutes=60)
    runner.run("T1", desk.plan(key="new"), 1)
    desk.plan(key="waiting")
    assert runner.forget_done(desk.clock.now() - timedelta(minutes=30)) == 1
    assert desk.job("greet:new").state == "done"
    assert desk.job("greet:waiting").state == "planned"


def test_given_up_jobs_are_forgotten_on_their_own_term_and_nothing_else_then(desk: Desk) -> None:
    runner = desk.runner(greet=failing)
    given_up, done = desk.plan(key="given up"), desk.plan(key="done")
    for attempt in range(1, MOST_FAILURES + 1):
        runner.run("T1", given_up, attempt)
    desk.runner(greet=nothing).run("T1", done, 1)
    desk.plan(key="waiting")
    assert runner.forget_failed(desk.clock.now()) == 0
    assert runner.forget_failed(desk.pass_time(days=31) - timedelta(days=30)) == 1
    assert [desk.job(f"greet:{key}").state for key in ("done", "waiting")] == ["done", "planned"]
