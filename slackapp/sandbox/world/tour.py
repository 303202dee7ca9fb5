"""A few things to try, shown beside the page until they are done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to try, and how the page helps with it.

    `button` puts `typed` into the composer of `channel_id`, or moves the clock to `moment`.
    `is_done` is asked whenever something happened.
    """

    title: str
    words: str
    is_done: Callable[[], bool]
    button: str
    channel_id: str
    typed: str | None = None
    moment: datetime | None = None
