"""How a job calls Slack: what only needs time is postponed, the rest rises."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPException

from slack_sdk.errors import SlackApiError

from slackapp.jobs.runner import Later
from slackapp.slack.errors import classify

PAUSE = timedelta(minutes=15)
# An outage lasts longer than a job's failures; these calls may be repeated.
TROUBLE = timedelta(minutes=2)


@contextmanager
def patiently() -> Iterator[None]:
    """Inside a job: a rate limit, a paused workspace or Slack's trouble becomes `Later`."""
    try:
        yield
    except (SlackApiError, OSError, HTTPException) as error:
        outcome = classify(error)
        match outcome.verdict:
            case "permanent":
                raise
            case "rate_limited":
                wait = timedelta(seconds=outcome.retry_after or 0)
            case "workspace_paused":
                wait = PAUSE
            case _:
                wait = TROUBLE
        raise Later(wait, outcome.reason) from None
