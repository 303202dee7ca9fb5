"""How much time is left for an answer that is due: whatever waits for Slack in it asks here.

Slack: https://docs.slack.dev/interactivity/handling-user-interaction (three seconds).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_due: ContextVar[float | None] = ContextVar("due", default=None)


@contextmanager
def due_within(seconds: float) -> Iterator[None]:
    """Inside, no more than this; less where something around it is due earlier."""
    before = _due.set(time.monotonic() + seconds_left(seconds))
    try:
        yield
    finally:
        _due.reset(before)


def seconds_left(at_most: float) -> float:
    """0 once it is over; `at_most` where nothing is due, as in a job."""
    due = _due.get()
    return at_most if due is None else max(min(due - time.monotonic(), at_most), 0)
