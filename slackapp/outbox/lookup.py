"""Whether a post that may be there is there: looked for in its channel by its mark."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from slackapp.jobs.runner import Later
from slackapp.outbox.delivery import METADATA_TYPE, Sent
from slackapp.outbox.patience import patiently
from slackapp.slack.errors import classify
from slackapp.vocabulary.slack_time import micros_of_datetime, ts_of_micros

# How long after an attempt that ended badly Slack may still show what it accepted.
GRACE = timedelta(minutes=2)
# After a killed sender's claim: Slack was well then, and answers or gives up within seconds.
GRACE_OF_THE_DEAD = timedelta(seconds=20)
# By so much Slack's clock and ours may differ.
SKEW = timedelta(minutes=10)
_FORBIDDEN = {"missing_scope", "no_permission", "access_denied"}
_PAGE = 200
_MOST_PAGES = 10


class CannotTellError(Exception):
    """Slack does not let us see enough of the channel; the message is its code or ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A post of unknown fate; if it is anywhere, then in this channel or thread.

    When it is not in sight at `sure_at`, Slack never accepted it.
    """

    post_id: str
    channel_id: str
    thread_ts: str | None
    planned_at: datetime
    sure_at: datetime


def find_sent(client: WebClient, sought: Sought, now: datetime) -> Sent | None:
    """Where it is; None when it surely is nowhere; `Later` while it may still appear."""
    for message in _messages(client, sought):
        if _mark(message) == sought.post_id:
            return Sent(sought.channel_id, message["ts"])
    if now < sought.sure_at:
        raise Later(sought.sure_at - now, "may_still_appear")
    return None


def _messages(client: WebClient, sought: Sought) -> Iterator[dict[str, Any]]:
    """Everything said there since it was planned, or CannotTellError."""
    cursor: str | None = None
    for _ in range(_MOST_PAGES):
        page = _page(client, sought, cursor)
        yield from page.get("messages") or ()
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return
    raise CannotTellError("too_much_said_since")


def _page(client: WebClient, sought: Sought, cursor: str | None) -> dict[str, Any]:
    span: dict[str, Any] = {
        "channel": sought.channel_id,
        "oldest": ts_of_micros(micros_of_datetime(sought.planned_at - SKEW)),
        "include_all_metadata": True,
        "limit": _PAGE,
        "cursor": cursor,
    }
    with patiently():
        try:
            if sought.thread_ts is None:
                answer = client.conversations_history(**span)
            else:
                answer = client.conversations_replies(ts=sought.thread_ts, **span)
        except SlackApiError as error:
            outcome = classify(error)
            if outcome.verdict == "permanent" or outcome.reason in _FORBIDDEN:
                raise CannotTellError(outcome.reason) from None
            raise
    return dict(answer.data) if isinstance(answer.data, dict) else {}


def _mark(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != METADATA_TYPE:
        return None
    payload = metadata.get("event_payload") or {}
    return payload.get("post_id") if isinstance(payload, dict) else None
