"""People's text, fit to show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.reading.display_text import clip, neutralise

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
RAINBOW = "\U0001f3f3\ufe0f\u200d\U0001f308"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
ODD = "a\u0301\u200d\u202e\u200b\U0001f469\U0001f3fd\U0001f1e9\ufe0f\U000e0067\u0645\n\x00"
odd_text = st.text(st.sampled_from(ODD) | st.characters())


@pytest.mark.parametrize(
    "sign", [FAMILY, ENGLAND, RAINBOW, PERSIAN, "e\u0301", "Ana Lopez", "日本"]
)
def test_real_writing_and_emoji_stay_whole(sign: str) -> None:
    assert neutralise(sign) == sign


@pytest.mark.parametrize(
    "sign", "\u202e\u2066\u200b\u200d\u200f\ufeff\u00ad\x00\x07\x9b\u3164\ud800"
)
def test_what_cannot_be_seen_is_taken_out(sign: str) -> None:
    assert neutralise(f"a{sign}b") == "ab"


@pytest.mark.parametrize("sign", "\n\r\t\u2028\u2029\x85")
def test_line_breaks_become_spaces(sign: str) -> None:
    assert neutralise(f"a{sign}b") == "a b"


def test_a_tower_of_accents_is_cut_down() -> None:
    assert len(neutralise("a" + "\u0301" * 10_000 + "b")) == 10


@pytest.mark.parametrize("sign", [FAMILY, RAINBOW, ENGLAND, "\U0001f1e9\U0001f1ea", "e\u0301"])
def test_a_cut_never_splits_a_sign(sign: str) -> None:
    for limit in range(4, 4 + len(sign)):
        assert clip(f"ab {sign} cd efghijkl", limit) in {"ab…", f"ab {sign}…"}


def test_the_second_flag_goes_whole() -> None:
    flag = "\U0001f1e9\U0001f1ea"
    assert clip(flag * 5, 4) == flag + "…"


def test_short_text_is_not_cut() -> None:
    assert clip("abc", 3) == "abc"
    assert clip("abcd", 3) == "ab…"
    assert clip("abcd", 0) == ""


def test_a_sign_too_long_to_keep_is_cut_hard() -> None:
    assert len(clip("\U0001f469\u200d" * 1_000 + "\U0001f469", 100)) == 100


@given(odd_text, st.integers(0, 50))
def test_clipped_text_fits_and_shows_nothing_invisible(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    assert len(clipped) <= limit
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in clipped)
    assert not set(clipped) & set("\u202e\u200b")


@given(odd_text)
def test_neutral_text_stays_as_it_is(text: str) -> None:
    assert neutralise(neutralise(text)) == neutralise(text)
