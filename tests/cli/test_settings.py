"""`slackapp settings` for what belongs to no room: working hours, holidays, silence."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from slackapp.cli.commands import cli
from slackapp.database.engines import Database
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import transaction


@pytest.fixture(autouse=True)
def _operator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    database = Database(database_url)
    with transaction(database) as tx:
        save_workspace(tx, WorkspaceRecord(name="T1", bot_user_id="U", bot_id="B", app_id="A"))
    database.close()


def type_(*words: str) -> Result:
    return CliRunner().invoke(cli, ["settings", *words])


def test_hours_and_holidays_are_set_and_shown() -> None:
    for setting in ("hours.country=DE", "hours.region=BY", "hours.opens=08:30", "hours.days=0,1,2"):
        assert type_("set", setting).exit_code == 0
    shown = type_("show").stdout
    for words in ("hours.country", "DE", "BY", "08:30", "0, 1, 2", "silence.paused"):
        assert words in shown


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("hours.country=Atlantis", "no public holidays are known"),
        ("hours.opens=18:00", "working hours begin before they end"),
        ("hours.opens=9am", "hours.opens is not usable"),
        ("hours.days=monday", "hours.days is not usable"),
        ("hours.days=", "hours.days is not usable"),
        ("hours.nonsense=1", "There is no setting hours.nonsense"),
        ("nudges.kinds=tlak=on", "there is no kind tlak; there are can_you_help, credit_the"),
        ("nudges.kinds=talk", "kinds are switched as in talk=on,credit_the_source=off"),
        ("nudges.kinds=talk=perhaps", "kinds are switched as in"),
        ("nudges.channels_off=#it", "nudges.channels_off is not usable: #it is no channel's id"),
        ("questions.channels=help", "help is no channel's id"),
        ("nudges.messages_a_day=9", "less than or equal to 3"),
        ("silence.paused=perhaps", "silence.paused is not usable"),
        ("silence.listening_until=2026-12-01T00:00", "silence.listening_until is not usable"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_kept(setting: str, why: str) -> None:
    before = type_("show").stdout
    refused = type_("set", setting)
    assert refused.exit_code == 2
    assert why in refused.stderr
    assert type_("show").stdout == before


def test_a_region_is_weighed_with_its_country() -> None:
    assert type_("set", "hours.region=BY").exit_code == 0  # of no country: nothing yet
    assert type_("set", "hours.country=FR").exit_code == 2
    assert type_("set", "hours.country=DE").exit_code == 0


def test_nudges_are_switched_bounded_and_shown() -> None:
    for setting in (
        "nudges.kinds=talk=on, credit_the_source=off",
        "nudges.channels_off=C0123456789,C9",
        "nudges.messages_a_week=2",
    ):
        assert type_("set", setting).exit_code == 0
    shown = " ".join(type_("show").stdout.split())
    assert "nudges.kinds │ credit_the_source=off, talk=on" in shown
    assert "nudges.channels_off │ C0123456789, C9" in shown
    assert "nudges.messages_a_week │ 2" in shown
    assert type_("set", "nudges.kinds=").exit_code == 0
    assert "talk=on" not in type_("show").stdout


def test_what_the_operator_changes_is_logged() -> None:
    assert type_("log").stdout == "0 changes.\n"
    for setting in ("hours.opens=08:30", "workspace.timezone=Asia/Tokyo", "score.answer=4"):
        assert type_("set", setting).exit_code == 0
    assert type_("set", "hours.opens=08:30").exit_code == 0
    lines = type_("log").stdout.splitlines()
    assert lines[-1] == "3 changes."
    assert lines[2].endswith(' operator hours.opens: "09:00" -> "08:30"')
    assert lines[1].endswith(' operator workspace.timezone: "UTC" -> "Asia/Tokyo"')
    assert lines[0].endswith(' operator score.answer: "3" -> "4"')


def test_the_operator_starts_it() -> None:
    runner = CliRunner()
    assert runner.invoke(cli, ["start", "T1"]).stdout == "T1 is started.\n"
    assert runner.invoke(cli, ["start"]).stdout == "T1 was started before.\n"
