"""SQLite has one writer: our threads take turns here, the inbox first."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class WriteLane:
    """A lock where urgent writers overtake the ones that can wait."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._taken = False
        self._urgent_waiting = 0

    @contextmanager
    def taken(self, *, urgent: bool = False) -> Iterator[None]:
        self._take(urgent=urgent)
        try:
            yield
        finally:
            self._leave()

    def _take(self, *, urgent: bool) -> None:
        with self._changed:
            self._urgent_waiting += urgent
            self._changed.wait_for(
                lambda: not self._taken and (urgent or self._urgent_waiting == 0)
            )
            self._urgent_waiting -= urgent
            self._taken = True

    def _leave(self) -> None:
        with self._changed:
            self._taken = False
            self._changed.notify_all()
