"""The server's open connections, so that a fault can cut one or leave one hanging."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

Address = tuple[str, int]


class Connections:
    """By the caller's address; used on the server's loop only."""

    def __init__(self) -> None:
        self._open: dict[Address, asyncio.Transport] = {}
        self._hanging: set[Address] = set()

    def opened(self, caller: Address, transport: asyncio.Transport) -> None:
        self._open[caller] = transport

    def lost(self, caller: Address) -> None:
        self._open.pop(caller, None)

    def cut(self, caller: Address) -> None:
        transport = self._open.get(caller)
        if transport is not None:
            transport.abort()

    @contextmanager
    def hanging(self, caller: Address) -> Iterator[None]:
        self._hanging.add(caller)
        try:
            yield
        finally:
            self._hanging.discard(caller)

    def cut_hanging(self) -> None:
        """A server that stops waits for nobody it never meant to answer."""
        for caller in list(self._hanging):
            self.cut(caller)
