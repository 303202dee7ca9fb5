"""Socket Mode beside HTTP, and refreshes in traffic: how fast, how dear, and is anything lost?

Usage: socket_mode.py [ROUNDS]. The same inbox behind our front door, our socket and the socket of
Slack's own client; the ratio is to HTTP in the same round. The sender is Python each time, so the
processor time an event costs the receiver says more than events a second. Ends with 1 on a loss.
"""

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from benchmarks._databases import fresh_database
from benchmarks._load import CONNECTIONS, Answered, send_from_python, signed_requests
from benchmarks._ports import free_port, wait_until_open
from benchmarks._traffic import event_bodies
from slackapp.database.engines import Database
from slackapp.intake.models import InboxEvent
from slackapp.sandbox import Sandbox
from slackapp.sandbox.socket_mode.messages import event_envelope
from slackapp.sandbox.socket_mode.socket import NoAckError
from slackapp.sandbox.socket_mode.sockets import Sockets

SECONDS = 3
REFRESHED, A_SECOND, EVERY = 10_000, 700, 2.0
_HERE = Path(__file__).parent
_TICKS = os.sysconf("SC_CLK_TCK")
_seeds = count(100)


@dataclass(frozen=True)
class Measured:
    """What came of it, and what it cost the receiver."""

    answered: Answered
    cpu_micros: float  # an event
    rss_mb: float


def main(rounds: int) -> int:
    found: dict[str, list[Measured]] = defaultdict(list)
    for _ in range(rounds):
        found["HTTP"].append(_over_http())
        for kind in ("ours", "sdk"):
            found[f"socket, {kind}"].append(_over_socket(kind))
    Console().print(_table(found))
    losses = [_refreshed(kind) for kind in ("ours", "sdk")]
    return 1 if losses[0] else 0


def _over_http() -> Measured:
    requests = signed_requests(SECONDS * 20_000, seed=next(_seeds))
    with fresh_database("SQLite") as url:
        port = free_port()
        with _process("_servers.py", "door", str(port), url) as process:
            wait_until_open(port)
            return _measured(process, lambda: send_from_python(port, requests, seconds=SECONDS))


def _over_socket(kind: str) -> Measured:
    bodies = [body for _, body in event_bodies(SECONDS * 20_000, seed=next(_seeds))]
    with _listening(kind) as (sockets, process, _url):
        return _measured(process, lambda: sockets.run(_send(sockets, bodies)))


@contextmanager
def _listening(kind: str) -> Iterator[tuple[Sockets, "subprocess.Popen[bytes]", str]]:
    sandbox = Sandbox(rate_limits=False)
    token = sandbox.use_socket_mode()
    with (
        sandbox.serving() as server,
        fresh_database("SQLite") as url,
        _process("_socket_clients.py", kind, server.api_url, token, url) as process,
    ):
        pause = threading.Event()
        while not sandbox.sockets.count:
            pause.wait(0.05)
        yield sandbox.sockets, process, url


@contextmanager
def _process(script: str, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([sys.executable, str(_HERE / script), *arguments])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _measured(process: "subprocess.Popen[bytes]", send: Callable[[], Answered]) -> Measured:
    before = _cpu(process.pid)
    answered = send()
    micros = (_cpu(process.pid) - before) * 1_000_000 / answered.count
    return Measured(answered, micros, _rss(process.pid))


async def _send(sockets: Sockets, bodies: list[bytes]) -> Answered:
    """As many at once as there are connections over HTTP, through one socket."""
    waiting, times = iter(bodies), list[float]()
    started = time.perf_counter()

    async def one_after_the_other() -> None:
        while (sent := time.perf_counter()) < started + SECONDS:
            envelope = event_envelope(next(waiting), attempt=0, reason="")
            await sockets.deliver(envelope, 10)
            times.append(time.perf_counter() - sent)

    await asyncio.gather(*(one_after_the_other() for _ in range(CONNECTIONS)))
    cuts = quantiles(times, n=100)
    took = time.perf_counter() - started
    return Answered(len(times), len(times) / took, cuts[49] * 1000, cuts[98] * 1000)


def _refreshed(kind: str) -> int:
    """How many of the events are not stored at the end, however often they were sent."""
    bodies = [body for _, body in event_bodies(REFRESHED, seed=next(_seeds))]
    again = [0]
    with _listening(kind) as (sockets, process, url):
        sockets.refresh_every, sockets.leave_after = EVERY, 1
        sockets.disconnect("refresh_requested")
        sockets.run(_paced(sockets, bodies, again))
        stored, opened, rss = _stored(url), sockets.opened, _rss(process.pid)
    Console().print(
        f"{kind}: {REFRESHED:,} events, {opened} sockets one after the other,"
        f" {again[0]} sent again, {REFRESHED - stored} lost, {rss:.0f} MB."
    )
    return REFRESHED - stored


async def _paced(sockets: Sockets, bodies: list[bytes], again: list[int]) -> None:
    async def carry(body: bytes) -> None:
        """As Slack does: up to three more tries, here all at once after 3 s."""
        for attempt in range(4):
            try:
                await sockets.deliver(event_envelope(body, attempt=attempt, reason=""), 3)
            except (NoAckError, TimeoutError):
                again[0] += 1
                await asyncio.sleep(0.5)
            else:
                return

    async with asyncio.TaskGroup() as group:
        for number, body in enumerate(bodies):
            group.create_task(carry(body))
            if number % 10 == 9:
                await asyncio.sleep(10 / A_SECOND)


def _table(found: dict[str, list[Measured]]) -> Table:
    table = Table("way", "events/s", "ratio", "p50 ms", "p99 ms", "CPU µs/event", "ratio", "RSS MB")
    http = found["HTTP"]
    for name, rounds in found.items():
        pairs = list(zip(rounds, http, strict=True))
        speed = median(one.answered.per_second / its.answered.per_second for one, its in pairs)
        table.add_row(
            name,
            f"{median(one.answered.per_second for one in rounds):,.0f}",
            f"{speed:.2f}",
            f"{median(one.answered.p50 for one in rounds):.1f}",
            f"{median(one.answered.p99 for one in rounds):.1f}",
            f"{median(one.cpu_micros for one in rounds):.0f}",
            f"{median(one.cpu_micros / its.cpu_micros for one, its in pairs):.2f}",
            f"{median(one.rss_mb for one in rounds):.0f}",
        )
    return table


def _stored(url: str) -> int:
    database = Database(url)
    with database.reading() as session:
        rows = session.scalar(select(func.count()).select_from(InboxEvent))
    database.close()
    return int(rows or 0)


def _cpu(pid: int) -> float:
    """Seconds of processor time so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _rss(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
