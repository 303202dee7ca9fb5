"""Asking Slack for the address of a socket, with the app's own token."""

from slack_sdk import WebClient

from slackapp.slack.clients import web_client
from slackapp.slack.errors import classify


class Refused(Exception):  # noqa: N818  reads as what it is
    """Slack's no to this app token; nothing changes until somebody acts."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Slack does not open a socket for SLACK_APP_TOKEN: {reason}")
        self.reason = reason


class Unreachable(Exception):  # noqa: N818  same
    """No address now; `retry_after` seconds where Slack says so."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(f"no socket from Slack now: {reason}")
        self.reason = reason
        self.retry_after = retry_after


def ask_for_url(client: WebClient, token: str) -> str:
    """https://docs.slack.dev/reference/methods/apps.connections.open (blocks)."""
    try:
        url = client.apps_connections_open(app_token=token).get("url")
    except Exception as error:
        outcome = classify(error)
        if outcome.verdict in {"workspace_paused", "permanent"}:
            raise Refused(outcome.reason) from error
        raise Unreachable(outcome.reason, outcome.retry_after) from error
    if not isinstance(url, str) or not url.startswith(("wss://", "ws://")):
        raise Unreachable("no_url_in_answer")
    return url


def app_client(api_url: str, timeout: float) -> WebClient:
    return web_client(api_url=api_url, timeout=timeout)
