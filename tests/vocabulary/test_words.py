"""Words are looked up in the reader's catalogue."""

from gettext import NullTranslations

import pytest

from slackapp.vocabulary.words import _, catalogue_of, ngettext, speaking


@pytest.mark.parametrize(
    ("locale", "word"),
    [
        ("de-DE", "Fertig"),
        ("de-AT", "Fertig"),
        ("de", "Fertig"),
        ("ja-JP", "完了"),
        ("en-GB", "Done"),
        ("fr-FR", "Done"),
        ("", "Done"),
        ("../de", "Done"),
    ],
)
def test_a_locale_finds_its_language_and_others_read_english(locale: str, word: str) -> None:
    with speaking(catalogue_of(locale)):
        assert _("Done") == word


@pytest.mark.parametrize(
    ("locale", "one", "many"),
    [
        ("en-US", "1 day", "2 days"),
        ("de-DE", "1 Tag", "2 Tage"),
        ("ja-JP", "1日", "2日"),
    ],
)
def test_each_language_has_its_own_plurals(locale: str, one: str, many: str) -> None:
    with speaking(catalogue_of(locale)):
        assert [ngettext("{count} day", "{count} days", n).format(count=n) for n in (1, 2)] == [
            one,
            many,
        ]


def test_a_language_is_spoken_until_its_end_also_where_another_was() -> None:
    with speaking(catalogue_of("de-DE")):
        with speaking(NullTranslations()):
            assert _("Done") == "Done"
        assert _("Done") == "Fertig"
    assert _("Done") == "Done"
