"""The one call that makes a post, and what its answer means."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient, WebhookResponse

from slackapp.outbox.content import PostContent
from slackapp.slack.errors import Outcome, classify, classify_answer
from slackapp.slack.lines import Place

METADATA_TYPE = "slackapp_post"
_SECONDS = 10
_CODE = re.compile(r"[a-z][a-z_]{0,60}", re.ASCII)
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A claimed post with its words, in memory only; `quotable` are the lines to be read in."""

    workspace_id: str
    post_id: str
    attempt: int
    claimed_at: datetime
    channel_id: str
    thread_ts: str | None
    response_url: str | None
    ephemeral_to: str | None
    content: PostContent
    quotable: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack has it; through a `response_url` or to one person there is no way back to it."""

    channel_id: str
    ts: str | None


def post_message(client: WebClient, letter: Letter) -> Sent | Outcome:
    """`chat.postMessage` with a mark by which it can be found again."""
    try:
        answer = client.chat_postMessage(
            channel=letter.channel_id,
            text=letter.content.text,
            blocks=[dict(block) for block in letter.content.blocks] or None,
            thread_ts=letter.thread_ts,
            unfurl_links=False,
            unfurl_media=False,
            metadata={"event_type": METADATA_TYPE, "event_payload": {"post_id": letter.post_id}},
        )
    except Exception as error:  # noqa: BLE001  every one has a verdict
        return classify(error)
    ts = answer.get("ts")
    if not isinstance(ts, str):
        return Outcome("ambiguous", "no_ts_in_the_answer")
    return Sent(answer.get("channel") or letter.channel_id, ts)


def show_to_one(client: WebClient, letter: Letter) -> Sent | Outcome:
    """`chat.postEphemeral`: it leaves no trace in Slack, so what is ambiguous stays so.

    https://docs.slack.dev/reference/methods/chat.postEphemeral
    """
    try:
        client.chat_postEphemeral(
            channel=letter.channel_id,
            user=letter.ephemeral_to or "",
            text=letter.content.text,
            blocks=[dict(block) for block in letter.content.blocks] or None,
            thread_ts=letter.thread_ts,
        )
    except Exception as error:  # noqa: BLE001  every one has a verdict
        return classify(error)
    return Sent(letter.channel_id, None)


def answer_command(response_url: str, letter: Letter) -> Sent | Outcome:
    """A visible answer where the app is no member; good for 30 minutes and five uses.

    https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
    """
    client = WebhookClient(response_url, timeout=_SECONDS, retry_handlers=[])
    try:
        answer = client.send_dict(
            {
                "text": letter.content.text,
                "blocks": [dict(block) for block in letter.content.blocks],
                "response_type": "in_channel",
                "replace_original": False,
                "unfurl_links": False,
                "unfurl_media": False,
                **({"thread_ts": letter.thread_ts} if letter.thread_ts else {}),
            }
        )
    except Exception as error:  # noqa: BLE001  every one has a verdict
        return classify(error)
    if answer.status_code == HTTPStatus.OK and _code(answer) in {None, "ok"}:
        return Sent(letter.channel_id, None)
    if answer.status_code in _GONE:
        return Outcome("permanent", "response_url_is_used_up")
    return classify_answer(
        status=answer.status_code, code=_code(answer), headers=answer.headers or {}
    )


def _code(answer: WebhookResponse) -> str | None:
    """Slack's error code, which it gives as plain text or in JSON."""
    try:
        read = json.loads(answer.body)
    except ValueError:
        read = {"error": answer.body.strip()}
    code = read.get("error") if isinstance(read, dict) else None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else None
