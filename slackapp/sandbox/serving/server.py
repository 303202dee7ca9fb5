"""The sandbox on a port: uvicorn in a thread that stops when told."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from slackapp.sandbox.serving.connections import Address, Connections


@dataclass(frozen=True)
class Server:
    """A running sandbox."""

    url: str

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"


class StoppableServer(uvicorn.Server):
    """Stops when told, where uvicorn looks only ten times a second: tests start many."""

    def __init__(self, config: uvicorn.Config, connections: Connections) -> None:
        super().__init__(config)
        self._connections = connections
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped = asyncio.Event()
        self._running = threading.Event()

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._running.set()
        await self._stopped.wait()
        self._connections.cut_hanging()

    def stop(self) -> None:
        if self._running.wait(timeout=5) and self._loop is not None:
            self._loop.call_soon_threadsafe(self._stopped.set)


@contextlib.contextmanager
def serving(app: ASGIApp, connections: Connections, host: str, port: int) -> Iterator[Server]:
    """Serve from a thread of its own until the block ends."""

    class Protocol(HttpToolsProtocol):
        """Tells of its socket, so that a fault can cut it."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._peer: Address = transport.get_extra_info("peername")[:2]
            connections.opened(self._peer, transport)

        def connection_lost(self, exc: Exception | None) -> None:
            connections.lost(self._peer)
            super().connection_lost(exc)

    listener = socket.create_server((host, port))
    config = uvicorn.Config(
        app,
        http=Protocol,
        loop="asyncio",
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        date_header=False,
    )
    server = StoppableServer(config, connections)
    thread = threading.Thread(target=server.run, args=([listener],), name="sandbox-server")
    thread.start()
    try:
        yield Server(f"http://{host}:{listener.getsockname()[1]}")
    finally:
        server.stop()
        thread.join()
        listener.close()
