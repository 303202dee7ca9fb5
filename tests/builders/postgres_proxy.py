"""Between the app and PostgreSQL: answers get lost on their way."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from sqlalchemy import make_url

_CHUNK = 65_536
# What commits: the word itself, and the inbox's single statement by its text or its prepared name.
_COMMITTING = (b"COMMIT", b"INTO inbox_event", b"_pg3_")


class CuttingProxy:
    """Every `every`-th commit reaches the server, is done there, and its answer never comes."""

    def __init__(self, database_url: str, *, every: int) -> None:
        url = make_url(database_url)
        self._server = Path(str(url.query["host"])) / f".s.PGSQL.{url.port or 5432}"
        self._every = every
        self._commits = count(1)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self.cuts = 0
        self.cutting = False
        self.url = url.set(
            host="127.0.0.1", port=self._listener.getsockname()[1], query={"sslmode": "disable"}
        ).render_as_string(hide_password=False)

    @contextmanager
    def running(self) -> Iterator["CuttingProxy"]:
        accepting = self._start(self._accept)
        try:
            yield self
        finally:
            self._listener.shutdown(socket.SHUT_RDWR)
            accepting.join()
            self._listener.close()
            for one in self._open:
                _end(one)
            for thread in self._threads:
                thread.join()

    def stop_cutting(self) -> None:
        self.cutting = False

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                try:
                    server.connect(str(self._server))
                except OSError:
                    client.close()
                    server.close()
                    continue
                self._open += [client, server]
                lost = threading.Event()
                self._start(self._ask, client, server, lost)
                self._start(self._answer, server, client, lost)

    def _ask(self, client: socket.socket, server: socket.socket, lost: threading.Event) -> None:
        with suppress(OSError):
            while data := client.recv(_CHUNK):
                commits = self.cutting and any(words in data for words in _COMMITTING)
                if commits and next(self._commits) % self._every == 0:
                    lost.set()
                server.sendall(data)
        _end(server)

    def _answer(self, server: socket.socket, client: socket.socket, lost: threading.Event) -> None:
        with suppress(OSError):
            while data := server.recv(_CHUNK):
                if lost.is_set():
                    self.cuts += 1
                    break
                client.sendall(data)
        _end(client)
        _end(server)

    def _start(self, target: Callable[..., None], *arguments: object) -> threading.Thread:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
