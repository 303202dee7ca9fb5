"""Every catalogue says all the code says, with the same names and signs in it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from slackapp.vocabulary.words import LOCALE_FOLDER, languages

CODE = LOCALE_FOLDER.parent
# The operator's command line and what is only for the demo speak English.
ENGLISH_ONLY = {"cli", "demo", "sandbox"}

PERCENT = re.compile(r"%\(\w+\)[a-z]")
LITERAL = re.compile(r"`[^`]*`")
# Signs that Slack, or a reader, takes for something: links, mentions, emoji, lines, our own marks.
SIGNS = re.compile(r"<[^>]*>|:[a-z_{}]+:|&[a-z]+;|⋯|→|✅|✓|🤝|\n")
BOLD = re.compile(r"(?<![\w`])\*[^*\n]+\*")
# In what is typed to us, this stays; the rest of an example may be said in one's own language.
TYPED = re.compile(r"(?:/we|\{command\}) [a-z{}]+|[/@#{\[+][^ `]*")

Forms = tuple[str, ...]


def catalogue(language: str) -> Catalog:
    path = LOCALE_FOLDER / language / "LC_MESSAGES/slackapp.po"
    return read_po(BytesIO(path.read_bytes()), locale=language)


TRANSLATED = sorted(languages() - {"en"})
CATALOGUES = {language: catalogue(language) for language in TRANSLATED}


@pytest.fixture(scope="module")
def said() -> set[Forms]:
    """All the code says: the message, or its singular and plural."""
    found = extract_from_dir(CODE, directory_filter=_speaks)
    return {(text,) if isinstance(text, str) else tuple(text) for _, _, text, _, _ in found}


def _speaks(folder: str | Path) -> bool:
    return Path(folder).name not in ENGLISH_ONLY


def messages(language: str) -> Iterator[tuple[Message, Forms, Forms]]:
    """Each with what it says in English and in the language."""
    for message in CATALOGUES[language]:
        if message.id:
            yield message, _forms(message.id), _forms(message.string)


def _forms(text: str | Iterable[str] | None) -> Forms:
    return (text,) if isinstance(text, str) else tuple(text or ())


def test_there_is_german_and_japanese() -> None:
    assert {"de", "ja"} <= set(TRANSLATED)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_what_the_code_says_and_nothing_else(
    language: str, said: set[Forms]
) -> None:
    """`make words` brings it in step; then translate what is empty and make it once more."""
    held = {english for _, english, _ in messages(language)}

    assert len(said) > 300
    assert said - held == set()
    assert held - said == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_in_every_plural_form(language: str) -> None:
    plural_forms = CATALOGUES[language].num_plurals
    missing = [
        english
        for message, english, translated in messages(language)
        if message.fuzzy
        or not all(form.strip() for form in translated)
        or len(translated) != (plural_forms if message.pluralizable else 1)
    ]

    assert missing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_is_what_was_translated(language: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, CATALOGUES[language])

    shipped = LOCALE_FOLDER / language / "LC_MESSAGES/slackapp.mo"
    assert shipped.read_bytes() == compiled.getvalue()


@pytest.mark.parametrize("language", TRANSLATED)
def test_names_to_be_filled_in_are_the_same(language: str) -> None:
    different = [
        (english, translated)
        for _, english, translated in messages(language)
        for form in translated
        if _names(form) not in [_names(each) for each in _alike(english, translated)]
    ]

    assert different == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_signs_of_slack_are_the_same(language: str) -> None:
    different = [
        (english, form)
        for _, english, translated in messages(language)
        for form in translated
        if _signs(form) not in [_signs(each) for each in english]
    ]

    assert different == []


def _alike(english: Forms, translated: Forms) -> Forms:
    """The English forms whose names a form may have; a language with one form has the plural's."""
    return english[-1:] if len(translated) == 1 else english


def _names(text: str) -> set[str]:
    fields = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    return fields | set(PERCENT.findall(text))


def _signs(text: str) -> Counter[str]:
    typed = [part for span in LITERAL.findall(text) for part in _typed(span)]
    outside = LITERAL.sub("``", text)
    bold = ["*"] * len(BOLD.findall(outside))
    return Counter([*typed, *SIGNS.findall(outside), *bold]) + Counter(outside.count("`") * "`")


def _typed(span: str) -> list[str]:
    """What we read ourselves is to be typed as it stands: `this week`, `/we links saved`."""
    found = TYPED.findall(span.strip("`"))
    return found or [span]
