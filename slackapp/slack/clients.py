"""How we call Slack: web clients that never send anything twice by themselves."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from http.client import HTTPException
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient

from slackapp.slack.answer_time import seconds_left
from slackapp.slack.clock_watch import WatchingClient

_SECONDS = 10
_CLICK_SECONDS = 2
_USER_AGENT = "we-not-me"

_log = structlog.get_logger(__name__)


def web_client(*, api_url: str, token: str | None = None, timeout: float = _SECONDS) -> WebClient:
    """A client for Slack's Web API at this base address.

    Without retries of the SDK's: its default one posts again after a connection broke, and then
    the post may be there twice. Whoever calls decides by `slack.errors.classify`.
    """
    return WatchingClient(
        token=token,
        base_url=api_url,
        timeout=timeout,  # type: ignore[arg-type]  # urllib takes fractions
        user_agent_prefix=_USER_AGENT,
        retry_handlers=[],
    )


def whisper(
    response_url: str,
    text: str,
    blocks: Sequence[Mapping[str, Any]] = (),
    *,
    in_place: bool = False,
) -> bool:
    """Tell whoever clicked, and nobody else; False where it did not arrive, which is logged.

    Beside the message clicked on, or `in_place` of it.
    """
    return _respond(
        response_url,
        text=text,
        blocks=[dict(block) for block in blocks] or None,
        response_type=None if in_place else "ephemeral",
        replace_original=in_place,
    )


def erase(response_url: str) -> bool:
    """Take the message clicked on away; for what was posted through a `response_url` itself."""
    return _respond(response_url, delete_original=True)


def _respond(response_url: str, **message: Any) -> bool:  # noqa: ANN401  as the SDK takes it
    seconds = seconds_left(_CLICK_SECONDS)
    if not seconds:
        _log.warning("slack.no_time_to_whisper")
        return False
    client = WebhookClient(
        response_url,
        timeout=seconds,  # type: ignore[arg-type]  # urllib takes fractions
        user_agent_prefix=_USER_AGENT,
        retry_handlers=[],
    )
    try:
        answer = client.send(**message)
    except (OSError, HTTPException, ValueError, SlackClientError) as error:
        _log.warning("slack.whisper_failed", error=type(error).__name__)
        return False
    if answer.status_code != HTTPStatus.OK:
        _log.warning("slack.whisper_refused", status=answer.status_code)
        return False
    return True
