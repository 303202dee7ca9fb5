"""Is our clock right? Signatures count on it, and each of Slack's answers carries Slack's time."""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from slackapp.observability.metrics import show_clock_skew

# Requests are refused from 300 s on: https://docs.slack.dev/authentication/verifying-requests-from-slack
ALARM_SECONDS = 60
_BETWEEN_LOOKS = timedelta(minutes=15)

_log = structlog.get_logger(__name__)


class WatchingClient(WebClient):
    """Slack's client, which compares the clocks at every answer."""

    def api_call(self, api_method: str, **arguments: object) -> SlackResponse:
        try:
            answer = super().api_call(api_method, **arguments)  # type: ignore[arg-type]  # the SDK's own arguments, passed on
        except SlackApiError as error:
            compare_clocks(error.response.headers)
            raise
        compare_clocks(answer.headers)
        return answer


class ClockLook:
    """A tick task: asks Slack now and then, since who refuses all requests makes no calls."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._looked_at: datetime | None = None

    def __call__(self, now: datetime) -> None:
        if self._looked_at is None:  # the start has asked who we are
            self._looked_at = now
        if abs(now - self._looked_at) >= _BETWEEN_LOOKS:
            self._looked_at = now
            self._client.api_test()


def compare_clocks(headers: Mapping[str, str]) -> None:
    """Show how far our clock is ahead, and warn where Slack's requests are about to be refused."""
    said = next((value for name, value in headers.items() if name.lower() == "date"), "")
    try:
        slacks = parsedate_to_datetime(str(said)).timestamp()
    except ValueError:
        return
    ahead = time.time() - slacks
    show_clock_skew(ahead)
    if abs(ahead) >= ALARM_SECONDS:
        _log.warning("clock.differs_from_slack", seconds_ahead=round(ahead))
