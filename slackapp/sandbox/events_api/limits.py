"""How many events an app is sent: past 30,000 in an hour Slack keeps them and says so."""

import threading
from typing import Literal

HOUR, MINUTE = 3600, 60
Verdict = Literal["send", "tell", "keep"]


class EventLimits:
    """Counts each workspace's events hour by hour, on the sandbox's clock."""

    def __init__(self, per_hour: int = 30_000) -> None:
        self.per_hour = per_hour
        self._sent: dict[tuple[str, int], int] = {}
        self._told: set[tuple[str, int]] = set()
        self._lock = threading.Lock()

    def verdict(self, team_id: str, now: int) -> Verdict:
        """`send` it, `tell` the app instead (once a minute), or `keep` it and say nothing."""
        hour, minute = (team_id, now // HOUR), (team_id, now // MINUTE)
        with self._lock:
            sent = self._sent.get(hour, 0)
            if sent < self.per_hour:
                self._sent[hour] = sent + 1
                return "send"
            if minute in self._told:
                return "keep"
            self._told.add(minute)
            return "tell"
