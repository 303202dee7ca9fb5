"""`export-person`, `forget`, `move-person`: what whoever runs the app does for somebody."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from slackapp.cli.commands import cli
from slackapp.database.engines import Database
from tests.builders.databases import transaction
from tests.features.privacy.planting import ANA_ID, NAME, everything, plant
from tests.ledger.builders import open_workspace


@pytest.fixture(autouse=True)
def _operator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database: Database) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    with transaction(database) as tx:
        open_workspace(tx)
        plant(tx)


def _type(words: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli, words.split(), input=typed)


def test_all_that_is_kept_is_written_as_json() -> None:
    said = json.loads(_type(f"export-person T1 {ANA_ID}").stdout)
    assert said["person"][0]["name"].startswith(NAME)


def test_a_dry_run_counts_and_changes_nothing(database: Database) -> None:
    with transaction(database) as tx:
        before = everything(tx)
    found = _type(f"forget T1 {ANA_ID} --dry-run")
    assert (found.exit_code, "Nothing is changed." in found.stdout) == (0, True)
    assert "kudos" in found.stdout
    with transaction(database) as tx:
        assert everything(tx) == before


def test_it_asks_once_more_before_it_forgets(database: Database) -> None:
    assert _type(f"forget T1 {ANA_ID}", "n\n").exit_code == 1
    assert _type(f"forget T1 {ANA_ID}", "y\n").exit_code == 0
    with transaction(database) as tx:
        assert ANA_ID not in str(everything(tx))
    again = _type(f"forget T1 {ANA_ID} --yes")
    assert (again.exit_code, "Nothing is kept" in again.output) == (2, True)


def test_an_id_that_slack_changed_is_followed() -> None:
    assert _type(f"move-person T1 {ANA_ID} W1").exit_code == 0
    assert json.loads(_type("export-person T1 W1").stdout)["person"][0]["slack_id"] == "W1"
    assert _type(f"move-person T1 {ANA_ID} W1").exit_code == 2
