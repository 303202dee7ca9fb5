"""Words people read, looked up in gettext catalogues by the reader's locale."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations
from pathlib import Path

SOURCE_LANGUAGE = "en"
LOCALE_FOLDER = Path(__file__).parents[1] / "locale"
_DOMAIN = "slackapp"

_english = NullTranslations()
_catalogue: ContextVar[NullTranslations] = ContextVar("catalogue")


def _(message: str) -> str:
    return _catalogue.get(_english).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    return _catalogue.get(_english).ngettext(singular, plural, count)


@contextmanager
def speaking(catalogue: NullTranslations) -> Iterator[None]:
    """Everything worded inside is looked up in this catalogue."""
    token = _catalogue.set(catalogue)
    try:
        yield
    finally:
        _catalogue.reset(token)


def catalogue_of(locale: str) -> NullTranslations:
    """For a locale as Slack names it ("de-DE", "pt-BR"); English where we have no catalogue."""
    region = locale.replace("-", "_")
    for language in (region, region.partition("_")[0]):
        if language in languages():
            return _load(language)
    return _english


@cache
def languages() -> frozenset[str]:
    """All there is a catalogue for, and the one the code is written in."""
    compiled = LOCALE_FOLDER.glob(f"*/LC_MESSAGES/{_DOMAIN}.mo")
    return frozenset({SOURCE_LANGUAGE, *(path.parents[1].name for path in compiled)})


@cache
def _load(language: str) -> NullTranslations:
    if language == SOURCE_LANGUAGE:
        return _english
    return gettext.translation(_DOMAIN, LOCALE_FOLDER, [language])
