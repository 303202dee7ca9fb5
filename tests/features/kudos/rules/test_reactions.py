"""A reaction that thanked, as buttons carry it; with literals."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.features.kudos.rules.reactions import ReactionDone, done_of_value, value_of_done

DONE = ReactionDone(channel_id="C1", ts="171.5", emoji="clap", receiver_id="UANA", at=7)
FIELDS = {"channel_id": "C1", "ts": "171.5", "emoji": "clap", "receiver_id": "UANA", "at": 7}


def test_it_comes_back_from_its_button() -> None:
    assert done_of_value(value_of_done(DONE)) == DONE


@pytest.mark.parametrize("at", [True, "7", 7.0, None, -1, 10**30, float("inf"), [7]])
def test_a_time_that_is_none_is_not_taken(at: object) -> None:
    assert done_of_value(json.dumps(FIELDS | {"at": at})) is None


@pytest.mark.parametrize("name", ["channel_id", "ts", "emoji", "receiver_id"])
def test_a_field_that_is_no_text_or_is_missing_is_not_taken(name: str) -> None:
    missing = {key: value for key, value in FIELDS.items() if key != name}

    assert done_of_value(json.dumps(FIELDS | {name: 1})) is None
    assert done_of_value(json.dumps(missing)) is None
    assert done_of_value(json.dumps(FIELDS | {"more": "x"})) is None


@given(value=st.text(max_size=30) | st.sampled_from(["[" * 9000, "9" * 5000, "null", "[[1]]"]))
def test_the_value_of_another_button_is_none(value: str) -> None:
    assert done_of_value(value) is None
