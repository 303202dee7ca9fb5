"""Slack's end of Socket Mode: a port of its own, up to ten sockets, deliveries spread over them."""

import asyncio
import contextlib
import itertools
import secrets
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from slackapp.sandbox.socket_mode import messages
from slackapp.sandbox.socket_mode.messages import Reason
from slackapp.sandbox.socket_mode.socket import NoAckError, Socket

Json = dict[str, Any]
Got = TypeVar("Got")
_HOST = "127.0.0.1"


class Sockets:
    """Every socket of the app; its methods may be called from any thread.

    Trouble on demand: `most`, `dropped_acks` (so many are not heard), `refresh_every` seconds,
    `freeze`, `cut`, `disconnect`, `port_closed`.
    """

    def __init__(self, app_id: str) -> None:
        self.most = 10
        self.dropped_acks = 0
        self.ping_every = 5.0
        self.leave_after = 10.0  # seconds between telling a socket to go and closing it
        self.lifetime = 18060  # what `hello` promises, in seconds
        self.refresh_every: float | None = None
        self.opened_at: list[float] = []  # every connection since the start, by time.monotonic
        self._app_id = app_id
        self._tickets: set[str] = set()
        self._sockets: list[Socket] = []
        self._turns = itertools.count()
        self._leaving: set[asyncio.Task[None]] = set()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._server: Server | None = None
        self._port = 0

    @property
    def opened(self) -> int:
        return len(self.opened_at)

    @property
    def count(self) -> int:
        return len(self._sockets)

    def new_url(self) -> str:
        """Good for one connection; the port opens with the first."""
        with self._lock:
            if self._loop is None:
                self._start()
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return f"ws://{_HOST}:{self._port}/link/?ticket={ticket}&app_id={self._app_id}"

    def send(self, envelope: Json, *, within: float) -> "Future[Json]":
        """The acknowledgement to come; NoAckError, or TimeoutError after so many seconds."""
        if self._loop is None:
            refused: Future[Json] = Future()
            refused.set_exception(NoAckError("no socket is open"))
            return refused
        return asyncio.run_coroutine_threadsafe(self.deliver(envelope, within), self._loop)

    def disconnect(self, reason: Reason) -> None:
        """Every socket is told to go, and closed a while later."""
        self.run(self._tell_all(reason))

    def freeze(self) -> None:
        """Those open now stay open for ever, and nothing goes through them."""
        self.run(self._each(Socket.freeze))

    def cut(self) -> None:
        self.run(self._each(Socket.cut))

    @contextlib.contextmanager
    def port_closed(self) -> Iterator[None]:
        """Nobody gets through, and who was is cut off."""
        self.run(self._close_port())
        try:
            yield
        finally:
            self.run(self._open_port())

    def close(self) -> None:
        with self._lock:
            loop, thread, self._loop = self._loop, self._thread, None
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._end(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def _start(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sandbox-sockets")
        self._thread.start()
        self.run(self._open_port())

    def run(self, doing: Coroutine[Any, Any, Got]) -> Got:
        """On the sockets' own loop; waits for it."""
        if self._loop is None:
            doing.close()
            raise LookupError("the app has not asked for a socket yet")
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result()

    async def _open_port(self) -> None:
        self._server = await serve(
            self._serve,
            _HOST,
            self._port,
            process_request=self._admit,
            ping_interval=None,
            close_timeout=1,
            compression=None,
        )
        self._port = next(iter(self._server.sockets)).getsockname()[1]

    async def _close_port(self) -> None:
        await self._each(Socket.cut)
        if self._server is not None:
            self._server.close(close_connections=False)
            await self._server.wait_closed()

    async def _end(self) -> None:
        for task in self._leaving:
            task.cancel()
        await self._close_port()

    async def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        ticket = parse_qs(urlsplit(request.path).query).get("ticket", [""])[0]
        if ticket not in self._tickets:
            return connection.respond(HTTPStatus.FORBIDDEN, "no such ticket\n")
        self._tickets.discard(ticket)
        return None

    async def _serve(self, connection: ServerConnection) -> None:
        socket = Socket(connection)
        self.opened_at.append(time.monotonic())
        if self.count >= self.most:
            await socket.say(messages.disconnect("too_many_websockets"))
            return
        self._sockets.append(socket)
        chores = [asyncio.ensure_future(chore) for chore in self._chores(socket)]
        try:
            await socket.say(messages.hello(self._app_id, self.count, self.lifetime))
            async for raw in connection:
                if self.dropped_acks:
                    self.dropped_acks -= 1
                else:
                    socket.hear(raw)
        except ConnectionClosed:
            pass  # without the farewell: it is gone all the same
        finally:
            for chore in chores:
                chore.cancel()
            self._sockets.remove(socket)
            socket.gone()

    def _chores(self, socket: Socket) -> Iterator[Coroutine[Any, Any, None]]:
        yield socket.ping(self.ping_every)
        if self.refresh_every is not None:
            yield self._refresh(socket, self.refresh_every)

    async def _refresh(self, socket: Socket, after: float) -> None:
        await asyncio.sleep(after)
        await self._tell(socket, "refresh_requested")

    async def _tell_all(self, reason: Reason) -> None:
        for socket in list(self._sockets):
            await self._tell(socket, reason)

    async def _tell(self, socket: Socket, reason: Reason) -> None:
        socket.is_leaving = True
        await socket.say(messages.disconnect(reason))
        task = asyncio.ensure_future(self._leave(socket))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _leave(self, socket: Socket) -> None:
        await asyncio.sleep(self.leave_after)
        await socket.close()

    async def _each(self, do: Any) -> None:  # noqa: ANN401 - a method of Socket
        for socket in list(self._sockets):
            do(socket)

    async def deliver(self, envelope: Json, within: float) -> Json:
        """`send` on the sockets' own loop (see `run`): over each socket by turns.

        Those told to go get something only while there is no other.
        """
        staying = [one for one in self._sockets if not one.is_leaving] or self._sockets
        if not staying:
            raise NoAckError("no socket is open")
        socket = staying[next(self._turns) % len(staying)]
        return await asyncio.wait_for(socket.deliver(envelope), within)
