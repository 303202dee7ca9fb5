"""`slackapp nudges …` as an operator meets it."""

from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from slackapp.cli.commands import cli
from slackapp.database.engines import Database
from slackapp.vocabulary.clock import SettableClock
from tests.builders.wishes import MESSAGE
from tests.features.nudges.desk import NOON, Desk


@pytest.fixture
def told(
    database_url: str, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """A database in which somebody may be asked and somebody else may not."""
    monkeypatch.chdir(tmp_path)  # no `.env` there
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("slackapp.cli.place.SystemClock", lambda: SettableClock(NOON))
    desk = Desk(database)
    desk.want(MESSAGE, "bills", "UANA")
    desk.want(MESSAGE, "notes", "UGUS")
    desk.want(MESSAGE, "later", "UCY")
    desk.tick()
    return desk


def run(*arguments: str) -> str:
    ended = CliRunner().invoke(cli, ["nudges", *arguments])
    assert ended.exit_code == 0, ended.output
    return ended.output


@pytest.mark.usefixtures("told")
def test_it_tells_who_was_asked_or_not_and_why() -> None:
    shown = run("explain")
    assert "3 decisions." in shown
    assert "guest" in shown
    only = run("explain", "--person", "UGUS")
    assert ("1 decision." in only, "UANA" in only) == (True, False)
    assert "0 decisions." in run("explain", "--kind", "other")
    assert "0 decisions." in run("explain", "--person", "UNOBODY")


@pytest.mark.usefixtures("told")
def test_it_tells_what_waits_and_for_what() -> None:
    shown = run("list")
    assert "1 waiting." in shown
    assert "outside_hours" in shown


@pytest.mark.usefixtures("told")
def test_it_counts_kinds_and_names_nobody() -> None:
    assert "UANA" not in run("stats")


@pytest.mark.usefixtures("told")
def test_piped_no_line_is_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    [line] = [line for line in run("list").splitlines() if "UCY" in line]
    assert "outside_hours" in line
    assert f"{NOON:%Y-%m-%d}" in line


@pytest.mark.usefixtures("told")
def test_where_nothing_was_sent_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    later = NOON + timedelta(weeks=5)
    monkeypatch.setattr("slackapp.cli.place.SystemClock", lambda: SettableClock(later))
    assert run("stats") == "Nothing was sent in the last 4 weeks.\n"
