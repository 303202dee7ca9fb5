"""A thousand nudges due at once while the app is killed with -9: is any seen twice, or lost?

Usage: nudge_storm.py [PEOPLE] [KILLS]. SQLite with one process, PostgreSQL with two. Ends with 1
when one was seen twice or is neither visible, nor waiting, nor listed.
"""

import random
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks._databases import KINDS, fresh_database
from slackapp.database.engines import Database
from slackapp.sandbox import Sandbox
from tests.builders import nudge_storm as storm
from tests.builders.processes import serve
from tests.builders.slack_events import SECRET

PEOPLE, KILLS, SEED = 1000, 8, 6


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one database."""

    database: str
    nudges: int
    visible: int
    listed: int
    twice: int
    lost: int
    seconds: float


def main(people: int, kills: int) -> int:
    outcomes = [_storm(kind, people, kills) for kind in KINDS]
    table = Table("database", "nudges", "visible", "listed", "twice", "lost", "seconds")
    for one in outcomes:
        counts = (one.nudges, one.visible, one.listed, one.twice, one.lost)
        table.add_row(one.database, *map(str, counts), f"{one.seconds:.0f}")
    Console().print(table)
    return any(one.lost or one.twice or not one.visible for one in outcomes)


def _storm(kind: str, people: int, kills: int) -> Outcome:
    sandbox = Sandbox(signing_secret=SECRET, rate_limits=False)
    workspace = sandbox.add_workspace("T1")
    storm.furnish(workspace, people)
    token = workspace.install_app(bot_user_id="UBOT")
    started = time.monotonic()
    with ExitStack() as running:
        url = running.enter_context(fresh_database(kind))
        server = running.enter_context(sandbox.serving())
        folder = Path(running.enter_context(TemporaryDirectory()))
        env = {
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": token,
            "SLACK_API_URL": server.api_url,
            "DATABASE_URL": url,
            "PYTHONPATH": str(storm.REPOSITORY),
        }
        database = Database(url)
        running.callback(database.close)
        storm.prepare(database, people)
        _kill_often(env, folder, kills, replicas=1 if kind == "SQLite" else 2, running=running)
        _wait_until_over(database, people)
        visible = storm.seen(sandbox)
        lost = storm.unaccounted(database, visible, people=people)
        return Outcome(
            database=kind,
            nudges=people,
            visible=len(visible),
            listed=people - len(visible) - len(lost),
            twice=sum(times > 1 for times in visible.values()),
            lost=len(lost),
            seconds=time.monotonic() - started,
        )


def _kill_often(
    env: dict[str, str], folder: Path, kills: int, *, replicas: int, running: ExitStack
) -> None:
    """One after the other, and each is followed by another; the last ones run on."""
    chance = random.Random(SEED)  # noqa: S311  no secret
    started = [
        running.enter_context(serve(env, folder, module=storm.MODULE)) for _ in range(replicas)
    ]
    for number in range(kills):
        threading.Event().wait(chance.uniform(0.5, 6))
        started[number % replicas].kill()
        started[number % replicas] = running.enter_context(serve(env, folder, module=storm.MODULE))


def _wait_until_over(database: Database, people: int) -> None:
    pause, deadline = threading.Event(), time.monotonic() + 900
    while not storm.is_over(database, people=people):
        if time.monotonic() > deadline:
            raise TimeoutError
        pause.wait(0.5)


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    sys.exit(main(*given, *(PEOPLE, KILLS)[len(given) :]))
