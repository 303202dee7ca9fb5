"""How we call Slack: web clients that never send anything twice by themselves."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

_SECONDS = 10
_CLICK_SECONDS = 2  # a click must be answered within 3 s, and this comes before the answer
_USER_AGENT = "we-not-me"


def web_client(*, api_url: str, token: str | None = None, timeout: int = _SECONDS) -> WebClient:
    """A client for Slack's Web API at this base address.

    Without retries of the SDK's: its default one posts again after a connection broke, and then
    the post may be there twice. Whoever calls decides by `slack.errors.classify`.
    """
    return WebClient(
        token=token,
        base_url=api_url,
        timeout=timeout,
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
    """Tell whoever clicked, and nobody else; False if refused.

    Beside the message clicked on, or `in_place` of it.
    """
    client = WebhookClient(
        response_url, timeout=_CLICK_SECONDS, user_agent_prefix=_USER_AGENT, retry_handlers=[]
    )
    answer = client.send(
        text=text,
        blocks=[dict(block) for block in blocks] or None,
        response_type=None if in_place else "ephemeral",
        replace_original=in_place,
    )
    return answer.status_code == HTTPStatus.OK
