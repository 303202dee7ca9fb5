"""The app is killed with -9 at random while many nudges leave: none is seen twice or lost."""

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from slackapp.database.engines import Database
from slackapp.sandbox import Sandbox
from tests.builders import nudge_storm as storm
from tests.builders.processes import Served, serve
from tests.builders.slack_events import SECRET

# benchmarks/nudge_storm.py does the same with a thousand.
pytestmark = pytest.mark.timeout(400)

PEOPLE = 70
KILLS = 2
SEED = 6


@dataclass
class Storm:
    """Replicas of the app on one database, and the Slack they all talk to."""

    sandbox: Sandbox
    database: Database
    folder: Path
    env: dict[str, str]
    running: ExitStack

    def start(self) -> Served:
        return self.running.enter_context(serve(self.env, self.folder, module=storm.MODULE))

    def settle(self) -> None:
        wait_until(lambda: storm.is_over(self.database, people=PEOPLE))

    def check(self) -> None:
        visible = storm.seen(self.sandbox)
        assert [subject for subject, times in visible.items() if times > 1] == []
        assert storm.unaccounted(self.database, visible, people=PEOPLE) == set()
        assert len(visible) > PEOPLE / 2


@pytest.fixture
def stormy(database_url: str, tmp_path: Path) -> Iterator[Storm]:
    sandbox = Sandbox(signing_secret=SECRET, rate_limits=False)
    workspace = sandbox.add_workspace("T1")
    storm.furnish(workspace, PEOPLE)
    token = workspace.install_app(bot_user_id="UBOT")
    with sandbox.serving() as server, ExitStack() as running:
        env = {
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": token,
            "SLACK_API_URL": server.api_url,
            "DATABASE_URL": database_url,
            "PYTHONPATH": os.pathsep.join([str(storm.REPOSITORY)]),
        }
        database = Database(database_url)
        running.callback(database.close)
        storm.prepare(database, PEOPLE)
        yield Storm(sandbox, database, tmp_path, env, running)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_process_killed_again_and_again(stormy: Storm) -> None:
    chance = random.Random(SEED)  # noqa: S311  no secret
    for round_ in range(KILLS):
        app = stormy.start()
        wait_until(lambda seen=round_: len(storm.seen(stormy.sandbox)) > seen * 20)  # type: ignore[misc]
        threading.Event().wait(chance.uniform(0.2, 1.5))
        app.kill()
    stormy.start()
    stormy.settle()
    stormy.check()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_one_of_two_processes_killed_again_and_again(stormy: Storm) -> None:
    chance = random.Random(SEED)  # noqa: S311  no secret
    running = [stormy.start(), stormy.start()]
    for round_ in range(KILLS):
        wait_until(lambda seen=round_: len(storm.seen(stormy.sandbox)) > seen * 20)  # type: ignore[misc]
        threading.Event().wait(chance.uniform(0.2, 1.5))
        running[round_ % 2].kill()
        running[round_ % 2] = stormy.start()
    stormy.settle()
    stormy.check()


def wait_until(done: Callable[[], bool], *, seconds: float = 180) -> None:
    pause, deadline = threading.Event(), time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "waited in vain"
        pause.wait(0.1)
