"""OAuth's `state`: signed, for ten minutes, for one browser; nothing is stored to make one."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

LIFETIME = timedelta(minutes=10)
_BROWSER = re.compile(r"[0-9a-f]{32}", re.ASCII)
_STATE = re.compile(r"([0-9a-f]{32})\.([0-9]{1,12})\.([0-9a-f]{64})\.([0-9a-f]{64})", re.ASCII)

Fault = Literal["missing", "forged", "expired", "other_browser"]


class BadState(Exception):  # noqa: N818  reads as what it is
    """It does not show that this browser asked us to be sent to Slack just now."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class State:
    """A good one; who uses its nonce up first, may install."""

    nonce: str
    expires_at: datetime


class States:
    """Makes and checks them; every replica has the same secret."""

    def __init__(self, secret: str) -> None:
        self._key = hashlib.sha256(b"state of an installation\0" + secret.encode()).digest()

    def issue(self, browser: str, now: datetime) -> str:
        words = f"{secrets.token_hex(16)}.{int(now.timestamp())}.{_hash(browser)}"
        return f"{words}.{self._sign(words)}"

    def check(self, state: str, browser: str, now: datetime) -> State:
        """BadState where it is not to be trusted."""
        if not state:
            raise BadState("missing")
        found = _STATE.fullmatch(state)
        if found is None:
            raise BadState("forged")
        nonce, issued, bound_to, signature = found.groups()
        if not hmac.compare_digest(signature, self._sign(f"{nonce}.{issued}.{bound_to}")):
            raise BadState("forged")
        expires_at = datetime.fromtimestamp(int(issued), UTC) + LIFETIME
        if now >= expires_at:
            raise BadState("expired")
        if not hmac.compare_digest(bound_to, _hash(browser)):
            raise BadState("other_browser")
        return State(nonce, expires_at)

    def _sign(self, words: str) -> str:
        return hmac.new(self._key, words.encode(), hashlib.sha256).hexdigest()


def browser_of(cookie: str | None) -> str:
    """The browser's own secret: as it has it, else a new one."""
    return cookie if cookie and _BROWSER.fullmatch(cookie) else secrets.token_hex(16)


def _hash(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()
