"""What Slack says through a socket, and what it wraps events and interactions in.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import json
import uuid
from typing import Any, Literal
from urllib.parse import parse_qsl

Json = dict[str, Any]
# `too_many_websockets` stands on no page of Slack's; it is in the logs of its users.
Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]

_HOST = "applink-sandbox"
# Whose answer Slack reads from the acknowledgement; of clicks and shortcuts it reads none.
_ANSWERED = {"view_submission", "block_suggestion"}


def hello(app_id: str, connections: int, seconds: int) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "debug_info": {"host": _HOST, "build_number": 1, "approximate_connection_time": seconds},
        "connection_info": {"app_id": app_id},
    }


def disconnect(reason: Reason) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": _HOST}}


def event_envelope(body: bytes, *, attempt: int, reason: str) -> Json:
    """`reason` is why the attempt before failed; empty at the first."""
    return {
        "envelope_id": str(uuid.uuid4()),
        "payload": json.loads(body),
        "type": "events_api",
        "accepts_response_payload": False,
        "retry_attempt": attempt,
        "retry_reason": reason,
    }


def interaction_envelope(form: bytes) -> Json:
    """From the form HTTP would carry: a command's fields, or the JSON in `payload`."""
    fields = dict(parse_qsl(form.decode(), keep_blank_values=True))
    is_command = "payload" not in fields
    payload: Json = fields if is_command else json.loads(fields["payload"])
    return {
        "envelope_id": str(uuid.uuid4()),
        "payload": payload,
        "type": "slash_commands" if is_command else "interactive",
        "accepts_response_payload": is_command or payload["type"] in _ANSWERED,
    }
