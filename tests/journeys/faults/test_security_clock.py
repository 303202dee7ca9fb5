"""A wrong clock refuses everything Slack sends: the app notices by the time in Slack's answers."""

import time
from datetime import timedelta
from email.utils import formatdate

import pytest
from structlog.testing import capture_logs

from slackapp.observability.metrics import REGISTRY
from tests.journeys.conftest import Journey

ALARM = "clock.differs_from_slack"


def _ahead() -> float:
    return REGISTRY.get_sample_value("slackapp_clock_skew_seconds") or 0


def _slack_says(journey: Journey, seconds_from_now: int) -> None:
    """Its next answer carries this time."""
    date = formatdate(time.time() + seconds_from_now, usegmt=True)
    journey.sandbox.faults.add(
        method="api.test", status=200, body=b'{"ok": true}', headers={"Date": date}
    )


def _look(journey: Journey) -> list[str]:
    """Warnings of a quarter of an hour's tick."""
    with capture_logs() as lines:
        for minutes in (0, 16):
            journey.clock.set(journey.clock.now() + timedelta(minutes=minutes))
            journey.app.tick.tick(journey.clock.now())
    return [line["event"] for line in lines if line["log_level"] == "warning"]


@pytest.mark.parametrize("off", [-400, 400])
def test_a_clock_that_differs_from_slacks_is_told_within_a_quarter_of_an_hour(
    journey: Journey, off: int
) -> None:
    _slack_says(journey, -off)
    assert ALARM in _look(journey)
    assert _ahead() == pytest.approx(off, abs=30)


def test_a_clock_in_step_is_shown_and_no_alarm(journey: Journey) -> None:
    _slack_says(journey, 0)
    assert ALARM not in _look(journey)
    assert abs(_ahead()) < 30
