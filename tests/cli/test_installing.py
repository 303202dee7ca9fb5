"""`slackapp keys` and `slackapp workspaces`, typed beside the running app."""

from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from slackapp.cli.commands import cli
from slackapp.config import Config
from slackapp.database.engines import Database
from slackapp.workspace.installation_store import (
    find_standing,
    find_stored,
    note_trouble,
    save_installation,
)
from slackapp.workspace.installations import Installation
from slackapp.workspace.people import PersonRecord, save_people
from slackapp.workspace.scopes import BASE_SCOPES
from slackapp.workspace.token_keys import TokenKeys, WrongKey, new_key
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import transaction

OLD, NEW = new_key(), new_key()
TEAMS = ("T1", "T2", "T3")


@pytest.fixture
def operated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database: Database) -> Database:
    """Three workspaces, their tokens encrypted with the old key."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database.url)
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    monkeypatch.setenv("COLUMNS", "200")
    for team_id in TEAMS:
        found = Installation(
            workspace_id=team_id,
            bot_token=f"xoxb-{team_id}",
            bot_user_id="U",
            bot_id="B",
            app_id="A",
            team_name=team_id,
            scopes=frozenset(BASE_SCOPES[1:]),
            refresh_token="xoxe-1",
        )
        with transaction(database, workspace_id=team_id) as tx:
            record = WorkspaceRecord(name=team_id, bot_user_id="U", bot_id="B", app_id="A")
            save_workspace(tx, record)
            save_people(tx, [PersonRecord(slack_id="U1", name="Ana")])
            save_installation(tx, found, installer="U1", keys=TokenKeys({"old": OLD}))
    return database


def type_(*words: str, answers: str = "") -> Result:
    return CliRunner().invoke(cli, [*words], input=answers)


def state(database: Database, team_id: str) -> str | None:
    with transaction(database, workspace_id=team_id) as tx:
        found = find_standing(tx)
    return found.state if found else None


def token(database: Database, team_id: str, keys: TokenKeys) -> str | None:
    with database.reading() as session:
        found = find_stored(session, team_id, keys)
    assert found is not None
    return found.installation.bot_token if found.installation else None


def test_a_new_key_is_one() -> None:
    first, second = (type_("keys", "new").stdout.strip() for _ in range(2))
    assert first != second
    assert TokenKeys.parse(f"id:{first}").current == "id"


def test_every_token_is_encrypted_anew_and_the_old_key_may_go(
    operated: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN_KEYS", f"new:{NEW},old:{OLD}")
    told = type_("keys", "rotate", "--dry-run").stdout
    assert "old: tokens of 3 workspaces" in told
    with pytest.raises(WrongKey):
        token(operated, "T1", TokenKeys({"new": NEW}))
    assert "Encrypted anew with new: 3." in type_("keys", "rotate").stdout
    assert "Encrypted anew with new: 0." in type_("keys", "rotate").stdout
    assert token(operated, "T2", TokenKeys({"new": NEW})) == "xoxb-T2"


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (None, "TOKEN_KEYS is not set"),
        ("new", "TOKEN_KEYS is not usable: it holds a key that is none"),
        (f"new:{NEW}", "TOKEN_KEYS does not open the tokens of T1: key old."),
        (f"new:{NEW},old:{new_key()}", "TOKEN_KEYS does not open the tokens of T1: key old."),
    ],
    ids=["none", "not a key", "another key", "another key of its id"],
)
def test_a_wrong_key_changes_nothing(
    operated: Database, monkeypatch: pytest.MonkeyPatch, keys: str | None, sentence: str
) -> None:
    if keys is not None:
        monkeypatch.setenv("TOKEN_KEYS", keys)
    ended = type_("keys", "rotate")
    assert ended.exit_code == 2
    assert sentence in ended.stderr
    assert token(operated, "T1", TokenKeys({"old": OLD})) == "xoxb-T1"


def test_workspaces_are_listed_with_what_they_lack(operated: Database) -> None:
    with transaction(operated, workspace_id="T2") as tx:
        note_trouble(tx, "invalid_refresh_token", for_good=True)
    told = type_("workspaces", "list").stdout
    assert [team_id for team_id in TEAMS if team_id not in told] == []
    assert BASE_SCOPES[0] in told
    assert "invalid_refresh_token" in told


def test_one_is_removed_and_the_others_stay(operated: Database) -> None:
    assert type_("workspaces", "remove", "T9").exit_code == 2
    assert "1 rows" in type_("workspaces", "remove", "T1", "--dry-run").stdout
    assert "Nothing was changed." in type_("workspaces", "remove", "T1", answers="n\n").stdout
    assert state(operated, "T1") == "live"
    assert "is kept until" in type_("workspaces", "remove", "T1", answers="y\n").stdout
    assert state(operated, "T1") == "ended"
    assert token(operated, "T1", TokenKeys({"old": OLD})) is None
    assert "ended (operator)" in type_("workspaces", "list").stdout
    assert "is deleted: 1 rows." in type_("workspaces", "remove", "T1", "--now", "--yes").stdout
    assert (state(operated, "T1"), state(operated, "T2")) == (None, "live")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "keys", [f"new:{NEW}", f"old:{NEW}", "old:short"], ids=["another id", "another key", "no key"]
)
def test_serve_does_not_start_with_a_wrong_key(
    operated: Database, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    for name, value in {
        "SLACK_SIGNING_SECRET": "secret",
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "client-secret",
        "PUBLIC_URL": "https://app.example",
        "TOKEN_KEYS": keys,
        "PORT": "0",
    }.items():
        monkeypatch.setenv(name, value)
    ended = type_("serve")
    assert ended.exit_code == 2
    assert ended.stderr.splitlines()[-1].startswith("TOKEN_KEYS ")
    assert "Traceback" not in ended.stderr
    assert keys.partition(":")[2] not in ended.stderr
    assert token(operated, "T1", TokenKeys({"old": OLD})) == "xoxb-T1"


def test_the_config_is_one_way_to_get_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    oauth = {"slack_client_id": "1.2", "slack_client_secret": "s", "token_keys": "k:k"}
    oauth["public_url"] = "https://app.example"
    assert Config(slack_signing_secret=SecretStr("s"), **oauth).by_oauth  # type: ignore[arg-type]
    bad = [
        ({}, "SLACK_BOT_TOKEN is not set"),
        ({**oauth, "slack_bot_token": "xoxb-1"}, "are both set"),
        *(({**oauth, name: None}, f"{name.upper()} is not set") for name in oauth),
    ]
    for given, sentence in bad:
        with pytest.raises(ValueError, match=sentence):
            Config(slack_signing_secret=SecretStr("s"), **given)  # type: ignore[arg-type]
