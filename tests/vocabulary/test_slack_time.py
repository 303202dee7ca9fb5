"""Slack's `ts` there and back, to the microsecond."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.vocabulary.slack_time import (
    datetime_of_micros,
    is_ts,
    micros_of_datetime,
    micros_of_ts,
    ts_of_micros,
)

LAST = 99_999_999_999_999_999  # eleven digits of seconds, six of microseconds


def test_a_million_of_them_come_back_as_they_were() -> None:
    """A float of this size holds no microseconds: every fourth or so would come back changed."""
    chance = random.Random(1)  # noqa: S311  the same each time
    stamps = [
        f"{chance.randrange(1_000_000_000, 10_000_000_000)}.{chance.randrange(1_000_000):06d}"
        for _ in range(1_000_000)
    ]
    assert [ts_of_micros(micros_of_ts(ts)) for ts in stamps] == stamps


def test_neighbours_never_collide() -> None:
    first = 9_999_999_999_999_000
    read = {micros_of_ts(ts_of_micros(micros)) for micros in range(first, first + 1_000)}
    assert read == set(range(first, first + 1_000))


@given(st.integers(0, LAST))
def test_any_microsecond_comes_back(micros: int) -> None:
    assert micros_of_ts(ts_of_micros(micros)) == micros


@given(st.integers(0, 253_402_300_799_999_999))
def test_a_datetime_is_exact_too(micros: int) -> None:
    assert micros_of_datetime(datetime_of_micros(micros)) == micros


@given(st.floats(allow_nan=True) | st.integers() | st.none() | st.binary())
def test_a_number_is_no_ts(value: object) -> None:
    assert not is_ts(value)


@pytest.mark.parametrize(
    "odd",
    ["", "1", "1.", ".1", "1.2.3", "-1.2", " 1.2", "1.2\n", "1e9.0", "\u0661.\u0662", "1.1234567"],
)
def test_what_is_no_ts_is_refused(odd: str) -> None:
    assert not is_ts(odd)
    with pytest.raises(ValueError, match="not a Slack ts"):
        micros_of_ts(odd)
