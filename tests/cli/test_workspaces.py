"""`slackapp workspaces remove` where the workspace's token is in the environment."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from slackapp.cli.commands import cli
from slackapp.database.engines import Database
from slackapp.workspace.installation_store import end_installation
from slackapp.workspace.workspaces import WorkspaceRecord, is_known, save_workspace
from tests.builders.databases import transaction

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def operated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database: Database) -> Database:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database.url)
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    with transaction(database) as tx:
        record = WorkspaceRecord(name="Hill", bot_user_id="U", bot_id="B", app_id="A")
        save_workspace(tx, record)
    return database


def known(database: Database) -> bool:
    with transaction(database) as tx:
        return is_known(tx)


def test_what_the_next_start_would_take_up_again_is_not_removed(operated: Database) -> None:
    ended = CliRunner().invoke(cli, ["workspaces", "remove", "T1", "--now", "--yes"])
    assert ended.exit_code == 2
    assert "SLACK_BOT_TOKEN is set" in ended.stderr
    assert known(operated)
    assert CliRunner().invoke(cli, ["workspaces", "remove", "T1", "--dry-run"]).exit_code == 0


def test_what_has_ended_is_deleted_all_the_same(operated: Database) -> None:
    with transaction(operated) as tx:
        end_installation(tx, by="app_uninstalled")
    ended = CliRunner().invoke(cli, ["workspaces", "remove", "T1", "--now", "--yes"])
    assert "is deleted" in ended.stdout
    assert not known(operated)
