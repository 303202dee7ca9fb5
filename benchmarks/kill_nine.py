"""Kill the app with -9 under load, again and again: is an acknowledged event ever lost or doubled?

Usage: kill_nine.py [ROUNDS]. Ends with 1 when one was. Before a release: 50 rounds, a quarter hour.
"""

import random
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks._databases import KINDS, fresh_database
from benchmarks._stage import slack_env
from tests.builders.load import Load, count_doubled, thanked_messages, wait_until_read
from tests.builders.processes import serve

ROUNDS = 10
SEED = 9  # the same moments each time


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of all events sent in all rounds on one database."""

    database: str
    rounds: int
    acked: int
    lost: int
    doubled: int


def main(rounds: int) -> int:
    outcomes = [_kill_often(kind, rounds) for kind in KINDS]
    table = Table("database", "rounds", "acked", "lost", "doubled")
    for one in outcomes:
        table.add_row(one.database, *map(str, (one.rounds, one.acked, one.lost, one.doubled)))
    Console().print(table)
    return any(one.lost or one.doubled or not one.acked for one in outcomes)


def _kill_often(kind: str, rounds: int) -> Outcome:
    load, chance = Load(), random.Random(SEED)  # noqa: S311  no secret
    with fresh_database(kind) as url, slack_env(url) as env, TemporaryDirectory() as folder:
        for _ in range(rounds):
            with serve(env, Path(folder)) as served, load.on(served.events_url):
                threading.Event().wait(chance.uniform(0.05, 1.5))
                served.kill()
        with serve(env, Path(folder)):
            wait_until_read(url, seconds=300)
        lost = load.acked - thanked_messages(url)
        return Outcome(kind, rounds, len(load.acked), len(lost), count_doubled(url))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
