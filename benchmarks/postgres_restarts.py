"""PostgreSQL restarts every few seconds under load: is an event ever lost or counted twice?

Usage: postgres_restarts.py [EVENTS]. The sender does as Slack: what is not answered 200 in 3 s is
sent again, up to three times, only ten times sooner. Ends with 1 on any loss or double.
"""

import random
import sys
import threading
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from slackapp.observability.logs import set_up_logs
from tests.builders.load import (
    count_doubled,
    count_jobs,
    thanked_messages,
    wait_until_jobs_end,
    wait_until_read,
)
from tests.builders.postgres import OwnPostgres, own_postgres
from tests.builders.processes import serve
from tests.builders.sandbox_env import sandbox_env
from tests.builders.steady_load import PEOPLE, SLACKS_RETRIES, SteadyLoad

EVENTS, PER_SECOND = 5_000, 25
EVERY_SECONDS, DOWN_SECONDS = (5, 40), (0, 2)
MODES = ("immediate", "fast")


def main(events: int) -> int:
    set_up_logs(level="ERROR", log_format="text")
    with own_postgres() as postgres, sandbox_env(postgres.url, people=PEOPLE) as env:
        with TemporaryDirectory() as folder, serve(env, Path(folder)) as served:
            sooner = [seconds / 10 for seconds in SLACKS_RETRIES]
            load = SteadyLoad(served.events_url, per_second=PER_SECOND, retries=sooner)
            with load.running(at_most=events) as sending:
                restarts = _restart_while(sending, postgres)
            wait_until_read(postgres.url, seconds=300)
            wait_until_jobs_end(postgres.url, seconds=300)
        lost = load.events - thanked_messages(postgres.url)
        doubled = count_doubled(postgres.url)
        _show(load, restarts, len(lost), doubled, count_jobs(postgres.url))
    return bool(lost or doubled or len(load.events) != events)


def _restart_while(sending: threading.Thread, postgres: OwnPostgres) -> Counter[str]:
    chance, restarts = random.Random(8), Counter[str]()  # noqa: S311  the same moments each time
    while sending.is_alive():
        sending.join(chance.uniform(*EVERY_SECONDS))
        mode = chance.choice(MODES)
        postgres.restart(mode=mode, seconds_down=chance.uniform(*DOWN_SECONDS))
        restarts[mode] += 1
    return restarts


def _show(
    load: SteadyLoad, restarts: Counter[str], lost: int, doubled: int, jobs: dict[str, int]
) -> None:
    table = Table(show_header=False)
    table.add_row("restarts", _told(restarts))
    table.add_row("events", f"{len(load.events):,}")
    table.add_row("answers, retries included", _told(load.answers))
    table.add_row("never acknowledged", f"{len(load.not_acked):,}")
    table.add_row("jobs", _told(jobs))
    table.add_row("lost", f"{lost:,}")
    table.add_row("doubled", f"{doubled:,}")
    Console().print(table)


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items()))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS))
