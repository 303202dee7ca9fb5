"""`slackapp doctor` on a good installation and on broken ones; it changes nothing."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from typer.testing import CliRunner, Result

from slackapp.cli.commands import cli
from slackapp.cli.doctor import slack as slack_looks
from slackapp.cli.doctor.findings import SIGNS
from slackapp.cli.doctor.store import looking
from slackapp.database.base import Base
from slackapp.database.engines import Database
from slackapp.sandbox import Sandbox, Workspace
from slackapp.workspace.scopes import BASE_SCOPES
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import transaction
from tests.builders.slack_events import SECRET

KEY = "A" * 43 + "="
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass
class Patient:
    """An installation in a sandbox workspace, and its environment."""

    sandbox: Sandbox
    workspace: Workspace
    database: Database
    env: dict[str, str]

    def examine(self, *options: str, **changed: str) -> dict[str, list[tuple[str, str]]]:
        """Verdict and words of each finding, by name."""
        ended = self.ask("--json", *options, **changed)
        findings = json.loads(ended.stdout)
        assert ended.exit_code == any(each["verdict"] == "wrong" for each in findings)
        told: dict[str, list[tuple[str, str]]] = {}
        for each in findings:
            assert each["do"] or each["verdict"] != "wrong", "what is wrong says what to do"
            told.setdefault(each["name"], []).append((each["verdict"], each["says"]))
        return told

    def ask(self, *options: str, **changed: str) -> Result:
        return CliRunner().invoke(cli, ["doctor", *options], env={**self.env, **changed})

    def slacks_clock_is_ahead(self, seconds: int) -> None:
        date = {"Date": formatdate(time.time() + seconds, usegmt=True)}
        self.sandbox.faults.add(method="api.test", status=200, body=b'{"ok":true}', headers=date)

    def do(self, statement: str, **values: object) -> None:
        with self.database.connecting() as connection:
            connection.execute(text(statement), values)


@pytest.fixture
def patient(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Patient]:
    monkeypatch.chdir(tmp_path)
    sandbox = Sandbox(signing_secret=SECRET, rate_limits=False)
    workspace = sandbox.add_workspace("T1", name="Harbour")
    bot_token = workspace.install_app(bot_user_id="UBOT", scopes=list(BASE_SCOPES))
    with transaction(database) as tx:
        record = WorkspaceRecord(name="Harbour", bot_user_id="UBOT", bot_id="B1", app_id="A1")
        save_workspace(tx, record)
    if database.sqlite_path is not None:
        database.sqlite_path.chmod(0o640)
    with sandbox.serving() as server:
        env = {
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": bot_token,
            "SLACK_API_URL": server.api_url,
            "DATABASE_URL": database.url,
        }
        yield Patient(sandbox, workspace, database, env)


def test_a_good_installation_is_well_and_stays_as_it_is(patient: Patient) -> None:
    patient.slacks_clock_is_ahead(0)
    before = _content(patient.database)
    told = patient.ask()
    assert told.exit_code == 0, told.stdout
    assert "0 wrong, 0 worth a look." in told.stdout
    assert _content(patient.database) == before
    assert {sign for sign in SIGNS.values() if sign in told.stdout} == {"✓"}
    assert "\x1b[" not in told.stdout, "no colours where nobody sees them"


def test_no_secret_is_told_whatever_is_wrong(patient: Patient) -> None:
    patient.sandbox.faults.add(method="*", error="invalid_auth", times=None)
    for options in ((), ("--json",)):
        told = patient.ask(*options).output
        assert patient.env["SLACK_BOT_TOKEN"] not in told
        assert SECRET not in told
        assert patient.database.url not in told


@only_sqlite
def test_without_a_network_all_else_is_looked_at(patient: Patient) -> None:
    told = patient.examine(SLACK_API_URL="http://127.0.0.1:1/")
    assert told["Slack"] == [("wrong", "cannot be reached: ConnectionRefusedError")]
    assert told["Scores"][0][0] == "well"
    assert "Bot token" not in told
    assert patient.examine("--offline", SLACK_API_URL="http://127.0.0.1:1/")["Slack"][0] == (
        "look",
        "was not asked, as you wished",
    )


@only_sqlite
def test_a_token_slack_refuses_and_one_without_a_scope_are_told_apart(patient: Patient) -> None:
    patient.sandbox.faults.add(method="auth.test", error="token_revoked")
    assert patient.examine()["Bot token"] == [("wrong", "Slack says token_revoked")]
    fewer = [scope for scope in BASE_SCOPES if scope != "reactions:read"]
    token = patient.workspace.install_app(bot_user_id="UBOT", scopes=fewer)
    told = patient.examine(SLACK_BOT_TOKEN=token)
    assert told["Scopes"] == [("wrong", "T1 has no reactions:read: reactions do not thank")]


def test_each_scope_has_what_it_breaks() -> None:
    assert sorted(slack_looks.BREAKS) == sorted(BASE_SCOPES)


@only_sqlite
def test_an_app_token_is_tried_only_where_sockets_are_meant(patient: Patient) -> None:
    sockets = {"SLACK_APP_TOKEN": "xapp-1-bad", "SLACK_SIGNING_SECRET": ""}
    assert patient.examine(**sockets)["App token"][0][0] == "wrong"
    assert "App token" not in patient.examine()


@only_sqlite
@pytest.mark.parametrize(("seconds", "verdict"), [(-400, "wrong"), (400, "wrong"), (0, "well")])
def test_a_clock_that_is_off_is_told(patient: Patient, seconds: int, verdict: str) -> None:
    patient.slacks_clock_is_ahead(seconds)
    assert patient.examine()["Clock"][0][0] == verdict


@only_sqlite
def test_a_bad_config_is_named_and_the_database_looked_at_all_the_same(patient: Patient) -> None:
    told = patient.examine(SLACK_SIGNING_SECRET="")
    assert told["Config"][0][0] == "wrong"
    assert "SLACK_SIGNING_SECRET" in told["Config"][0][1]
    assert told["Tables"][0][0] == "well"


def test_tables_of_another_version_or_changed_by_hand_are_told(patient: Patient) -> None:
    patient.do("DROP INDEX ix_post_state_due_at")
    assert patient.examine()["Tables"] == [("wrong", "differ from this app's in 1 places")]
    patient.do("UPDATE alembic_version SET version_num = '0001'")
    told = patient.examine()
    assert told["Tables"] == [("wrong", "of another version than this app")]
    assert "Scores" not in told


@only_sqlite
def test_a_missing_database_is_not_made(patient: Patient, tmp_path: Path) -> None:
    missing = tmp_path / "missing.sqlite3"
    told = patient.examine(DATABASE_URL=f"sqlite:///{missing}")
    assert told["Database"] == [("wrong", "there is none yet")]
    assert not missing.exists()


@only_sqlite
def test_a_damaged_file_is_told(patient: Patient) -> None:
    path = patient.database.sqlite_path
    assert path is not None
    patient.database.close()
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    path.write_bytes(content)
    assert ("wrong", "is damaged") in patient.examine()["Database file"]


def test_what_waits_in_vain_is_told(patient: Patient) -> None:
    patient.do(
        "INSERT INTO inbox_failure (workspace_id, event_id, room, attempts, reason)"
        " VALUES ('T1', 'Ev1', 'kudos', 5, 'ValueError')"
    )
    assert patient.examine()["Dead letters"] == [("look", "1")]


def test_a_workspace_that_removed_the_app_is_told_with_its_end(patient: Patient) -> None:
    patient.do(
        "INSERT INTO installation (workspace_id, scopes, installed_by, installed_at, state,"
        " ended_by, purge_at) VALUES ('T1', '[]', 'U1', '2026-11-01 00:00:00+00:00', 'ended',"
        " 'app_uninstalled', '2026-12-01 00:00:00+00:00')"
    )
    says = "T1 removed the app (app_uninstalled), erased on 2026-12-01"
    assert ("look", says) in patient.examine()["Workspaces"]


def test_a_stored_token_that_no_key_opens_is_told(patient: Patient) -> None:
    patient.do(
        "INSERT INTO installation (workspace_id, scopes, installed_by, installed_at, state,"
        " key_id, token) VALUES ('T1', '[]', 'U1', '2026-11-01 00:00:00+00:00', 'live',"
        " 'old', 'gAAAA')"
    )
    oauth = {
        "SLACK_BOT_TOKEN": "",
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "x",
        "PUBLIC_URL": "https://we.example.com",
        "TOKEN_KEYS": f"new:{KEY}",
    }
    told = patient.examine(**oauth)
    assert told["Token keys"] == [("wrong", "tokens sealed with old cannot be opened")]
    assert patient.examine()["Token keys"][0][0] == "look"


def test_a_channel_that_is_set_and_not_joined_is_told(patient: Patient) -> None:
    patient.do(
        "INSERT INTO workspace_setting (workspace_id, name, value)"
        " VALUES ('T1', 'leaderboard.channel', '\"C9\"')"
    )
    says = "leaderboard.channel of T1 is C9, and the app is not in it"
    assert patient.examine()["Channels"] == [("wrong", says)]


def test_the_database_itself_refuses_to_be_written_to(patient: Patient) -> None:
    with looking(patient.database) as session, pytest.raises(DatabaseError, match=r"read-?only"):
        session.execute(text("UPDATE workspace SET name = 'Other'"))


def _content(database: Database) -> list[str]:
    with database.reading() as session:
        return [
            f"{name}: {row}"
            for name, table in sorted(Base.metadata.tables.items())
            for row in session.execute(table.select())
        ]
