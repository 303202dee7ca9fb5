"""Slack's envelopes and signatures, as its own servers would send them."""

import hashlib
import hmac
import json
import time
from itertools import count
from typing import Any

SECRET = "a-signing-secret"

_numbers = count(1)

Json = dict[str, Any]


def envelope(event: Json, *, event_id: str | None = None, team: str = "T1") -> Json:
    """An Events API envelope around this inner event."""
    return {
        "token": "verification-token",
        "team_id": team,
        "api_app_id": "A1",
        "event": event,
        "type": "event_callback",
        "event_id": event_id or f"Ev{next(_numbers):08d}",
        "event_time": 1763467200,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team,
                "user_id": "UBOT",
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": "4-context",
    }


def message(text: str = "hello", *, ts: str = "1763467200.000100", **more: object) -> Json:
    return {
        "type": "message",
        "channel": "C1",
        "user": "U1",
        "text": text,
        "ts": ts,
        "event_ts": ts,
        "channel_type": "channel",
        "team": "T1",
        **more,
    }


def edited(text: str, *, was: str, at: str, ts: str = "1763467200.000100") -> Json:
    """A `message_changed` event: the message now, and as it was when posted."""
    now = {"type": "message", "user": "U1", "ts": ts, "text": text}
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": "C1",
        "ts": at,
        "event_ts": at,
        "message": now | {"edited": {"user": "U1", "ts": at}},
        "previous_message": {"type": "message", "user": "U1", "ts": ts, "text": was},
    }


def deleted(*, was: str, at: str, ts: str = "1763467200.000100") -> Json:
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "channel": "C1",
        "ts": at,
        "event_ts": at,
        "deleted_ts": ts,
        "previous_message": {"type": "message", "user": "U1", "ts": ts, "text": was},
    }


def reaction(
    name: str, *, by: str = "U2", to: str = "U1", at: str = "1763467260.000100", added: bool = True
) -> Json:
    return {
        "type": "reaction_added" if added else "reaction_removed",
        "user": by,
        "reaction": name,
        "item_user": to,
        "item": {"type": "message", "channel": "C1", "ts": "1763467200.000100"},
        "event_ts": at,
    }


def signed(body: bytes, *, secret: str = SECRET, timestamp: str | None = None) -> dict[str, str]:
    """The headers that make these bytes Slack's."""
    timestamp = timestamp or str(int(time.time()))
    digest = hmac.new(secret.encode(), b"v0:%b:%b" % (timestamp.encode(), body), hashlib.sha256)
    return {
        "content-type": "application/json",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": f"v0={digest.hexdigest()}",
    }


def dumped(value: object) -> bytes:
    return json.dumps(value).encode()
