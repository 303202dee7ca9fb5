"""The database is locked, full, used up, restarted or struck dumb: nothing lost, nothing twice."""

import json
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from slackapp.database.engines import (  # type: ignore[attr-defined]  # two SQLite libraries in one process break each other's locks
    Database,
    sqlite_driver,
)
from slackapp.intake.passing_errors import is_passing
from tests.builders.load import (
    count_doubled,
    thanked_messages,
    wait_until_jobs_end,
    wait_until_read,
)
from tests.builders.postgres import own_postgres
from tests.builders.postgres_proxy import CuttingProxy
from tests.builders.processes import Served, serve
from tests.builders.sandbox_env import sandbox_env
from tests.builders.slack_events import dumped, envelope, message, signed
from tests.builders.steady_load import PEOPLE, SteadyLoad
from tests.journeys.conftest import SECRET, Journey

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

IN_TIME = 15  # seconds on a busy machine; what we hold against would take 30
WRITER = """
import sys
from concurrent.futures import ThreadPoolExecutor
from sqlalchemy import text
from slackapp.database.engines import Database

database = Database(sys.argv[1])

def read_then_write(_):
    with database.writing() as session:
        session.execute(text("SELECT count(*) FROM tally")).scalar_one()
        session.execute(text("INSERT INTO tally VALUES (1)"))

with ThreadPoolExecutor(8) as threads:
    list(threads.map(read_then_write, range(40)))
"""


@only_sqlite
def test_an_event_while_sqlite_is_locked_is_refused_in_time_and_counts_when_sent_again(
    journey: Journey, database_url: str
) -> None:
    with _locked_by_another(database_url):
        assert _post(journey, _kudos_event("EvLocked")).status_code == 503
    assert _post(journey, _kudos_event("EvLocked")).status_code == 200
    journey.settle()
    assert [given[:2] for given in journey.live_kudos()] == [("U1", "U2")]


@only_sqlite
def test_four_processes_with_eight_threads_never_find_it_locked(database_url: str) -> None:
    with closing(sqlite_driver.connect(database_url.removeprefix("sqlite:///"))) as connection:
        connection.execute("CREATE TABLE tally (n integer)")
    command = [sys.executable, "-c", WRITER, database_url]
    writers = [subprocess.Popen(command) for _ in range(4)]
    assert [writer.wait(timeout=100) for writer in writers] == [0, 0, 0, 0]
    with closing(sqlite_driver.connect(database_url.removeprefix("sqlite:///"))) as connection:
        assert connection.execute("SELECT count(*) FROM tally").fetchone() == (160,)


@only_sqlite
def test_a_full_disk_acknowledges_nothing_says_so_and_recovers_by_itself(
    tmp_path: Path, database_url: str
) -> None:
    body = _kudos_event("EvFull")
    with sandbox_env(database_url) as env, serve(env, tmp_path) as served:
        with _full_disk_for(served):
            assert _send(served, body).status_code == 503
            ready = httpx.get(f"{served.address}/readyz", timeout=IN_TIME)
            assert (ready.status_code, ready.text) == (503, "the database stores nothing")
        assert httpx.get(f"{served.address}/readyz", timeout=IN_TIME).status_code == 200
        assert _send(served, body).status_code == 200
        wait_until_read(database_url)
    assert len(thanked_messages(database_url)) == 1
    assert count_doubled(database_url) == 0


@only_sqlite
def test_a_full_disk_is_no_rooms_fault(database: Database) -> None:
    fill = text("CREATE TABLE filler AS SELECT zeroblob(1000000) AS filling")
    with database.writing() as session:
        session.execute(text("PRAGMA max_page_count = 1"))
        with pytest.raises(OperationalError) as full:
            session.execute(fill)
    assert is_passing(full.value)


@only_postgresql
def test_with_every_connection_in_use_people_get_an_answer_and_later_their_way(
    journey: Journey,
) -> None:
    with ExitStack() as held:
        for _ in range(20):
            held.enter_context(journey.app.database.engine.connect())
        assert journey.app.trouble() == "the database does not answer"
        answer = _post(journey, *_kudos_command(1))
        assert answer.status_code == 200
        assert _was_told_it_failed(answer)
    numbers = range(2, 42)
    with ThreadPoolExecutor(40) as threads:
        answers = list(threads.map(lambda n: _post(journey, *_kudos_command(n)), numbers))
    assert {answer.status_code for answer in answers} == {200}
    told = [answer for answer in answers if not _was_told_it_failed(answer)]
    assert len(journey.live_kudos()) == len(told) > 0
    assert journey.app.trouble() is None


