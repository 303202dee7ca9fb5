"""What a failed call to Slack means for what we tried to do.

Slack: https://docs.slack.dev/reference/methods/chat.postMessage#errors (the codes),
https://docs.slack.dev/apis/web-api/rate-limits (429 and Retry-After).
"""

import errno
import re
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

# rate_limited: not accepted, come back after `retry_after` seconds.
# retry: certainly not accepted, and later may go better.
# ambiguous: it may have been accepted; whoever posts must not simply do it again.
# permanent: Slack's no to this very request; the same again gets the same answer.
# workspace_paused: our token is worth nothing there until an admin acts.
Verdict = Literal["rate_limited", "retry", "ambiguous", "permanent", "workspace_paused"]

_RETRY_AFTER_UNSAID = 30.0
_RETRY_AFTER_LEAST = 1.0
_RETRY_AFTER_MOST = 3600.0

_VERDICTS: dict[str, Verdict] = {
    **dict.fromkeys(("ratelimited", "rate_limited"), "rate_limited"),
    **dict.fromkeys(("request_timeout", "team_added_to_org"), "retry"),
    **dict.fromkeys(("fatal_error", "internal_error", "service_unavailable"), "ambiguous"),
    **dict.fromkeys(
        (
            "access_denied",
            "account_inactive",
            "ekm_access_denied",
            "enterprise_is_restricted",
            "invalid_auth",
            "missing_scope",
            "no_permission",
            "not_allowed_token_type",
            "not_authed",
            "org_login_required",
            "team_access_not_granted",
            "token_expired",
            "token_revoked",
            "two_factor_setup_required",
        ),
        "workspace_paused",
    ),
}
# Every other code is Slack's considered no (channel_not_found, is_archived, invalid_blocks,
# restricted_action_…): `permanent`, also for codes Slack invents tomorrow.

_CODE = re.compile(r"[a-z][a-z0-9_]{0,60}", re.ASCII)
_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict and its reason: Slack's error code or our word for it, never a body."""

    verdict: Verdict
    reason: str
    retry_after: float | None = None


def classify(error: Exception) -> Outcome:
    """What an exception of `WebClient` means; one nobody foresaw is `ambiguous`."""
    if isinstance(error, SlackApiError):
        return _of_api_error(error)
    if isinstance(error, SlackClientError):
        return Outcome("permanent", type(error).__name__)  # refused by the SDK, never sent
    cause = error.reason if isinstance(error, URLError) else error
    verdict: Verdict = "retry" if _never_left(cause) else "ambiguous"
    return Outcome(verdict, type(cause).__name__)


def classify_answer(*, status: int, code: str | None, headers: Mapping[str, str]) -> Outcome:
    """What an HTTP answer means that is not `ok`; `code` is Slack's, None without a readable one.

    A 5xx may follow a post that was made. Other answers without a code come from something between
    Slack and us, so Slack never saw the request; only a 200 that cannot be read stays open.
    """
    if status == 429 or _VERDICTS.get(code or "") == "rate_limited":  # noqa: PLR2004  Too Many Requests
        return Outcome("rate_limited", code or "http_429", _retry_after(headers))
    if status >= 500:  # noqa: PLR2004  the server's side
        return Outcome("ambiguous", code or f"http_{status}")
    if code is not None:
        return Outcome(_VERDICTS.get(code, "permanent"), code)
    return Outcome("ambiguous" if status == 200 else "retry", f"http_{status}")  # noqa: PLR2004  OK


def _of_api_error(error: SlackApiError) -> Outcome:
    response = error.response
    code = response.data.get("error") if isinstance(response.data, Mapping) else None
    readable = isinstance(code, str) and _CODE.fullmatch(code)
    return classify_answer(
        status=response.status_code, code=code if readable else None, headers=response.headers
    )


def _never_left(cause: object) -> bool:
    """No byte of the request can have reached Slack.

    A timeout may be that of connecting or of sending, nobody tells: not in here.
    """
    if isinstance(cause, ConnectionRefusedError | socket.gaierror | ssl.SSLCertVerificationError):
        return True
    return isinstance(cause, OSError) and cause.errno in _UNREACHABLE


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds within sane bounds, whatever the header says or whether it is there."""
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    digits = re.fullmatch(r"\s*(-?\d{1,9})\s*", str(said), re.ASCII)
    seconds = float(digits[1]) if digits else _RETRY_AFTER_UNSAID
    return min(max(seconds, _RETRY_AFTER_LEAST), _RETRY_AFTER_MOST)
