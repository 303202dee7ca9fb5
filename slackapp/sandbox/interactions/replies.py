"""The app's answers to interactions, and what the person sees of them."""

import json
from dataclasses import dataclass, field
from typing import Any

from slackapp.sandbox.block_kit.content import ContentRefusedError
from slackapp.sandbox.events_api.outgoing import Attempt
from slackapp.sandbox.interactions.response_urls import Shown

Json = dict[str, Any]


@dataclass
class Reply:
    """The app's answer and what the person saw of it; `error` is Slack's, if any.

    `errors` are the sentences under a form's inputs, by `block_id`.
    """

    status: int | None
    body: bytes
    shown: Shown | None = None
    error: str | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.shown.text if self.shown else ""


def reply_of(attempt: Attempt) -> Reply:
    error = {"http_timeout": "operation_timeout", None: None}.get(attempt.reason, "dispatch_failed")
    return Reply(attempt.status, attempt.body, error=error)


def answer_of(attempt: Attempt) -> Json | None:
    """The JSON answered, or plain text as `{"text": …}`; None for an empty body."""
    if not attempt.body.strip():
        return None
    if "json" not in attempt.headers.get("content-type", ""):
        return {"text": attempt.body.decode()}
    try:
        answer = json.loads(attempt.body)
    except ValueError:
        raise ContentRefusedError("invalid_command_response") from None
    if not isinstance(answer, dict):
        raise ContentRefusedError("invalid_command_response")
    return answer or None
