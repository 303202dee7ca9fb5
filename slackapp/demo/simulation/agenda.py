"""What is going to happen, in order of time."""

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

Act = Callable[[], None]


class Agenda:
    """What is put down for one moment happens in the order it was put down."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Act]] = []
        self._numbers = count()

    def put(self, moment: datetime, act: Act) -> None:
        heapq.heappush(self._acts, (moment, next(self._numbers), act))

    def take_until(self, end: datetime) -> tuple[datetime, Act] | None:
        """The next before `end`; None where there is none."""
        if not self._acts or self._acts[0][0] >= end:
            return None
        moment, _number, act = heapq.heappop(self._acts)
        return moment, act
