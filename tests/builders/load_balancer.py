"""A small real load balancer: TCP, round robin over the replicas that say they are ready."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count

CHECK_SECONDS = 0.2
_CHUNK = 65_536


class LoadBalancer:
    """Takes connections on `port`; whoever does not answer /readyz with 200 gets no new ones."""

    def __init__(self) -> None:
        self.port = 0
        self._replicas: set[int] = set()
        self._ready: list[int] = []
        self._turns = count()
        self._checked = threading.Condition()

    def add(self, port: int) -> None:
        """Returns once it is ready and gets its share."""
        self._replicas.add(port)
        with self._checked:
            assert self._checked.wait_for(lambda: port in self._ready, timeout=60), "never ready"

    def remove(self, port: int) -> None:
        self._replicas.discard(port)

    @contextmanager
    def running(self) -> Iterator["LoadBalancer"]:
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="load-balancer")
        thread.start()
        tasks = asyncio.run_coroutine_threadsafe(self._start(), loop).result()
        try:
            yield self
        finally:
            asyncio.run_coroutine_threadsafe(_end(tasks), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()

    async def _start(self) -> list[asyncio.Task[None]]:
        server = await asyncio.start_server(self._carry, "127.0.0.1", 0, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        return [
            asyncio.create_task(self._check_for_ever()),
            asyncio.create_task(server.serve_forever()),
        ]

    async def _check_for_ever(self) -> None:
        while True:
            asked = sorted(self._replicas)
            answers = await asyncio.gather(*(_is_ready(port) for port in asked))
            with self._checked:
                self._ready = [port for port, ready in zip(asked, answers, strict=True) if ready]
                self._checked.notify_all()
            await asyncio.sleep(CHECK_SECONDS)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client's connection to one replica, until either side ends it."""
        with suppress(OSError):
            replica = await self._connect()
            await asyncio.gather(_copy(reader, replica[1]), _copy(replica[0], writer))
        writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """To the next replica; to the one after it where the first takes no connection."""
        for _ in range(2):
            ready = self._ready or sorted(self._replicas)
            port = ready[next(self._turns) % len(ready)]
            with suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", port)
        raise ConnectionRefusedError("no replica takes connections")


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(_CHUNK):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()


async def _is_ready(port: int) -> bool:
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(2):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(b"GET /readyz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
                return (await reader.read(_CHUNK)).startswith(b"HTTP/1.1 200")
            finally:
                writer.close()
    return False


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    everything = asyncio.all_tasks() - {asyncio.current_task()}  # the connections' too
    for task in {*tasks, *everything}:
        task.cancel()
    await asyncio.gather(*tasks, *everything, return_exceptions=True)
    await asyncio.sleep(0.1)  # closed connections say goodbye in the next rounds of the loop
