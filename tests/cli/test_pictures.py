"""`slackapp leaderboard --png`: the chart as a file, or a sentence why there is none."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from slackapp.cli.commands import cli
from slackapp.database.engines import Database
from tests.builders.databases import create_tables, transaction
from tests.features.questions.builders import (
    ANSWER,
    QUESTION,
    hear,
    message,
    open_workspace,
    reaction,
)

A_WEEK = 7 * 24 * 60  # minutes
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def asked(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Two weeks in which three asked and were answered; the folder to write to."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    create_tables(database_url)
    database = Database(database_url)
    open_workspace(database)
    with transaction(database) as tx:
        for week in (0, 1):
            for number in (0, 1, 2):
                minute = week * A_WEEK + number * 120
                hear(
                    tx,
                    message(tx, QUESTION, minute=minute),
                    message(tx, ANSWER, by="UBO", minute=minute + 1, to=minute),
                    reaction(tx, on=minute + 1, minute=minute + 2),
                )
    database.close()
    return tmp_path


def leaderboard(*words: str) -> Result:
    return CliRunner().invoke(cli, ["leaderboard", *words])


def test_the_chart_is_written_and_the_text_beside_it_if_wanted(asked: Path) -> None:
    shown = leaderboard("--week", "2026-W48", "--png", "out.png")
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert (asked / "out.png").read_bytes().startswith(PNG)
    both = leaderboard("--week", "2026-W48", "--png", "out.png", "--text")
    assert both.stdout.startswith("We, not me · week 48")
    assert "Weeks 47, 48: thanked 100, 100 %, answered 100, 100 %" in both.stdout


def test_one_week_makes_no_chart(asked: Path) -> None:
    assert leaderboard("--week", "2026-W47", "--png", "out.png").exit_code == 2
    assert not (asked / "out.png").exists()


def test_a_board_is_posted_or_drawn(asked: Path) -> None:
    assert leaderboard("--post", "--png", "out.png").exit_code == 2
    assert list(asked.glob("*.png")) == []
