"""Words people read, looked up in gettext catalogues by the reader's locale."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

_catalogue: ContextVar[NullTranslations] = ContextVar("catalogue")
_english = NullTranslations()


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
