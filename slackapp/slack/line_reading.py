"""Reading single lines of messages at Slack, for showing them.

Slack: https://docs.slack.dev/messaging/retrieving-messages (one message: inclusive, limit 1).
"""

from collections.abc import Iterable
from http.client import HTTPException

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from slackapp.reading.display_text import clip
from slackapp.reading.mrkdwn import plain_text
from slackapp.slack.errors import classify
from slackapp.slack.lines import Place

LONGEST_LINE = 80

_log = structlog.get_logger(__name__)


def read_lines(client: WebClient, places: Iterable[Place]) -> dict[Place, str]:
    """The first lines of these messages; those that Slack does not give now are left out."""
    lines: dict[Place, str] = {}
    for place in sorted(places):
        try:
            lines[place] = _read(client, place)
        except (SlackClientError, OSError, HTTPException) as error:
            _log.info("slack.line_not_read", reason=classify(error).reason)
    return lines


def _read(client: WebClient, place: Place) -> str:
    if place.thread_ts:
        answer = client.conversations_replies(
            channel=place.channel_id,
            ts=place.thread_ts,
            oldest=place.ts,
            latest=place.ts,
            inclusive=True,
            limit=1,
        )
    else:
        answer = client.conversations_history(
            channel=place.channel_id, latest=place.ts, inclusive=True, limit=1
        )
    found = [one for one in answer.get("messages") or () if one.get("ts") == place.ts]
    return _first_line(found[0].get("text") or "") if found else ""


def _first_line(text: str) -> str:
    lines = (plain_text(line) for line in text.splitlines())
    return clip(next((line for line in lines if line), ""), LONGEST_LINE)
