"""64 connections that post signed events one after the other, as fast as they are answered.

`wrk` sends them where it is installed: it needs a tenth of the processor that Python needs, so
the sender does not hold the server back. Else Python does, and the figures say so.
"""

import asyncio
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import NamedTemporaryFile

import uvloop

from benchmarks._traffic import event_bodies
from tests.builders.slack_events import signed

CONNECTIONS = 64
WRK = shutil.which("wrk")
SENDER = "wrk" if WRK else "Python"

_SCRIPT = Path(__file__).with_name("_load.lua")
_OK = b"HTTP/1.1 200"


@dataclass(frozen=True, slots=True)
class Answered:
    """All were answered 200; times in milliseconds."""

    count: int
    per_second: float
    p50: float
    p99: float


def signed_requests(count: int, *, seed: int) -> list[bytes]:
    """Whole HTTP requests, made before the clock runs; Slack's signature holds for five minutes."""
    return [_request(body) for _, body in event_bodies(count, seed=seed)]


def send(port: int, requests: list[bytes], *, seconds: int) -> Answered:
    """Each request once, for so long; an error where there were too few of them."""
    if WRK:
        return _send_with_wrk(WRK, port, requests, seconds)
    return send_from_python(port, requests, seconds=seconds)


def send_from_python(port: int, requests: list[bytes], *, seconds: int) -> Answered:
    return uvloop.run(_send_with_python(port, requests, seconds))


def _send_with_wrk(wrk: str, port: int, requests: list[bytes], seconds: int) -> Answered:
    threads = ["--threads=1", f"--connections={CONNECTIONS}", f"--duration={seconds}s"]
    with _written(requests) as path:
        command = [wrk, *threads, f"--script={_SCRIPT}", f"http://127.0.0.1:{port}/", "--", path]
        ended = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(ended.stdout.splitlines()[-1])
    assert not found["errors"], ended.stdout
    per_second = found["answered"] / found["microseconds"] * 1_000_000
    return Answered(found["answered"], per_second, found["p50"] / 1000, found["p99"] / 1000)


@contextmanager
def _written(requests: list[bytes]) -> Iterator[str]:
    with NamedTemporaryFile() as file:
        file.writelines(b"%d\n%b" % (len(request), request) for request in requests)
        file.flush()
        yield file.name


async def _send_with_python(port: int, requests: list[bytes], seconds: int) -> Answered:
    waiting, times = iter(requests), list[float]()
    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(CONNECTIONS):
            group.create_task(_send_on(port, waiting, times, until=started + seconds))
    took = time.perf_counter() - started
    assert next(waiting, None), "every request was sent: make more of them"
    cuts = quantiles(times, n=100)
    return Answered(len(times), len(times) / took, cuts[49] * 1000, cuts[98] * 1000)


async def _send_on(
    port: int, waiting: Iterator[bytes], times: list[float], *, until: float
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (started := time.perf_counter()) < until:
        writer.write(next(waiting))
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
