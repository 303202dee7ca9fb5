"""Connections that post signed events one after the other, as fast as they are answered."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import quantiles

import uvloop

from benchmarks._traffic import event_bodies
from tests.builders.slack_events import signed

CONNECTIONS = 64
_OK = b"HTTP/1.1 200"


@dataclass(frozen=True, slots=True)
class Answered:
    """All were answered 200; times in milliseconds."""

    per_second: float
    p50: float
    p99: float


def signed_requests(count: int, *, seed: int) -> list[bytes]:
    """Whole HTTP requests, made before the clock runs; Slack's signature holds for five minutes."""
    return [_request(body) for _, body in event_bodies(count, seed=seed)]


def send_all(port: int, requests: list[bytes]) -> Answered:
    return uvloop.run(_send_all(port, requests))


async def _send_all(port: int, requests: list[bytes]) -> Answered:
    waiting, times = iter(requests), list[float]()
    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(CONNECTIONS):
            group.create_task(_send_on(port, waiting, times))
    seconds = time.perf_counter() - started
    assert len(times) == len(requests)
    cuts = quantiles(times, n=100)
    return Answered(len(times) / seconds, cuts[49] * 1000, cuts[98] * 1000)


async def _send_on(port: int, waiting: Iterator[bytes], times: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in waiting:
        started = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(_length(head))
        times.append(time.perf_counter() - started)
        assert head.startswith(_OK), head[:40]
    writer.close()


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0] or 0)


def _request(body: bytes) -> bytes:
    headers = {"host": "localhost", "content-length": str(len(body)), **signed(body)}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /slack/events HTTP/1.1\r\n{lines}\r\n".encode() + body
