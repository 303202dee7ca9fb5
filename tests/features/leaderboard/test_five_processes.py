"""Five processes that tick at the same moments on one PostgreSQL post each week's board once."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import NamedTuple

import pytest

from slackapp.database.engines import Database
from slackapp.features.leaderboard import store
from slackapp.features.leaderboard.jobs import post_when_due
from slackapp.features.leaderboard.use_cases import posting
from slackapp.outbox.posts import list_posts
from slackapp.vocabulary.clock import SettableClock
from tests.builders.databases import transaction
from tests.builders.spare_databases import SpareDatabases
from tests.features.leaderboard.builders import (
    MONDAY_NINE,
    ROME,
    WEEK,
    Giving,
    TestToolbox,
    choose,
    open_workspace,
)

PROCESSES, WEEKS = 5, 24
KILLED, DIES_WITHIN = 8, 16  # in which of the weeks
_SECONDS = 30


class Replica(NamedTuple):
    """A process that ticks whenever it is told what time it is."""

    process: ForkServerProcess
    pipe: "Connection[tuple[datetime, bool], str]"

    def tell(self, moment: datetime, *, dies: bool = False) -> None:
        self.pipe.send((moment, dies))

    def heard(self) -> str:
        """What it answers; nothing of a process that is no more."""
        try:
            return self.pipe.recv() if self.pipe.poll(_SECONDS) else "silent"
        except (EOFError, ConnectionResetError):
            return "dead"


def tick_when_told(url: str, pipe: "Connection[str, tuple[datetime, bool]]") -> None:
    """What runs in a process of its own. Told to die, it does so between board and post."""
    database, clock = Database(url), SettableClock(MONDAY_NINE)
    pipe.send("ready")
    while True:
        moment, dies = pipe.recv()
        clock.set(moment)
        if dies:
            posting.plan_post = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[attr-defined,assignment]
        post_when_due(TestToolbox(database, clock), "T1")
        pipe.send("ticked")


@pytest.fixture
def postgresql(spare_databases: SpareDatabases) -> Iterator[Database]:
    with spare_databases.one() as url:
        database = Database(url)
        with transaction(database) as tx:
            giving = Giving(tx, open_workspace(tx, recording_since=WEEK.start(ROME)))
            choose(tx, channel="C1")
            week = WEEK
            for _ in range(WEEKS):
                giving.give("Bo", "Cy", week=week)
                week = week.next()
        yield database
        database.close()


@contextmanager
def _replicas(url: str) -> Iterator[list[Replica]]:
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    replicas = []
    for _ in range(PROCESSES):
        ours, theirs = context.Pipe()
        process = context.Process(target=tick_when_told, args=(url, theirs), daemon=True)
        process.start()
        theirs.close()
        replicas.append(Replica(process, ours))
    assert [one.heard() for one in replicas] == ["ready"] * PROCESSES
    yield replicas
    for replica in replicas:
        replica.process.kill()
        replica.process.join(_SECONDS)


def test_each_week_is_posted_once_by_five_processes_two_of_which_are_killed(
    postgresql: Database,
) -> None:
    with _replicas(postgresql.url) as replicas:
        for number in range(WEEKS):
            due = MONDAY_NINE + timedelta(weeks=number, minutes=1)
            if number == DIES_WITHIN:
                dying = replicas.pop()
                dying.tell(due, dies=True)
                assert dying.heard() == "dead"
            for replica in replicas:
                replica.tell(due)
            if number == KILLED:
                killed = replicas.pop()
                killed.process.kill()
            assert {replica.heard() for replica in replicas} == {"ticked"}
        assert len(replicas) == PROCESSES - 2
    with transaction(postgresql) as tx:
        weeks = [WEEK]
        while len(weeks) < WEEKS:
            weeks.append(weeks[-1].next())
        assert [store.count_posted(tx, week) for week in weeks] == [1] * WEEKS
        posts = Counter(post.subject for post in list_posts(tx) if post.kind == posting.WEEKLY_POST)
        assert posts == {str(week): 1 for week in weeks}
