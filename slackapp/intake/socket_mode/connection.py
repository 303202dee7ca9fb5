"""One WebSocket to Slack: hears envelopes, sends acknowledgements, notices silence."""

import asyncio
import json
import socket
import time
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import structlog
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.protocol import State

from slackapp.intake.socket_mode.door import Ack, SocketDoor
from slackapp.intake.socket_mode.messages import Envelope, Goodbye, Hello, read_message
from slackapp.intake.socket_mode.opening import Unreachable
from slackapp.intake.socket_mode.pace import Pace
from slackapp.observability.metrics import count_event

MAX_FRAME_BYTES = 8_000_000  # over it the socket is closed; up to it, an id can still be read
MAX_IN_HAND = 1_000  # then no more is read: Slack sends what waits to another socket

log = structlog.get_logger(__name__)


class Connection:
    """Used on one event loop, by one session."""

    def __init__(self, line: ClientConnection, door: SocketDoor, pace: Pace) -> None:
        self.ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._line = line
        self._door = door
        self._pace = pace
        self._hello = asyncio.Event()
        self._in_hand: dict[asyncio.Task[None], float] = {}
        self._chores = [asyncio.ensure_future(each) for each in (self._listen(), self._ping())]
        self.heard_at = time.monotonic()

    async def greeted(self) -> None:
        """Returns with Slack's `hello`; Unreachable where something else comes, or nothing."""
        hello = asyncio.ensure_future(self._hello.wait())
        await asyncio.wait(
            (hello, self.ended), timeout=self._pace.ask_within, return_when=asyncio.FIRST_COMPLETED
        )
        hello.cancel()
        if not self._hello.is_set():
            self.cut()
            raise Unreachable(self.ended.result() if self.ended.done() else "no_hello")

    @property
    def is_open(self) -> bool:
        return self._line.state is State.OPEN

    @property
    def oldest(self) -> float:
        """Since when the envelope that waits longest for its answer is in hand; or now."""
        return min(list(self._in_hand.values()), default=time.monotonic())

    async def retire(self, within: float) -> None:
        """Hear what still comes until Slack closes it, then close it ourselves."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._line.wait_closed(), within)
        await self.close()

    async def close(self) -> None:
        """Reads no more, answers what is in hand, and says goodbye."""
        for chore in self._chores:
            chore.cancel()
        if self._in_hand:
            await asyncio.wait(list(self._in_hand), timeout=self._pace.answer_within)
        await self._line.close()
        self._end("closed_by_us")

    def cut(self) -> None:
        """Without waiting for anybody: on a dead line a goodbye would hang."""
        self._line.transport.abort()

    def cut_from_outside(self) -> None:
        """From any thread, though our loop does not turn: Slack is to see that nobody is here."""
        with suppress(OSError):  # closed already
            self._line.transport.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    async def _listen(self) -> None:
        try:
            while True:
                raw = await self._line.recv(decode=False)
                self.heard_at = time.monotonic()
                await self._hear(raw)
        except ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd else None
            self._end("closed" if code is None else f"closed_{code}")

    async def _hear(self, raw: bytes) -> None:
        match read_message(raw):
            case Hello():
                self._hello.set()
            case Goodbye(reason):
                self._end(reason)
            case Envelope() as envelope:
                await self._hand_over(self._answer(envelope))
            case unreadable:
                count_event(unreadable.outcome)
                log.warning("slack.unreadable_envelope", outcome=unreadable.outcome)
                if unreadable.envelope_id is not None:
                    await self._hand_over(self._send({"envelope_id": unreadable.envelope_id}))

    async def _hand_over(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(doing)
        self._in_hand[task] = time.monotonic()
        task.add_done_callback(self._in_hand.pop)
        if len(self._in_hand) >= MAX_IN_HAND:
            await asyncio.wait(list(self._in_hand), return_when=asyncio.FIRST_COMPLETED)

    async def _answer(self, envelope: Envelope) -> None:
        ack = await self._door.take(envelope)
        if ack is not None:
            await self._send(ack)

    async def _send(self, ack: Ack) -> None:
        """A socket closed meanwhile cannot be told; then Slack sends the event again."""
        try:
            await self._line.send(json.dumps(ack))
        except ConnectionClosed:
            count_event("ack_lost")

    async def _ping(self) -> None:
        """A half-open line looks open for hours: only an answer tells that somebody is there."""
        with suppress(ConnectionClosed):
            while True:
                await asyncio.sleep(self._pace.ping_every)
                try:
                    await asyncio.wait_for(await self._line.ping(), self._pace.pong_within)
                except TimeoutError:
                    self._end("silent")
                    self.cut()
                    return
                self.heard_at = time.monotonic()

    def _end(self, reason: str) -> None:
        if not self.ended.done():
            self.ended.set_result(reason)


async def open_connection(url: str, door: SocketDoor, pace: Pace) -> Connection:
    """Greeted by Slack; Unreachable where that does not come about."""
    try:
        line = await connect(
            url,
            open_timeout=pace.ask_within,
            ping_interval=None,
            close_timeout=1,  # Slack does not close the line after the goodbyes
            max_size=MAX_FRAME_BYTES,
            compression=None,
        )
    except (OSError, WebSocketException) as error:
        raise Unreachable(type(error).__name__) from error
    connection = Connection(line, door, pace)
    await connection.greeted()
    return connection
