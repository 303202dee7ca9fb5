"""Slack's request signing, version v0: an HMAC over the raw body and its age."""

import hashlib
import hmac
import time


def signed_headers(secret: str, body: bytes, timestamp: int | None = None) -> dict[str, str]:
    """The two headers Slack sends; `timestamp` is always real time unless a test says so."""
    sent_at = int(time.time()) if timestamp is None else timestamp
    base = b"v0:%d:%s" % (sent_at, body)
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(sent_at), "X-Slack-Signature": f"v0={digest}"}
