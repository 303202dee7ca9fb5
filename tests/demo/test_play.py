"""The demo ends in a posted board, says true numbers, and can be run again."""

import json
import re
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest

from slackapp.database.host_lock import host_lock
from slackapp.demo.crowd import write_crowd_export
from slackapp.demo.invented_history import KUDOS_EMOJI, write_invented_export
from slackapp.vocabulary.weeks import Week
from tests.demo.conftest import COMMAND, Demo, WriteExport, clean_env
from tests.demo.counting import count_export

Json = dict[str, Any]
SharedExport = Callable[[str], Path]

ADDRESS = re.compile(r"http://\S+/archives/\S+")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_second_run_changes_nothing(demo: Demo, database_url: str, tmp_path: Path) -> None:
    first = demo("--once", DATABASE_URL=database_url)
    second = demo("--once", DATABASE_URL=database_url)
    _played_alike(first, second)
    _holds_the_invented_community(_answer(first), tmp_path)
    assert not [*tmp_path.rglob("demo.sqlite3")]


def test_it_lives_in_a_file_of_its_own_and_minds_no_environment_of_the_app(
    demo: Demo, tmp_path: Path
) -> None:
    """A second run there changes nothing either, and a reset forgets what was kept."""
    nonsense = {"SLACK_BOT_TOKEN": "nonsense", "SLACK_API_URL": "nonsense", "PORT": "nonsense"}
    (tmp_path / ".env").write_text("DATABASE_URL=nonsense\nSLACK_SIGNING_SECRET=\n")
    path = tmp_path / "slackapp/demo.sqlite3"
    path.parent.mkdir()
    path.write_text("no database at all")
    assert demo("--once", **nonsense).returncode != 0
    first = demo("--once", "--reset", **nonsense)
    _played_alike(first, demo("--once", **nonsense))
    assert _answer(first)["boards_posted"] == 1
    assert _posts_sent(path) == 1
    assert not [*tmp_path.rglob("slackapp.sqlite3")]


def test_the_numbers_of_a_real_export_equal_an_independent_count(
    demo: Demo, shared_export: SharedExport
) -> None:
    path, emoji = shared_export("houston"), ("clap", "+1", "fire")
    played = demo("--once", "--export", str(path), "--kudos-emoji", ",".join(emoji))
    assert played.returncode == 0, played.stderr
    answer = _answer(played)
    counted = count_export(path, emoji)
    assert {name: answer[name] for name in counted} == counted
    assert answer["boards_posted"] == 1
    assert answer["board_text"].startswith("We, not me")


@pytest.mark.parametrize("way", [(), ("--socket",)], ids=["http", "socket"])
def test_the_week_may_be_chosen_and_the_way_slack_sends(
    demo: Demo, write_export: WriteExport, way: tuple[str, ...]
) -> None:
    users = [{"id": "U1", "name": "ana"}, {"id": "U2", "name": "bo"}]
    thanks = {
        "user": "U1",
        "text": "<@U2> ++ for carrying all the boxes",
        "ts": "1762000000.000100",
    }
    later = {"user": "U2", "text": "hello", "ts": "1762800000.000100"}
    path = write_export(users, {"general": [thanks, later]})
    played = demo("--once", "--export", str(path), "--week", "2025-W44", *way)
    assert played.returncode == 0, played.stderr
    assert "week 44" in _answer(played)["board_text"]
    assert "A quiet week: 1 thanks." in _answer(played)["board_text"]


def test_a_file_that_is_no_export_is_one_sentence(demo: Demo, tmp_path: Path) -> None:
    bad = tmp_path / "notes.zip"
    bad.write_text("not a zip")
    for path, sentence in (
        (bad, "notes.zip is not a zip file that can be read."),
        (tmp_path / "gone.zip", "gone.zip does not exist."),
    ):
        refused = demo("--once", "--export", str(path))
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr == f"{sentence}\n"


