"""JSON is read alike by the fast reader and by Python's own, and nothing else is JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.intake.json_body import read_json

_INTEGERS = st.integers(-(2**63), 2**63)
_SIMPLE = st.none() | st.booleans() | _INTEGERS | st.floats(allow_nan=False, allow_infinity=False)
_TEXTS = st.text(st.characters(exclude_categories=()))  # also half an emoji
_VALUES = st.recursive(
    _SIMPLE | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
)


@given(_VALUES)
def test_it_reads_what_python_reads(value: object) -> None:
    written = json.dumps(value)
    assert read_json(written.encode()) == value
    assert read_json(written) == value


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"NaN", b'{"a": Infinity}', b"\xff", b'"\xed\xa0\x80"', b"\xef\xbb\xbf{}"]
)
def test_anything_else_is_refused(raw: bytes) -> None:
    assert _is_refused(raw)


def test_what_is_nested_too_deeply_is_refused() -> None:
    assert _is_refused(b"[" * 100_000)


def _is_refused(raw: bytes) -> bool:
    try:
        read_json(raw)
    except (ValueError, RecursionError):
        return True
    return False
