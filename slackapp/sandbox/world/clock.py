"""Slack's time: runs with the real clock, or stands still until told to move."""

import time
from datetime import UTC, datetime, timedelta

MICROSECONDS = 1_000_000


class SandboxClock:
    """Time in integer microseconds; `start` makes it stand still, `None` lets it run."""

    def __init__(self, start: datetime | None = None) -> None:
        self._still = None if start is None else _micros(start)
        self._shift = 0
        self._last_ts = 0

    @property
    def runs(self) -> bool:
        return self._still is None

    def now_us(self) -> int:
        base = time.time_ns() // 1000 if self._still is None else self._still
        return base + self._shift

    def now(self) -> datetime:
        return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=self.now_us())

    def seconds(self) -> int:
        return self.now_us() // MICROSECONDS

    def advance(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError("the sandbox clock only goes forward; use set() to go back")
        self._shift += round(seconds * MICROSECONDS)

    def set(self, moment: datetime) -> None:
        self._shift += _micros(moment) - self.now_us()

    def new_ts(self) -> str:
        """A `ts` nobody has yet, later than the last unless the clock was set back."""
        now = self.now_us()
        went_back = now < self._last_ts - 3600 * MICROSECONDS
        self._last_ts = now if went_back else max(now, self._last_ts + 1)
        return ts_text(self._last_ts)


def ts_text(microseconds: int) -> str:
    seconds, rest = divmod(microseconds, MICROSECONDS)
    return f"{seconds}.{rest:06d}"


def ts_micros(ts: str) -> int:
    """Slack's text to integer microseconds; raises ValueError for anything else."""
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * MICROSECONDS + int((fraction + "000000")[:6])


def _micros(moment: datetime) -> int:
    if moment.tzinfo is None:
        raise ValueError("the sandbox clock takes moments with a time zone")
    return (moment - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1)
