"""Text fit for every database."""

from hypothesis import given
from hypothesis import strategies as st

from slackapp.reading.event_text import storable


def test_nul_and_lone_surrogates_are_left_out() -> None:
    assert storable("a\0b\ud800c\U0001f600") == "abc\U0001f600"


@given(st.text(st.characters()))
def test_any_text_becomes_utf_8_without_nul(text: str) -> None:
    assert b"\0" not in storable(text).encode("utf-8")
