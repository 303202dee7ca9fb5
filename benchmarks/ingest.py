"""How many events a second are acknowledged after their commit, beside Bolt.

Usage: ingest.py [ROUNDS]. Every round asks each contender in turn; the ratio is to the Bolt that
stores nothing in the same round. `apt install wrk` for a sender that is in nobody's way.
"""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select, text

from benchmarks._databases import KINDS, fresh_database
from benchmarks._load import CONNECTIONS, SENDER, Answered, send, signed_requests
from benchmarks._ports import free_port, wait_until_open
from benchmarks._stage import slack_env
from slackapp.database.engines import Database
from tests.builders.processes import serve

ROUNDS = 5
SECONDS, WARM_UP_SECONDS = 3, 1
MOST_PER_SECOND = 25_000  # more than any contender answers
BOLT = "Bolt AsyncApp, no-op"
COMMITS = "Bolt, a commit an event"
_SERVERS = Path(__file__).with_name("_servers.py")
_OWN_TABLE = "CREATE TABLE event_by_bolt (event_id TEXT PRIMARY KEY, body TEXT NOT NULL)"
_seeds = count(1)


def main(rounds: int) -> None:
    _stay_on(1)
    found: dict[str, list[Answered]] = defaultdict(list)
    with ExitStack() as stack:
        urls = {kind: stack.enter_context(fresh_database(kind)) for kind in KINDS}
        for url in urls.values():
            _execute(url, _OWN_TABLE)
        for _ in range(rounds):
            for name, answered in _round(urls):
                found[name].append(answered)
    Console().print(_table(found), f"Sent by {SENDER} from {CONNECTIONS} connections.")


def _round(urls: dict[str, str]) -> Iterator[tuple[str, Answered]]:
    """One contender at a time, so that none disturbs another; no table sees an event twice."""
    requests, others = _requests(), _requests()
    with _server("bolt") as port:
        yield BOLT, _measure(port, requests)
    for kind, url in urls.items():
        with _server("commit", url) as port:
            yield f"{kind}, {COMMITS}", _measure_stored(port, requests, url, "event_by_bolt")
        with _server("door", url) as port:
            yield f"{kind}, front door", _measure_stored(port, requests, url, "inbox_event")
        with _app(url) as port:
            yield f"{kind}, reading", _measure_stored(port, others, url, "inbox_event")


def _requests() -> list[bytes]:
    return signed_requests((WARM_UP_SECONDS + SECONDS) * MOST_PER_SECOND, seed=next(_seeds))


def _measure(port: int, requests: list[bytes]) -> Answered:
    first = WARM_UP_SECONDS * MOST_PER_SECOND
    send(port, requests[:first], seconds=WARM_UP_SECONDS)
    return send(port, requests[first:], seconds=SECONDS)


def _measure_stored(port: int, requests: list[bytes], url: str, table: str) -> Answered:
    """What was answered must be in the table."""
    before = _count(url, table)
    answered = _measure(port, requests)
    assert _count(url, table) - before >= answered.count
    return answered


@contextmanager
def _server(kind: str, *arguments: str) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, str(_SERVERS), kind, str(port), *arguments]
    _stay_on(0)
    process = subprocess.Popen(command)
    _stay_on(1)
    try:
        wait_until_open(port)
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


def _count(url: str, table: str) -> int:
    database = Database(url)
    with database.reading() as session:
        rows = session.scalar(select(func.count()).select_from(text(table)))
    database.close()
    return int(rows or 0)


def _execute(url: str, statement: str) -> None:
    database = Database(url)
    with database.writing() as session:
        session.execute(text(statement))
    database.close()


def _stay_on(core: int) -> None:
    """Servers run on the first core, senders and PostgreSQL on the second, where there are two."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {core})


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