def test_a_database_in_use_is_one_sentence(demo: Demo, tmp_path: Path) -> None:
    with host_lock(tmp_path / "demo.serving"):
        refused = demo("--once", DATABASE_URL=f"sqlite:///{tmp_path}/demo.sqlite3")
    assert refused.returncode == 2
    assert refused.stderr.strip() == "Another demo uses this database: let it end first."


def test_an_invented_crowd_may_be_of_any_size_and_is_the_same_each_time(
    demo: Demo, tmp_path: Path
) -> None:
    played = demo("--once", "--people", "12")
    assert played.returncode == 0, played.stderr
    assert (_answer(played)["people"], _answer(played)["boards_posted"]) == (12, 1)
    for name in ("one.zip", "two.zip"):
        write_crowd_export(tmp_path / name, last_week=Week(2026, 46), people=12)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    refused = demo("--once", "--people", "12", "--export", "any.zip")
    assert (refused.returncode, refused.stdout) == (2, "")


def test_live_it_plays_posts_on_the_monday_its_visitor_jumps_to_and_ends_with_ctrl_c(
    demo: Demo, tmp_path: Path
) -> None:
    with _playing(tmp_path) as process:
        said = _until_up(process)
        address = ADDRESS.search(said)
        assert address is not None, said
        page = httpx.get(address[0], follow_redirects=True)
        seen = str(page.url).partition("/archives/")[0]
        tour = httpx.get(f"{seen}/tour").text
        jump = re.search(r'name="moment" value="([^"]+)"', httpx.get(f"{seen}/backstage/time").text)
        assert jump is not None
        boards = page.text.count("Who gave most")
        httpx.post(f"{seen}/clock", data={"moment": jump[1]}).raise_for_status()
        _wait_for(lambda: httpx.get(page.url).text.count("Who gave most") > boards)
        port = address[0].split("/")[2].partition(":")[2]
        taken = demo("--once", "--port", port)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    for shown in ("types /kudos", "clicks [Undo]", "We, not me", "Who gave most"):
        assert shown in said
    assert "Thank somebody" in tour
    assert "from Leila" in page.text
    assert (taken.returncode, taken.stdout) == (2, "")
    assert taken.stderr.strip() == f"Port {port} is taken: choose another."


def test_stopped_early_it_says_so_and_leaves_nothing_behind(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with _playing(tmp_path, TMPDIR=str(temporary)) as process:
        _wait_for(lambda: [*temporary.rglob("demo.sqlite3")])
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 130
        assert process.stderr is not None
        assert process.stderr.read() == "Stopped.\n"
    assert not [*temporary.iterdir()]


@contextmanager
def _playing(folder: Path, **env: str) -> Iterator[subprocess.Popen[str]]:
    """The demo, live; killed at the end if it still runs."""
    with subprocess.Popen(
        COMMAND,
        env=clean_env(folder, env),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _until_up(process: subprocess.Popen[str]) -> str:
    """All it said until it waits for Ctrl-C."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith("Ctrl-C"):
            break
    return said


def _wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    pause = Event()
    while not condition():
        assert time.monotonic() < deadline
        pause.wait(0.02)


def _played_alike(*runs: subprocess.CompletedProcess[str]) -> None:
    first, second = runs
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert _answer(first) == _answer(second)


def _answer(played: subprocess.CompletedProcess[str]) -> Json:
    answer: Json = json.loads(played.stdout.splitlines()[-1])
    return answer


def _holds_the_invented_community(answer: Json, folder: Path) -> None:
    path = folder / "invented.zip"
    write_invented_export(path, last_week=Week(2026, 46))
    counted = count_export(path, KUDOS_EMOJI)
    assert {name: answer[name] for name in counted} == counted
    assert answer["boards_posted"] == 1
    assert answer["links"] == 8
    for part in ("We, not me", "Who gave most", "Said this week", "Worth reading"):
        assert part in answer["board_text"]


def _posts_sent(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM post WHERE state = 'sent'").fetchone()
    return int(count)
