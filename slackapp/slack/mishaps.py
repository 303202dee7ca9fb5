"""The one error handler: what people see when a request is refused, unknown or fails."""

import secrets
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from slackapp.observability.logs import place_of
from slackapp.reading.mrkdwn import escape
from slackapp.slack.blocks import plain, section
from slackapp.slack.clients import whisper
from slackapp.slack.requests import WE_COMMAND
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import _

_log = structlog.get_logger(__name__)

_REFERENCE_BYTES = 2


def answer_mishap(error: Exception, request: BoltRequest) -> BoltResponse:
    """Always 200, or Slack shows its own dry error: the sentence is for whoever asked."""
    body = request.body
    if isinstance(error, Refusal):
        sentence = error.sentence
    elif isinstance(error, BoltUnhandledRequestError):
        sentence = _unhandled(body)
    else:
        sentence = _broken(error, body)
    return BoltResponse(status=200, body=_tell(body, sentence) if sentence else "")


def _unhandled(body: Mapping[str, Any]) -> str:
    """A button that only opens a page sends a click too: nothing to say about that one."""
    kind = _kind(body)
    pressed = _action_id(body)
    if pressed and any(each.get("url") for each in _elements(body, pressed)):
        return ""
    _log.warning("slack.unhandled", type=kind, name=_name(body))
    if kind == "command":
        return _("I don't know this command. Type `{command} help` for all I know.").format(
            command=WE_COMMAND
        )
    return _("This button is from an old message and does nothing any more.")


def _broken(error: Exception, body: Mapping[str, Any]) -> str:
    reference = secrets.token_hex(_REFERENCE_BYTES).upper()
    _log.error(
        "slack.request_failed",
        ref=reference,
        type=_kind(body),
        name=_name(body),
        error=type(error).__name__,
        place=place_of(error),
    )
    return _(
        "Something broke on my side; nothing was lost or counted. "
        "Try again, or tell an admin: ref {reference}."
    ).format(reference=reference)


def _tell(body: Mapping[str, Any], sentence: str) -> str | dict[str, Any]:
    """Commands and forms read the answer's body; clicks and shortcuts only their response_url."""
    text = escape(sentence)
    match _kind(body):
        case "command":
            return {"response_type": "ephemeral", "text": text}
        case "view_submission":
            return {"response_action": "push", "view": _note(text)}
        case "block_suggestion":
            return {"options": []}
        case _:
            _whisper(body.get("response_url"), text)
            return ""


def _note(text: str) -> dict[str, Any]:
    """On top of the form, so that what was typed there stays."""
    return {
        "type": "modal",
        "title": plain(_("We, not me")),
        "close": plain(_("Back")),
        "blocks": [section(text)],
    }


def _whisper(response_url: object, text: str) -> None:
    """A global shortcut or a button in a form: Slack gives no way to answer."""
    if isinstance(response_url, str):
        whisper(response_url, text)


def _elements(body: Mapping[str, Any], action_id: str) -> list[Mapping[str, Any]]:
    """The parts of the message clicked on that carry this action id."""
    blocks = (body.get("message") or {}).get("blocks") or []
    parts = [part for block in blocks for part in (block.get("accessory"), *_inside(block))]
    return [part for part in parts if part and part.get("action_id") == action_id]


def _inside(block: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return block["elements"] if block.get("type") == "actions" else []


def _kind(body: Mapping[str, Any]) -> str:
    return "command" if "command" in body else str(body.get("type"))


def _name(body: Mapping[str, Any]) -> str:
    """What was pressed or typed, by the name we gave it."""
    return str(body.get("command") or body.get("callback_id") or _action_id(body))


def _action_id(body: Mapping[str, Any]) -> str:
    actions = body.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else {}
    return str(first.get("action_id") or "") if isinstance(first, Mapping) else ""
