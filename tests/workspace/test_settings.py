"""Settings: overrides win over stored values, stored values over defaults."""

from typing import ClassVar

import pytest
from pydantic import BaseModel, Field, ValidationError
from structlog.testing import capture_logs

from slackapp.workspace.settings import load_settings, save_settings
from tests.builders.statements import sent_to
from tests.workspace.conftest import Open


class TeaSettings(BaseModel):
    name: ClassVar[str] = "tea"
    cups: int = Field(default=5, ge=1)
    kinds: tuple[str, ...] = ("green",)


class LooseTeaSettings(BaseModel):
    name: ClassVar[str] = "tea"
    cups: int = 0


class TeaTimeSettings(BaseModel):
    name: ClassVar[str] = "tea_time"
    cups: int = 1


def test_defaults_hold_until_something_is_saved(opened: Open) -> None:
    with opened() as tx:
        assert load_settings(tx, TeaSettings) == TeaSettings()


def test_what_is_saved_is_loaded_in_its_own_workspace_only(opened: Open) -> None:
    with opened(workspace_id="T1") as tx:
        save_settings(tx, TeaSettings(cups=2, kinds=("black", "mint")))
        save_settings(tx, TeaSettings(cups=3))
    with opened(workspace_id="T1") as tx:
        assert load_settings(tx, TeaSettings) == TeaSettings(cups=3, kinds=("black", "mint"))
    with opened(workspace_id="T2") as tx:
        assert load_settings(tx, TeaSettings) == TeaSettings()


def test_rooms_whose_names_begin_alike_keep_apart(opened: Open) -> None:
    with opened() as tx:
        save_settings(tx, TeaTimeSettings(cups=9))
        assert load_settings(tx, TeaSettings).cups == 5


def test_an_override_wins_for_one_transaction(opened: Open) -> None:
    with opened() as tx:
        save_settings(tx, TeaSettings(cups=2))
    with opened(overrides={"tea.cups": 7, "other.cups": 8}) as tx:
        assert load_settings(tx, TeaSettings).cups == 7
    with opened() as tx:
        assert load_settings(tx, TeaSettings).cups == 2


def test_a_stored_value_that_no_longer_fits_gives_way_to_the_default(opened: Open) -> None:
    with opened() as tx:
        save_settings(tx, LooseTeaSettings(cups=0))
        save_settings(tx, TeaSettings(kinds=("mint",)))
        with capture_logs() as logged:
            assert load_settings(tx, TeaSettings) == TeaSettings(kinds=("mint",))
    assert [(line["event"], line["setting"]) for line in logged] == [("setting.unfit", "tea.cups")]


def test_an_override_that_does_not_fit_is_told_to_whoever_gave_it(opened: Open) -> None:
    with opened(overrides={"tea.cups": "many"}) as tx, pytest.raises(ValidationError):
        load_settings(tx, TeaSettings)


def test_they_are_looked_up_once_a_transaction_and_anew_when_saved(opened: Open) -> None:
    with opened() as tx:
        load_settings(tx, TeaSettings)
        assert load_settings(tx, LooseTeaSettings).cups == 0
        with sent_to(tx.session.get_bind()) as sent:
            load_settings(tx, TeaSettings)
        assert sent == []
        save_settings(tx, TeaSettings(cups=2))
        assert load_settings(tx, LooseTeaSettings).cups == load_settings(tx, TeaSettings).cups == 2
