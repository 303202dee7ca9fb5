"""Commands an operator types beside `serve`."""

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select, text, update
from typer.testing import CliRunner, Result

from slackapp.cli.commands import cli
from slackapp.cli.main import main
from slackapp.database.engines import Database
from slackapp.database.migrations import current_revision
from slackapp.ledger.models import GiverWeekRow
from slackapp.outbox.models import Post
from slackapp.outbox.posts import plan_post
from slackapp.vocabulary.refusals import Refusal
from tests.builders.databases import transaction

USERS = [{"id": "U1", "name": "ana", "team_id": "T1"}, {"id": "U2", "name": "bo", "team_id": "T1"}]
TALK = [
    {
        "type": "message",
        "user": "U1",
        "ts": "1763467200.000100",
        "text": "<@U2> ++ for the patient docs",
    },
    {
        "type": "message",
        "user": "U2",
        "ts": "1763467300.000100",
        "text": "<https://docs.example/a>",
    },
]


@pytest.fixture
def export_file(tmp_path: Path) -> Path:
    path = tmp_path / "export.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("users.json", json.dumps(USERS))
        archive.writestr("channels.json", json.dumps([{"id": "C1", "name": "general"}]))
        archive.writestr("general/2025-11-18.json", json.dumps(TALK))
    return path


@pytest.fixture(autouse=True)
def _operator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("LOG_LEVEL", "ERROR")


def _type(*words: str, may_raise: bool = False) -> Result:
    return CliRunner().invoke(cli, list(words), catch_exceptions=not may_raise)


def test_an_imported_past_can_be_exported_shown_and_proved(export_file: Path) -> None:
    assert _type("import-history", str(export_file)).exit_code == 0
    [row] = [json.loads(line) for line in _type("export").stdout.splitlines()]
    assert (row["from_person"], row["to_person"], row["kind"]) == ("U1", "U2", "kudos")
    assert (row["live"], row["points"]) == (True, 1.0)
    header, line = _type("export", "--format", "csv").stdout.splitlines()
    assert header.split(",")[:2] == ["workspace_id", "kind"]
    assert line.split(",")[:2] == ["T1", "kudos"]
    shown = _type("leaderboard", "--week", "2025-W47").stdout
    assert "week 47" in shown
    assert "docs.example/a" in shown
    assert "computed when they are read" in _type("ledger", "rebuild", "--check").stdout
    assert _type("ledger", "rebuild").exit_code == 0
    proved = _type("ledger", "rebuild", "--check")
    assert (proved.exit_code, proved.stdout) == (0, "0 stored scores differ.\n")


def test_stored_scores_that_differ_are_named_by_week_and_end_with_one(
    export_file: Path, database_url: str
) -> None:
    _type("import-history", str(export_file))
    _type("ledger", "rebuild")
    database = Database(database_url)
    with transaction(database) as tx:
        tx.session.execute(
            update(GiverWeekRow)
            .where(GiverWeekRow.workspace_id == tx.workspace_id)
            .values(score=Decimal(99))
        )
    database.close()
    found = _type("ledger", "rebuild", "--check")
    assert found.stdout == "2025-W47: 2\n2025: 2\n4 stored scores differ.\n"
    assert found.exit_code == 1
    assert _type("ledger", "rebuild").exit_code == 0
    assert _type("ledger", "rebuild", "--check").exit_code == 0


def test_a_weight_is_set_from_next_week_on_and_can_be_looked_at_before(export_file: Path) -> None:
    _type("import-history", str(export_file))
    told = _type("settings", "set", "score.kudos=2").stdout
    assert re.match(r"score.kudos is set and holds from \d{4}-W\d\d on", told)
    assert re.search(r"1, 2 from \d{4}-W\d\d on", _type("settings", "show").stdout)
    tried = _type("ledger", "preview", "score.kudos=3", "score.answer=0.5")
    assert tried.exit_code == 0
    assert "Nothing is changed." in tried.stdout
    assert _type("ledger", "preview", "kudos.emoji=clap").exit_code == 2
    with pytest.raises(Refusal, match="in halves"):
        _type("settings", "set", "score.kudos=0.7", may_raise=True)
    with pytest.raises(Refusal, match="There are: answer"):
        _type("ledger", "preview", "score.nonsense=1", may_raise=True)


def test_a_dry_run_tells_and_keeps_nothing(export_file: Path) -> None:
    told = _type("import-history", str(export_file), "--dry-run")
    assert "nothing was kept" in told.stdout
    assert "No workspace is known yet" in _type("export").stderr


