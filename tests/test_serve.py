"""`slackapp serve` as an operator meets it: config, readiness, stopping, being killed."""

import random
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from slackapp.config import Config
from slackapp.sandbox import Sandbox
from tests.builders.load import Load, count_doubled, thanked_messages, wait_until_read
from tests.builders.processes import clean_env, run, serve
from tests.builders.sandbox_env import sandbox_env
from tests.builders.slack_events import SECRET, dumped, envelope, message, signed

TOKEN = "xoxb-not-to-be-shown"
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

GOOD = {"SLACK_SIGNING_SECRET": SECRET, "SLACK_BOT_TOKEN": TOKEN}


@pytest.fixture
def slack_env(database_url: str) -> Iterator[dict[str, str]]:
    with sandbox_env(database_url) as env:
        yield env


def test_a_database_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    env = GOOD | {"DATABASE_URL": f"sqlite:///{tmp_path}/no/such/folder/x.sqlite3"}
    ended = run("serve", env=env, cwd=tmp_path)
    assert ended.returncode == 2
    assert ended.stderr.startswith("DATABASE_URL is not usable")
    assert ended.stderr.count("\n") == 1


@only_sqlite
def test_a_token_slack_does_not_know_ends_the_start(
    tmp_path: Path, slack_env: dict[str, str]
) -> None:
    ended = run(
        "serve", env=slack_env | {"SLACK_BOT_TOKEN": TOKEN, "LOG_LEVEL": "WARNING"}, cwd=tmp_path
    )
    assert ended.returncode == 2
    assert ended.stderr == "SLACK_BOT_TOKEN is not usable: Slack says invalid_auth.\n"


def test_it_serves_from_any_folder_and_ends_in_time(
    tmp_path: Path, slack_env: dict[str, str]
) -> None:
    with serve(slack_env, tmp_path) as served:
        assert httpx.get(f"{served.address}/healthz").text == "ok"
        assert "slackapp_events_received" in httpx.get(f"{served.address}/metrics").text
        examined = run("doctor", "--offline", env=slack_env, cwd=tmp_path)
        assert examined.returncode == 0, examined.stdout
        code, seconds = served.stop()
    assert code == 0
    assert seconds < 10


@only_sqlite
def test_told_to_end_it_is_not_ready_and_serves_on_for_a_while(
    tmp_path: Path, slack_env: dict[str, str]
) -> None:
    """So that a load balancer sees it go before it is gone."""
    body = dumped(envelope(message()))
    with serve(slack_env | {"DRAIN_SECONDS": "300"}, tmp_path) as served:
        served.process.terminate()
        _wait_until_stopping(served.address)
        answer = httpx.post(served.events_url, content=body, headers=signed(body))
        assert (answer.status_code, answer.headers["connection"]) == (200, "close")
        code, seconds = served.stop()  # told twice, it goes at once
    assert (code, seconds < 20) == (0, True)


@only_sqlite
def test_a_connection_that_is_idle_when_it_is_told_to_end_still_gets_its_answer(
    tmp_path: Path, slack_env: dict[str, str]
) -> None:
    """Whoever keeps connections asks on one that was opened, and used, long before."""
    with serve(slack_env | {"DRAIN_SECONDS": "300"}, tmp_path) as served, ExitStack() as open_:
        fresh, used, silent = (open_.enter_context(_connect(served.address)) for _ in range(3))
        assert b"connection: close" not in _ask(used)
        _ask(silent)
        served.process.terminate()
        _wait_until_stopping(served.address)
        for connection in (fresh, used):
            answer = _ask(connection)
            assert answer.startswith(b"HTTP/1.1 200")
            assert b"connection: close" in answer
            assert connection.recv(1) == b""
        served.stop()  # told twice, it goes at once
        assert silent.recv(1) == b""


@only_sqlite
def test_an_idle_connection_is_kept_longer_than_whoever_is_in_front_keeps_it(
    tmp_path: Path, slack_env: dict[str, str]
) -> None:
    """Else a request comes just as it is closed; HTTP clients keep theirs for five seconds."""
    with serve(slack_env, tmp_path) as served, _connect(served.address) as connection:
        _ask(connection)
        connection.settimeout(6)
        with pytest.raises(TimeoutError):
            connection.recv(1)
        connection.settimeout(60)
        _ask(connection)
    usual = Config.model_fields
    assert usual["keep_alive_seconds"].default > 60 > usual["drain_seconds"].default > 5


def _connect(address: str) -> socket.socket:
    url = httpx.URL(address)
    return socket.create_connection((url.host, url.port or 80), timeout=60)


def _ask(connection: socket.socket) -> bytes:
    """A whole answer on this connection."""
    connection.sendall(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n")
    answer = b""
    while not answer.endswith(b"\r\n\r\nok"):
        part = connection.recv(65_536)
        assert part, "closed without an answer"
        answer += part
    return answer


def test_a_second_one_on_the_same_sqlite_file_is_refused(tmp_path: Path) -> None:
    sandbox = Sandbox(signing_secret=SECRET)
    token = sandbox.add_workspace("T1").install_app(bot_user_id="UBOT")
    with sandbox.serving() as server:
        env = {
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": token,
            "SLACK_API_URL": server.api_url,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'one.sqlite3'}",
        }
        with serve(env, tmp_path):
            second = run("serve", env=env | {"PORT": "0"}, cwd=tmp_path)
    assert second.returncode == 2
    assert "Another slackapp serves this database already" in second.stderr


def test_no_acknowledged_event_is_lost_when_it_is_killed(
    tmp_path: Path, slack_env: dict[str, str], database_url: str
) -> None:
    """`benchmarks/kill_nine.py` does the same fifty times."""
    load, chance = Load(), random.Random(9)  # noqa: S311  the same moments each time
    for killed in range(2):
        with serve(slack_env, tmp_path) as served, load.on(served.events_url):
            load.wait_for(11 * (killed + 1))
            threading.Event().wait(chance.uniform(0, 0.4))
            served.kill()
    with serve(slack_env, tmp_path):
        wait_until_read(database_url)
    assert len(load.acked) > 20  # so there was something to lose
    assert thanked_messages(database_url) >= load.acked
    assert count_doubled(database_url) == 0


def test_stopping_under_load_loses_nothing(
    tmp_path: Path, slack_env: dict[str, str], database_url: str
) -> None:
    load = Load()
    with serve(slack_env, tmp_path) as served, load.on(served.events_url):
        threading.Event().wait(0.5)
        code, seconds = served.stop()
    assert (code, seconds < 10) == (0, True)
    with serve(slack_env, tmp_path):
        wait_until_read(database_url)
    assert thanked_messages(database_url) >= load.acked
    assert count_doubled(database_url) == 0


def _wait_until_stopping(address: str) -> None:
    pause, deadline = threading.Event(), time.monotonic() + 20
    while httpx.get(f"{address}/readyz").text != "it is stopping":
        assert time.monotonic() < deadline, "it still says that it is ready"
        pause.wait(0.05)


def test_the_installed_wheel_brings_its_migrations(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(installed)
    env = {"PYTHONPATH": str(installed), "DATABASE_URL": f"sqlite:///{tmp_path / 'w.sqlite3'}"}
    where = "import slackapp, sys; sys.stdout.write(slackapp.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", where],
        cwd=tmp_path,
        env=clean_env(env),
        capture_output=True,
        check=True,
        text=True,
    )
    assert found.stdout.startswith(str(installed))
    assert (installed / "slackapp" / "sandbox" / "page" / "templates").is_dir()
    ended = run("migrate", env=env, cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (0, "The tables are in step.\n")
