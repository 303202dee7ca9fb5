"""Two `slackapp serve` on one PostgreSQL: one is killed or stopped with work in its hands."""

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from slackapp.database.engines import Database
from slackapp.sandbox import Channel, Person, Sandbox, Workspace
from tests.builders.processes import Served, serve
from tests.builders.slack_events import SECRET

CHANNELS = 12
STRANGERS = 8
# The promise is 30 s; a test must hold on a slower machine.
AT_MOST_SECONDS = 90


@dataclass
class Two:
    """The first one gets all requests; work is shared by both."""

    sandbox: Sandbox
    workspace: Workspace
    ana: Person
    channels: list[Channel]
    database: Database
    first: Served
    first_id: str

    def give_work(self) -> None:
        """Posts and look-ups that Slack is slow to answer; some posts it would never take."""
        faults = self.sandbox.faults
        limited = {"Retry-After": "1"}
        faults.add(method="users.info", delay=6, times=STRANGERS)
        faults.add(method="chat.postMessage", delay=6, times=5, status=429, headers=limited)
        faults.add(method="chat.postMessage", delay=6, times=CHANNELS - 5)
        for number in range(STRANGERS):
            self.workspace.add_person(f"U9{number}", name=f"Stranger {number}")
            self.ana.post(self.channels[0], f"<@U9{number}> ++ for coming")
        for channel in self.channels:
            self.ana.command("/kudos", "@bo.berg for staying late so it landed", channel=channel)

    def count(self, query: str) -> int:
        with self.database.reading() as session:
            return int(session.scalar(text(query), {"first": self.first_id}) or 0)

    def first_has_work(self) -> bool:
        jobs = "SELECT count(*) FROM job WHERE state = 'running' AND claimed_by = :first"
        posts = "SELECT count(*) FROM post WHERE state = 'sending' AND claimed_by = :first"
        return self.count(jobs) >= 1 and self.count(posts) >= 2

    def is_released(self) -> bool:
        return self.count("SELECT count(*) FROM replica WHERE replica_id = :first") == 0

    def all_is_done(self) -> bool:
        """What was taken over counts; what the survivor does besides is not waited for.

        A direct message of unknown fate stays unknown: the app may not read those.
        """
        return (
            self.count("SELECT count(*) FROM inbox_event WHERE state <> 'done'") == 0
            and self.count(
                "SELECT count(*) FROM post WHERE state <> 'sent' AND channel_id LIKE 'C%'"
            )
            == 0
            and self.count("SELECT count(*) FROM job WHERE state = 'running'") == 0
        )

    def posts_seen(self) -> list[int]:
        """How many posts about that kudos each channel shows."""
        said = "staying late so it landed"
        return [
            sum(each.is_by_app and said in str(each.blocks) + each.text for each in c.messages)
            for c in self.channels
        ]


@pytest.fixture
def two(database_url: str, tmp_path: Path) -> Iterator[Two]:
    sandbox = Sandbox(signing_secret=SECRET, rate_limits=False)
    workspace = sandbox.add_workspace("T1")
    ana = workspace.add_person("U1", name="Ana Lopez")
    bo = workspace.add_person("U2", name="Bo Berg")
    channels = [
        workspace.add_channel(f"C{n}", f"channel-{n}", members=[ana, bo], bot_is_member=True)
        for n in range(CHANNELS)
    ]
    token = workspace.install_app(bot_user_id="UBOT")
    with ExitStack() as running:
        server = running.enter_context(sandbox.serving())
        env = {
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": token,
            "SLACK_API_URL": server.api_url,
            "DATABASE_URL": database_url,
        }
        database = Database(database_url)
        running.callback(database.close)
        first = running.enter_context(serve(env, tmp_path))
        with database.reading() as session:
            first_id = str(session.scalar(text("SELECT replica_id FROM replica")))
        running.enter_context(serve(env, tmp_path))
        sandbox.request_url = first.events_url
        yield Two(sandbox, workspace, ana, channels, database, first, first_id)
        sandbox.request_url = None


def wait_until(done: Callable[[], bool], *, seconds: float = 60) -> float:
    """The seconds it took."""
    pause, started = threading.Event(), time.monotonic()
    while not done():
        assert time.monotonic() - started < seconds, "waited in vain"
        pause.wait(0.1)
    return time.monotonic() - started


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSTOP])
def test_the_other_takes_over_jobs_look_ups_and_posts_and_each_post_is_there_once(
    two: Two, end: signal.Signals
) -> None:
    two.give_work()
    wait_until(two.first_has_work)
    two.first.process.send_signal(end)
    released = wait_until(two.is_released, seconds=AT_MOST_SECONDS)
    done = released + wait_until(two.all_is_done, seconds=AT_MOST_SECONDS)
    sys.stdout.write(f"released after {released:.1f} s, done after {done:.1f} s\n")  # see -rP
    assert two.posts_seen() == [1] * CHANNELS
    if end == signal.SIGSTOP:
        two.first.process.send_signal(signal.SIGCONT)
        mine = "SELECT count(*) FROM replica WHERE replica_id = :first"
        wait_until(lambda: two.count(mine) == 1)
        wait_until(two.all_is_done)
        assert two.posts_seen() == [1] * CHANNELS
