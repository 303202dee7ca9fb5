"""Restart replicas one after the other under load, behind a load balancer: does a request fail?

Usage: rolling_restart.py [RESTARTS]. Ends with 1 when one did, or an event is lost or doubled.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks._databases import fresh_database
from tests.builders.load import count_doubled, count_given, thanked_messages, wait_until_read
from tests.builders.load_balancer import CHECK_SECONDS
from tests.builders.replicas import replicas
from tests.builders.sandbox_env import sandbox_env
from tests.builders.steady_load import PEOPLE, SteadyLoad

REPLICAS, RESTARTS = 2, 10
PER_SECOND = 50  # every twentieth a command
DRAIN_SECONDS = "6"  # longer than the sender keeps an idle connection


def main(restarts: int) -> int:
    with fresh_database("PostgreSQL") as url, TemporaryDirectory() as folder:
        load = _restart_often(url, Path(folder), restarts)
        lost = len(load.events) + load.commands - count_given(url)
        missing = load.events - thanked_messages(url)
        doubled = count_doubled(url)
    failed = sum(load.answers.values()) - load.answers["200"]
    table = Table("restarts", "events", "commands", "not answered 200", "lost", "doubled")
    numbers = (restarts, len(load.events), load.commands, failed, lost, doubled)
    table.add_row(*(f"{number:,}" for number in numbers))
    Console().print(table, f"health check every {CHECK_SECONDS} s, DRAIN_SECONDS={DRAIN_SECONDS}")
    Console().print("answers:", dict(load.answers))
    return bool(failed or lost or missing or doubled)


def _restart_often(url: str, folder: Path, restarts: int) -> SteadyLoad:
    with (
        sandbox_env(url, people=PEOPLE) as env,
        replicas(env | {"DRAIN_SECONDS": DRAIN_SECONDS}, folder, count=REPLICAS) as running,
    ):
        load = SteadyLoad(running.url, per_second=PER_SECOND, with_commands=True)
        with load.running():
            for number in range(restarts):
                running.restart(number % REPLICAS)
        wait_until_read(url, seconds=300)
        return load


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else RESTARTS))
