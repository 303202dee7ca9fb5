"""The one pulse: every few seconds what is due is looked for and handed over."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from threading import Event, Thread

import structlog

from slackapp.vocabulary.clock import Clock

TickTask = Callable[[datetime], None]

_log = structlog.get_logger(__name__)


class Tick:
    """Calls its tasks with the clock's time, one after the other, until stopped.

    Several replicas may tick at once: what tasks hand over is stopped from repeating by keys.
    """

    def __init__(self, tasks: Sequence[TickTask], clock: Clock, *, seconds: float = 15) -> None:
        self._tasks = tasks
        self._clock = clock
        self._seconds = seconds
        self._woken = Event()
        self._stopping = False
        self._thread = Thread(target=self._beat, name="tick", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Tick now, not at the next beat."""
        self._woken.set()

    def stop(self) -> None:
        """Returns when the round under way is over."""
        self._stopping = True
        self._woken.set()
        self._thread.join()

    def tick(self, now: datetime) -> None:
        """One round; a task that raises does not keep the others from theirs."""
        for task in self._tasks:
            try:
                task(now)
            except Exception as error:  # noqa: BLE001  it is reported, and called again next time
                _log.error("jobs.tick_task_raised", error=type(error).__name__)

    def _beat(self) -> None:
        while not self._stopping:
            self._woken.clear()
            self.tick(self._clock.now())
            self._woken.wait(self._seconds)


class NightlyCleanUp:
    """A tick task: once a night something is forgotten that ended so long ago."""

    HOUR = 3  # UTC

    def __init__(
        self, forget: Callable[[datetime], int], *, kept: timedelta = timedelta(days=7)
    ) -> None:
        self._forget = forget
        self._kept = kept
        self._done_on: date | None = None

    def __call__(self, now: datetime) -> None:
        if now.hour < self.HOUR or self._done_on == now.date():
            return
        forgotten = self._forget(now - self._kept)
        self._done_on = now.date()
        _log.info("jobs.cleaned_up", rows=forgotten)
