"""How many events a second are acknowledged after their commit, beside a Bolt that stores nothing.

Usage: ingest.py [ROUNDS]. Every round asks each contender in turn; the ratio is within a round.
"""

import os
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from benchmarks._databases import KINDS, fresh_database
from benchmarks._load import Answered, send_all, signed_requests
from benchmarks._stage import slack_env
from slackapp.database.engines import Database
from tests.builders.processes import serve

ROUNDS = 3
EVENTS, WARM_UP = 6_000, 1_000
BOLT = "Bolt AsyncApp, no-op"
_SERVERS = Path(__file__).with_name("_servers.py")
_seeds = count(1)

Ports = dict[str, int]


def main(rounds: int) -> None:
    _stay_on(1)
    found: dict[str, list[Answered]] = defaultdict(list)
    with ExitStack() as stack:
        urls = {kind: stack.enter_context(fresh_database(kind)) for kind in KINDS}
        for _ in range(rounds):
            for name, answered in _round(urls):
                found[name].append(answered)
        for kind, url in urls.items():
            doors = sum(name.startswith(kind) for name in found)
            assert _stored(url) == doors * rounds * (EVENTS + WARM_UP)
    Console().print(_table(found))


def _round(urls: dict[str, str]) -> Iterator[tuple[str, Answered]]:
    """One contender at a time, so that none disturbs another."""
    with _server("bolt") as port:
        yield BOLT, _measure(port)
    for kind, url in urls.items():
        with _server("door", url) as port:
            yield f"{kind}, front door", _measure(port)
        with _app(url) as port:
            yield f"{kind}, reading", _measure(port)


def _measure(port: int) -> Answered:
    send_all(port, signed_requests(WARM_UP, seed=next(_seeds)))
    return send_all(port, signed_requests(EVENTS, seed=next(_seeds)))


@contextmanager
def _server(kind: str, *arguments: str) -> Iterator[int]:
    port = _free_port()
    command = [sys.executable, str(_SERVERS), kind, str(port), *arguments]
    _stay_on(0)
    process = subprocess.Popen(command)
    _stay_on(1)
    try:
        _wait_until_open(port)
        yield port
    finally:
        process.kill()
        process.wait()


@contextmanager
def _app(database_url: str) -> Iterator[int]:
    """`slackapp serve`; it reads what the front door before it has stored, so it is never idle."""
    with slack_env(database_url) as env, TemporaryDirectory() as folder:
        _stay_on(0)
        with serve(env, Path(folder)) as served:
            _stay_on(1)
            yield int(served.address.rpartition(":")[2])


def _table(found: dict[str, list[Answered]]) -> Table:
    table = Table("contender", "events/s", "ratio", "least - most", "p50 ms", "p99 ms")
    for name, all_rounds in found.items():
        ratios = [
            one.per_second / bolt.per_second
            for one, bolt in zip(all_rounds, found[BOLT], strict=True)
        ]
        table.add_row(
            name,
            f"{median(one.per_second for one in all_rounds):,.0f}",
            f"{median(ratios):.2f}",
            f"{min(ratios):.2f} - {max(ratios):.2f}",
            f"{median(one.p50 for one in all_rounds):.1f}",
            f"{median(one.p99 for one in all_rounds):.1f}",
        )
    return table


def _stored(url: str) -> int:
    database = Database(url)
    with database.reading() as session:
        stored = session.scalar(text("SELECT count(*) FROM inbox_event"))
    database.close()
    return int(stored or 0)


def _stay_on(core: int) -> None:
    """Servers run on the first core, senders and PostgreSQL on the second, where there are two."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {core})


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_until_open(port: int) -> None:
    pause, deadline = threading.Event(), time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, "the server did not start"
            pause.wait(0.05)
        else:
            return


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
