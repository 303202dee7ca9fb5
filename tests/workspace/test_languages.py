"""Whose language is spoken: one person's to them, the workspace's to everybody."""

from collections.abc import Mapping
from gettext import NullTranslations

import pytest
from pydantic import ValidationError

from slackapp.database.transaction import Transaction
from slackapp.vocabulary.words import _, speaking
from slackapp.workspace.languages import (
    LanguageSettings,
    words_for_all,
    words_for_id,
    words_for_job,
    words_for_key,
)
from slackapp.workspace.people import PersonRecord, people_by_id, save_people
from slackapp.workspace.settings import save_settings
from tests.workspace.conftest import Open

WORDS = {"Done": "English", "Fertig": "German", "完了": "Japanese"}


def spoken(catalogue: NullTranslations) -> str:
    with speaking(catalogue):
        return WORDS[_("Done")]


def settle(tx: Transaction) -> int:
    """U1 is Japanese, U2 French; their workspace German. U1's key."""
    save_people(tx, [PersonRecord(slack_id="U1", name="Ana", locale="ja-JP")])
    save_people(tx, [PersonRecord(slack_id="U2", name="Bo", locale="fr-FR")])
    save_people(tx, [PersonRecord(slack_id="U3", name="Cy")])
    save_settings(tx, LanguageSettings(language="de"))
    return people_by_id(tx, ["U1"])["U1"].key


def test_each_person_is_spoken_to_in_their_language(opened: Open) -> None:
    with opened() as tx:
        key = settle(tx)
        assert spoken(words_for_id(tx, "U1")) == "Japanese"
        assert spoken(words_for_key(tx, key)) == "Japanese"
        assert spoken(words_for_id(tx, "U2")) == "English"


def test_who_has_told_no_language_is_spoken_to_as_everybody_is(opened: Open) -> None:
    with opened() as tx:
        settle(tx)
        assert [spoken(words_for_id(tx, person)) for person in ("U3", "U99", "")] == ["German"] * 3


def test_a_job_speaks_to_the_person_it_is_for_else_to_everybody(opened: Open) -> None:
    with opened() as tx:
        key = settle(tx)
        payloads: list[Mapping[str, object]] = [
            {"person": key},
            {"person_id": "U1"},
            {"post_id": "P1"},
            {},
        ]
        assert [spoken(words_for_job(tx, payload)) for payload in payloads] == [
            *("Japanese", "Japanese"),
            *("German", "German"),
        ]


def test_another_workspaces_language_is_not_ours(opened: Open) -> None:
    with opened(workspace_id="T2") as tx:
        key = settle(tx)
        save_people(tx, [PersonRecord(slack_id="U9", name="Ivo", locale="de-DE")])
    with opened(workspace_id="T1") as tx:
        assert spoken(words_for_all(tx)) == "English"
        assert spoken(words_for_id(tx, "U9")) == "English"
        assert spoken(words_for_key(tx, key)) == "English"


def test_a_language_without_a_catalogue_cannot_be_set() -> None:
    with pytest.raises(ValidationError, match=r"I speak .*de, .*ja"):
        LanguageSettings(language="tlh")
