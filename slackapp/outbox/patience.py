"""How a job calls Slack: what only needs time is postponed, the rest rises."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from slack_sdk.errors import SlackApiError

from slackapp.jobs.runner import Later
from slackapp.slack.errors import classify

PAUSE = timedelta(minutes=15)


@contextmanager
def patiently() -> Iterator[None]:
    """Inside a job: a rate limit or a paused workspace becomes `Later`, never a failure."""
    try:
        yield
    except SlackApiError as error:
        outcome = classify(error)
        if outcome.verdict == "rate_limited":
            wait = timedelta(seconds=outcome.retry_after or 0)
            raise Later(wait, outcome.reason) from None
        if outcome.verdict == "workspace_paused":
            raise Later(PAUSE, outcome.reason) from None
        raise