def test_a_setting_is_kept_and_a_bad_one_is_refused(export_file: Path) -> None:
    _type("import-history", str(export_file))
    assert _type("settings", "set", "kudos.emoji=:clap:,fire").exit_code == 0
    assert _type("settings", "set", "workspace.timezone=Europe/Berlin").exit_code == 0
    shown = _type("settings", "show").stdout
    assert "clap, fire" in shown
    assert "Europe/Berlin" in shown
    assert _type("settings", "set", "kudos.minimum_reason=many").exit_code == 2
    assert _type("settings", "set", "kudos.nonsense=1").exit_code == 2
    assert _type("settings", "set", "leaderboard.channel=banana").exit_code == 2


def test_unknown_workspaces_and_weeks_are_refused(export_file: Path) -> None:
    _type("import-history", str(export_file))
    assert _type("leaderboard", "--workspace", "T404").exit_code == 2
    assert _type("leaderboard", "--week", "2026-W99").exit_code == 2
    assert _type("leaderboard", "--week", "9999-W52").exit_code == 2
    assert _type("inbox", "list").stdout == "0 dead letters; waiting: nothing.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["import-history", "nowhere.zip"], "nowhere.zip does not exist.\n"),
        (["settings", "set", "workspace.timezone=Mars/Base"], "Mars/Base is no time zone"),
    ],
)
def test_what_a_person_may_mend_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    export_file: Path,
    words: list[str],
    sentence: str,
) -> None:
    _type("import-history", str(export_file))
    monkeypatch.setattr("sys.argv", ["slackapp", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith(sentence)
    assert told.count("\n") == 1


def test_a_file_that_is_no_database_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("no database " * 100)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'notes.txt'}")
    ended = _type("migrate")
    assert ended.exit_code == 2
    assert ended.stderr.startswith("DATABASE_URL is not usable")


LOOKING = [
    ["leaderboard"],
    ["export"],
    ["ledger", "rebuild", "--check"],
    ["inbox", "list"],
    ["posts", "list"],
    ["settings", "show"],
    ["migrate", "--check"],
]


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
def test_looking_makes_no_database_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: list[str]
) -> None:
    missing = tmp_path / "missing.sqlite3"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{missing}")
    ended = _type(*words)
    assert ended.exit_code == (1 if "migrate" in words else 2)
    assert ended.output == (
        "There is no database at DATABASE_URL yet: run slackapp migrate, or serve.\n"
    )
    assert not missing.exists()


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
def test_looking_leaves_tables_of_another_version_as_they_are(
    database_url: str, words: list[str]
) -> None:
    database = Database(database_url)
    with database.connecting() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    ended = _type(*words)
    assert ended.exit_code == (1 if "migrate" in words else 2)
    assert ended.output.startswith("The database's tables are of another version: run slackapp")
    assert current_revision(database) == "0001"
    database.close()


def test_migrate_makes_what_looking_asks_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert _type("migrate").exit_code == 0
    assert _type("migrate", "--check").output == "The tables are in step.\n"
    assert _type("inbox", "list").exit_code == 0


def test_help_and_the_look_of_commands_load_none_of_the_app() -> None:
    loaded = _loaded_by("import slackapp.cli.main")
    assert loaded.isdisjoint({"sqlalchemy", "alembic", "dbos", "slack_bolt", "slack_sdk"})


def _loaded_by(code: str) -> set[str]:
    """The packages that a process has loaded after this code."""
    tell = "import sys; sys.stdout.write(' '.join({name.split('.')[0] for name in sys.modules}))"
    command = [sys.executable, "-c", f"{code}; {tell}"]
    return set(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())


def _fail_two_posts(database_url: str) -> None:
    database = Database(database_url)
    with transaction(database) as tx:
        for number in (1, 2):
            plan_post(tx, post_id=f"P{number}", kind="k", subject="s", channel_id="C1")
        tx.session.execute(
            update(Post)
            .where(Post.workspace_id == "T1")
            .values(state="failed", reason="is_archived")
        )
    database.close()


def _post_states(database_url: str) -> list[str]:
    database = Database(database_url)
    with database.reading() as session:
        found = list(session.scalars(select(Post.state).order_by(Post.row_id)))
    database.close()
    return found


def test_posts_that_did_not_arrive_are_listed_and_settled_on_purpose(database_url: str) -> None:
    assert _type("posts", "list").stdout == "0 failed, 0 unknown.\n"
    _fail_two_posts(database_url)
    listed = _type("posts", "list").stdout
    assert "is_archived" in listed
    assert "2 failed, 0 unknown." in listed
    for refused in (("--dry-run",), ("--state", "unknown", "--yes"), ()):  # no answer is no
        _type("posts", "resend", *refused)
        assert _post_states(database_url) == ["failed", "failed"]
    assert _type("posts", "resend", "P9", "--yes").stderr == "Not failed or unknown: P9.\n"
    assert "1 of 1 done." in _type("posts", "drop", "P1", "--yes").stdout
    assert CliRunner().invoke(cli, ["posts", "resend"], input="y\n").exit_code == 0
    assert _post_states(database_url) == ["dropped", "planned"]
