"""Did Slack sign these bytes, and lately?

https://docs.slack.dev/authentication/verifying-requests-from-slack. The SDK's verifier decodes the
body first and raises on odd headers, so the same rule stands here on raw bytes.
"""

import hmac
import re
import time

MAX_AGE_SECONDS = 300

_TIMESTAMP = re.compile(rb"\d{1,11}")


class SignatureGate:
    """Tells signed requests from all others; the age always uses the real clock."""

    def __init__(self, signing_secret: str) -> None:
        self._secret = signing_secret.encode()

    def admits(self, body: bytes, timestamp: bytes, signature: bytes) -> bool:
        if _TIMESTAMP.fullmatch(timestamp) is None:
            return False
        if abs(time.time() - int(timestamp)) > MAX_AGE_SECONDS:
            return False
        digest = hmac.digest(self._secret, b"v0:%b:%b" % (timestamp, body), "sha256")
        return hmac.compare_digest(b"v0=" + digest.hex().encode(), signature)
