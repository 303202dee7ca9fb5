"""How much time is left for an answer that is due."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_bolt import Ack, App

from slackapp.slack.answer_time import due_within, seconds_left
from slackapp.slack.bolt_app import ANSWER_SECONDS
from slackapp.slack.clients import whisper
from slackapp.workspace.lookup import LookUpFailed, look_up
from tests.sandbox.receiver import receiving
from tests.slack.conftest import Stage, send_command


def test_where_nothing_is_due_all_may_be_taken() -> None:
    assert seconds_left(10) == 10


def test_no_more_is_left_than_what_is_due_first() -> None:
    with due_within(60):
        with due_within(5):
            assert 0 < seconds_left(10) <= 5
            with due_within(30):
                assert seconds_left(10) <= 5
        assert 5 < seconds_left(100) <= 60
        assert seconds_left(1) == 1


def test_what_is_over_leaves_nothing() -> None:
    with due_within(0):
        assert seconds_left(10) == 0


def test_one_request_s_time_is_not_another_s() -> None:
    with due_within(0), ThreadPoolExecutor(1) as other:
        assert other.submit(seconds_left, 10).result() == 10


def test_a_listener_has_less_than_slack_waits(app: App) -> None:
    left: list[float] = []

    def pour(ack: Ack) -> None:
        left.append(seconds_left(100))
        ack({"text": "poured"})

    app.command("/tea")(pour)
    send_command(app, "/tea")
    assert 0 < left[0] <= ANSWER_SECONDS < 3


def test_without_time_left_nothing_is_whispered() -> None:
    with receiving() as receiver, due_within(0):
        assert not whisper(receiver.url, "hello")
    assert receiver.requests == []


def test_without_time_left_nobody_is_looked_up(stage: Stage) -> None:
    asked = stage.sandbox.faults.add(method="users.info", delay=0)
    with due_within(0), pytest.raises(LookUpFailed) as failed:
        look_up(stage.client, "U1", workspace_id="T1")
    assert (failed.value.outcome.reason, asked.fired) == ("no_time_left", 0)
