"""One `chat.postMessage` a second a channel, with a short burst, as Slack allows."""

import math
import threading
import time
from collections.abc import Callable

PER_SECOND = 1.0
BURST = 3.0


class RateLimits:
    """A token bucket a channel, on real time: waiting clients wait for real."""

    def __init__(self, *, enabled: bool, timer: Callable[[], float] = time.monotonic) -> None:
        self.enabled = enabled
        self._timer = timer
        self._buckets: dict[tuple[str, str], tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait_for(self, team_id: str, channel: str) -> int:
        """Whole seconds until the next post may come; 0 takes one now."""
        if not self.enabled:
            return 0
        with self._lock:
            now = self._timer()
            tokens, since = self._buckets.get((team_id, channel), (BURST, now))
            tokens = min(BURST, tokens + (now - since) * PER_SECOND)
            allowed = tokens >= 1
            self._buckets[team_id, channel] = (tokens - 1 if allowed else tokens, now)
            return 0 if allowed else max(1, math.ceil((1 - tokens) / PER_SECOND))
