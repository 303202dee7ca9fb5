"""What comes through a socket, read with the same suspicion as what comes over HTTP.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from slackapp.intake.envelope import (
    BadRequest,
    Challenge,
    EventEnvelope,
    Ignored,
    Interaction,
    load_json,
    read_command,
    read_event,
    read_interaction,
)
from slackapp.intake.front_door import MAX_BODY_BYTES

_ENVELOPE_ID = re.compile(rb'"envelope_id"\s*:\s*"([A-Za-z0-9-]{1,64})"')


@dataclass(frozen=True, slots=True)
class Hello:
    """The socket is ours and open."""


@dataclass(frozen=True, slots=True)
class Goodbye:
    """Slack is about to close the socket, and says why."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """An event or an interaction to be acknowledged by its id."""

    envelope_id: str
    accepts_answer: bool
    content: EventEnvelope | Interaction | Ignored


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Not what Slack sends; acknowledged where it has an id, so that it does not come again."""

    outcome: str
    envelope_id: str | None


def read_message(raw: bytes) -> Hello | Goodbye | Envelope | Unreadable:
    try:
        if len(raw) > MAX_BODY_BYTES:
            return Unreadable("too_large", _id_in(raw))
        return _read(load_json(raw))
    except BadRequest:
        return Unreadable("bad_request", _id_in(raw))


def _read(message: dict[str, Any]) -> Hello | Goodbye | Envelope:
    match message.get("type"):
        case "hello":
            return Hello()
        case "disconnect":
            return Goodbye(_word(message.get("reason")))
    envelope_id = message.get("envelope_id")
    if not isinstance(envelope_id, str):
        raise BadRequest("no envelope id")
    return Envelope(
        envelope_id=envelope_id,
        accepts_answer=message.get("accepts_response_payload") is True,
        content=_content(message),
    )


def _content(message: Mapping[str, Any]) -> EventEnvelope | Interaction | Ignored:
    payload = message.get("payload")
    if not isinstance(payload, dict):
        raise BadRequest("no payload")
    match message.get("type"):
        case "events_api":
            read = read_event(payload, _dumped(payload))
            return Ignored("unknown_envelope") if isinstance(read, Challenge) else read
        case "interactive":
            return read_interaction(payload)
        case "slash_commands":
            return read_command(payload)
        case _:
            return Ignored("unknown_envelope")


def _dumped(payload: Mapping[str, Any]) -> bytes:
    """Half an emoji and very long numbers are beyond orjson."""
    try:
        return orjson.dumps(payload)
    except TypeError:
        return json.dumps(payload).encode()


def _id_in(raw: bytes) -> str | None:
    """Of what is not parsed; quotes inside people's words are escaped, so those do not match."""
    found = _ENVELOPE_ID.search(raw)
    return found[1].decode() if found else None


def _word(value: object) -> str:
    """A word of Slack's, fit for a log."""
    return value if isinstance(value, str) and re.fullmatch(r"[a-z_]{1,40}", value) else "unknown"
