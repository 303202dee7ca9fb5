"""Which language is spoken: each person's own in Slack to them, the workspace's to everybody."""

from collections.abc import Mapping
from gettext import NullTranslations
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, field_validator
from sqlalchemy import Select, bindparam, select

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.vocabulary.words import SOURCE_LANGUAGE, catalogue_of, languages
from slackapp.workspace.models import PersonRow
from slackapp.workspace.settings import load_settings

_PERSON = Base.metadata.tables[PersonRow.__tablename__].c
_LOCALE = select(_PERSON.locale).where(_PERSON.workspace_id == bindparam("workspace_id"))
_BY_SLACK_ID = _LOCALE.where(_PERSON.slack_id == bindparam("person"))
_BY_KEY = _LOCALE.where(_PERSON.key == bindparam("person"))


class LanguageSettings(BaseModel):
    """What is said to everybody in a channel is said in this language ("en", "de", …)."""

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "workspace"

    language: str = SOURCE_LANGUAGE

    @field_validator("language")
    @classmethod
    def _known(cls, language: str) -> str:
        if language not in languages():
            raise ValueError(f"I speak {', '.join(sorted(languages()))}")
        return language


def words_for_all(tx: Transaction) -> NullTranslations:
    """For what everybody in a channel sees."""
    return catalogue_of(load_settings(tx, LanguageSettings).language)


def words_for_id(tx: Transaction, slack_id: str) -> NullTranslations:
    """For what this one person sees; as to everybody while Slack has not told their locale."""
    return _words_for(tx, _BY_SLACK_ID, slack_id)


def words_for_key(tx: Transaction, person: int) -> NullTranslations:
    """The same by our own key."""
    return _words_for(tx, _BY_KEY, person)


def words_for_job(tx: Transaction, payload: Mapping[str, Any]) -> NullTranslations:
    """A job that names a person is for them: `person` is our key, `person_id` Slack's."""
    if "person" in payload:
        return words_for_key(tx, payload["person"])
    if "person_id" in payload:
        return words_for_id(tx, payload["person_id"])
    return words_for_all(tx)


def _words_for(tx: Transaction, locale: Select[str | None], person: str | int) -> NullTranslations:
    wanted = {"workspace_id": tx.workspace_id, "person": person}
    found = tx.session.scalar(locale, wanted)
    return catalogue_of(found) if found else words_for_all(tx)
