"""Events that wait for somebody's look-up, while Slack is slow, busy or broken."""

from datetime import timedelta
from typing import Any

import pytest

from slackapp.toolbox import LISTENER_SECONDS
from tests.builders.slack_events import dumped, envelope, message
from tests.journeys.conftest import Journey

THANKED = ("U1", "U9")


def say_thanks_to_a_stranger(journey: Journey) -> None:
    journey.settle()
    journey.workspace.add_person("U9", name="Eve New")
    journey.sandbox.deliver_raw(dumped(envelope(message("<@U9> ++ for coming"))))


def is_thanked(journey: Journey) -> bool:
    return [each[:2] for each in journey.live_kudos()] == [THANKED]


def pass_time(journey: Journey, **time: float) -> None:
    journey.clock.set(journey.clock.now() + timedelta(**time))
    journey.app.hand_over.wake()


@pytest.mark.deadline
def test_a_job_waits_longer_for_slack_than_a_listener_may(journey: Journey) -> None:
    journey.sandbox.faults.add(method="users.info", delay=LISTENER_SECONDS + 1)
    say_thanks_to_a_stranger(journey)
    journey.wait_until(lambda: is_thanked(journey))


@pytest.mark.parametrize(
    "fault",
    [
        {"error": "ratelimited", "status": 429, "headers": {"Retry-After": "45"}},
        {"error": "internal_error"},
        {"status": 503, "body": b"<html>away</html>"},
        {"drop": "before"},
    ],
    ids=["rate limit", "internal error", "error page", "reset"],
)
def test_what_slack_did_not_answer_is_asked_again(journey: Journey, fault: dict[str, Any]) -> None:
    journey.sandbox.faults.add(method="users.info", times=2, **fault)
    say_thanks_to_a_stranger(journey)

    def thanked() -> bool:
        pass_time(journey, seconds=5)
        return is_thanked(journey)

    journey.wait_until(thanked)
