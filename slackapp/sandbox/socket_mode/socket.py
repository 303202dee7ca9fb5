"""One WebSocket of the app's, seen from Slack; used on the server's loop only."""

import asyncio
import json
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

Json = dict[str, Any]


class NoAckError(Exception):
    """The envelope was not acknowledged in time, or the socket went away."""


class Socket:
    """Sends envelopes and waits for their acknowledgements."""

    def __init__(self, connection: ServerConnection) -> None:
        self.is_leaving = False  # it was told to go; another one is better
        self.is_frozen = False
        self._connection = connection
        self._waiting: dict[str, asyncio.Future[Json]] = {}

    async def say(self, message: Json) -> None:
        if not self.is_frozen:
            await self._connection.send(json.dumps(message))

    async def deliver(self, envelope: Json) -> Json:
        """The acknowledgement; NoAckError where the socket goes before it comes."""
        acked = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = acked
        try:
            await self.say(envelope)
            answer: Json = await acked
        except ConnectionClosed:
            raise NoAckError from None
        else:
            return answer
        finally:
            del self._waiting[envelope["envelope_id"]]

    def hear(self, raw: str | bytes) -> None:
        """An acknowledgement; what is none, or of nothing sent here, is passed over."""
        try:
            said = json.loads(raw)
        except ValueError:
            return
        envelope_id = said.get("envelope_id") if isinstance(said, dict) else None
        acked = self._waiting.get(str(envelope_id))
        if acked is not None and not acked.done():
            acked.set_result(said)

    async def ping(self, every: float) -> None:
        """Slack's own, whose words tell where they come from."""
        while True:
            await asyncio.sleep(every)
            if not self.is_frozen:
                await self._connection.ping("Ping from applink-sandbox")

    def freeze(self) -> None:
        """Half open: nothing is read, said or closed any more, as behind a broken router."""
        self.is_frozen = True
        self._connection.transport.pause_reading()

    async def close(self) -> None:
        """After what is on its way was acknowledged."""
        if self._waiting and not self.is_frozen:
            await asyncio.wait(self._waiting.values(), timeout=1)
        await self._connection.close()

    def cut(self) -> None:
        """Without a farewell."""
        self._connection.transport.abort()

    def gone(self) -> None:
        for acked in self._waiting.values():
            if not acked.done():
                acked.set_exception(NoAckError())