@only_postgresql
def test_commits_whose_answer_is_lost_are_neither_lost_nor_done_twice(
    journey: Journey, database_url: str
) -> None:
    numbers = range(100)
    with CuttingProxy(database_url, every=3).running() as proxy, ExitStack() as ending:
        ending.callback(journey.stop)  # also where it fails: it could not without its database
        ending.callback(proxy.stop_cutting)
        journey.config = journey.config.model_copy(update={"database_url": proxy.url})
        journey.restart()
        proxy.cutting = True
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda n: _post_until_stored(journey, n), numbers))
        proxy.stop_cutting()
        journey.settle()
        assert len(journey.live_kudos()) == len(numbers)
        assert proxy.cuts > 10


def test_postgresql_restarting_under_load_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """`benchmarks/postgres_restarts.py` does the same for 5,000 events."""
    with own_postgres() as postgres, sandbox_env(postgres.url, people=PEOPLE) as env:
        with serve(env, tmp_path) as served:
            load = SteadyLoad(served.events_url, per_second=50, retries=(0, 3, 10, 20))
            with load.running():
                for mode, seconds_down in (("immediate", 0.0), ("fast", 1.0), ("immediate", 0.5)):
                    threading.Event().wait(1.5)
                    postgres.restart(mode=mode, seconds_down=seconds_down)
            wait_until_read(postgres.url)
            wait_until_jobs_end(postgres.url)
        assert load.answers["503"] > 0
        assert load.not_acked == set()
        assert thanked_messages(postgres.url) == load.events
        assert count_doubled(postgres.url) == 0


@pytest.mark.parametrize("odd", ["\0", "\ud800", "\0\ud800"])
def test_text_no_database_can_store_is_counted_and_shown_without_it(
    journey: Journey, odd: str
) -> None:
    words = f"<@U2> ++ for the pa{odd}tient docs"
    body = dumped(envelope(message(words, user="U1"), event_id=f"Ev{odd}"))
    assert _post(journey, body).status_code == 400  # Slack's ids hold no such thing
    joined = {"id": "U9", "name": "ana", "profile": {"display_name": f"An{odd}a"}}
    reacted = {"reaction": f"tad{odd}a", "user": "U1", "event_ts": "1763467201.000100"}
    item = {"type": "message", "channel": "C1", "ts": "1763467200.000100"}
    events = [
        message(words, user="U1"),
        {"type": "team_join", "user": joined, "event_ts": "1763467202.000100"},
        {"type": "reaction_added", "item": item, **reacted},
    ]
    for event in events:
        assert _post(journey, dumped(envelope(event))).status_code == 200
    journey.settle()
    assert len(journey.live_kudos()) == 1
    with journey.app.database.reading() as session:
        assert session.scalar(text("SELECT name FROM person WHERE slack_id = 'U9'")) == "Ana"
        states = session.scalars(text("SELECT DISTINCT state FROM inbox_event")).all()
    assert states == ["done"]


@contextmanager
def _locked_by_another(database_url: str) -> Iterator[None]:
    path = database_url.removeprefix("sqlite:///")
    with closing(sqlite_driver.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA busy_timeout = 20000")
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def _full_disk_for(served: Served) -> Iterator[None]:
    """No file of this process may grow; an 8 MB disk would need root."""
    pid = served.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


def _kudos_event(event_id: str, *, ts: str = "1763467200.000100") -> bytes:
    return dumped(envelope(message("<@U2> ++ for the patient docs", ts=ts), event_id=event_id))


def _kudos_command(number: int) -> tuple[bytes, dict[str, str]]:
    fields = {
        "command": "/kudos",
        "text": f"<@U2> for the patient docs, number {number}",
        "team_id": "T1",
        "channel_id": "C1",
        "user_id": "U1",
        "trigger_id": f"{number}.1.abc",
        "response_url": "http://127.0.0.1:9/commands/T1/1/x",
    }
    return urlencode(fields).encode(), {"content-type": "application/x-www-form-urlencoded"}


def _was_told_it_failed(answer: httpx.Response) -> bool:
    return "nothing was lost or counted" in json.dumps(answer.json())


def _post(
    journey: Journey, body: bytes, more_headers: dict[str, str] | None = None
) -> httpx.Response:
    headers = {**signed(body, secret=SECRET), **(more_headers or {})}
    url = journey.sandbox.request_url
    assert url is not None
    return httpx.post(url, content=body, headers=headers, timeout=IN_TIME)


def _post_until_stored(journey: Journey, number: int) -> None:
    body = _kudos_event(f"Ev{number}", ts=f"1763467200.{number:06d}")
    answers = (_post(journey, body).status_code for _ in range(20))
    assert 200 in answers


def _send(served: Served, body: bytes) -> httpx.Response:
    return httpx.post(served.events_url, content=body, headers=signed(body), timeout=IN_TIME)
