"""Tells the page's open windows which of their parts look different now."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager


class Listener:
    """One window's names to look at again, each once however often it was told."""

    def __init__(self, team_id: str, person_id: str, wake: Callable[[], None]) -> None:
        self.team_id = team_id
        self.person_id = person_id
        self.wake = wake
        self.names: dict[str, None] = {}


class Changes:
    """A name says where to look, never what is there: `channel-C1`, `sidebar`, `modal`, `home`.

    Writers on any thread tell, under any lock; nothing waits here.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: set[Listener] = set()
        self._open = True

    def tell(self, team_id: str, *names: str) -> None:
        """Everybody in the workspace."""
        self._tell(lambda listener: listener.team_id == team_id, names)

    def tell_all(self, *names: str) -> None:
        """Everybody everywhere."""
        self._tell(lambda _: True, names)

    def tell_one(self, person_id: str, *names: str) -> None:
        """One person, in whichever workspace."""
        self._tell(lambda listener: listener.person_id == person_id, names)

    @contextmanager
    def listening(
        self, team_id: str, person_id: str, wake: Callable[[], None]
    ) -> Iterator[Callable[[], list[str] | None]]:
        """A function that takes what was told since; None when there will be no more."""
        listener = Listener(team_id, person_id, wake)

        def take() -> list[str] | None:
            with self._lock:
                names, listener.names = listener.names, {}
                return [*names] if self._open else None

        with self._lock:
            self._listeners.add(listener)
        try:
            yield take
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def _tell(self, concerns: Callable[[Listener], bool], names: Iterable[str]) -> None:
        with self._lock:
            for listener in filter(concerns, self._listeners):
                listener.names.update(dict.fromkeys(names))
                listener.wake()

    def open(self) -> None:
        with self._lock:
            self._open = True

    def close(self) -> None:
        """End every stream: a server that stops waits for its connections."""
        with self._lock:
            self._open = False
            for listener in self._listeners:
                listener.wake()
