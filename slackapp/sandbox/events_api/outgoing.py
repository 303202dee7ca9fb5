"""One signed HTTP request to the app, and what came back."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]
ANSWER_WITHIN = 3.0
USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
_GOOD = range(200, 300)


@dataclass(frozen=True)
class Attempt:
    """One try; `reason` is Slack's word for the failure, None when it went well."""

    number: int
    status: int | None = None
    body: bytes = b""
    reason: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.reason is None


def send(url: str, body: bytes, headers: Mapping[str, str], number: int = 0) -> Attempt:
    """POST once; header names in the answer are lower case."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=ANSWER_WITHIN)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", target, body, {"User-Agent": USER_AGENT, **headers})
        answer = connection.getresponse()
        content = answer.read()
    except TimeoutError:
        return Attempt(number, reason="http_timeout")
    except (OSError, http.client.HTTPException):
        return Attempt(number, reason="connection_failed")
    finally:
        connection.close()
    found = {name.lower(): value for name, value in answer.getheaders()}
    reason = None if answer.status in _GOOD else "http_error"
    return Attempt(number, answer.status, content, reason, found)
