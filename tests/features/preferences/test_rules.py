"""How long a pause is, and what of the form is kept: pure."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.features.preferences.rules import (
    KEEP,
    NO,
    OPEN_END,
    Chosen,
    Hours,
    Kind,
    are_hours_usable,
    own_hours,
    pause_chosen,
    read_pause,
    switched,
)
from slackapp.vocabulary.working_time import UNTIL_I_SAY

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
SHARED = Hours(opens="09:00", closes="17:00", days=frozenset(range(5)))


@pytest.mark.parametrize(
    ("words", "days"), [("1d", 1), ("3 D", 3), (" 2w ", 14), ("1 week", 7), ("366d", 366)]
)
def test_a_length_of_time_counts_from_now(words: str, days: int) -> None:
    assert read_pause(words, NOW) == NOW + timedelta(days=days)


@pytest.mark.parametrize("words", ["off", "OFF", "resume", "no"])
def test_a_pause_ends(words: str) -> None:
    assert read_pause(words, NOW) is None


def test_no_words_are_no_end() -> None:
    assert read_pause("  ", NOW) == UNTIL_I_SAY


@pytest.mark.parametrize("words", ["0d", "367d", "53w", "1h", "d", "1d 2d", "soon", "\u0661d"])
def test_nonsense_is_no_length_of_time(words: str) -> None:
    with pytest.raises(ValueError, match="no length of time"):
        read_pause(words, NOW)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_time_to_come_none_or_refused(words: str) -> None:
    try:
        until = read_pause(words, NOW)
    except ValueError:
        return
    assert until is None or until > NOW


def test_the_forms_choices() -> None:
    current = NOW + timedelta(hours=5)
    assert pause_chosen(KEEP, current, NOW) == current
    assert pause_chosen(NO, current, NOW) is None
    assert pause_chosen("1w", None, NOW) == NOW + timedelta(weeks=1)
    assert pause_chosen(OPEN_END, None, NOW) == UNTIL_I_SAY


@pytest.mark.parametrize(
    ("opens", "closes", "usable"),
    [
        ("09:00", "17:00", True),
        ("", "", True),
        ("09:00", "", False),
        ("", "17:00", False),
        ("17:00", "09:00", False),
        ("09:00", "09:00", False),
    ],
)
def test_hours_begin_before_they_end_or_are_the_workspaces(
    opens: str,
    closes: str,
    usable: bool,  # noqa: FBT001  a table
) -> None:
    assert are_hours_usable(opens, closes) is usable


def test_only_what_differs_from_the_workspace_is_ones_own() -> None:
    same = chosen(opens="09:00", closes="17:00", days=frozenset(range(5)))
    assert own_hours(same, SHARED) == {"opens": None, "closes": None, "days": None}
    empty = chosen(opens="", closes="", days=frozenset())
    assert own_hours(empty, SHARED) == {"opens": None, "closes": None, "days": None}
    other = chosen(opens="09:00", closes="16:00", days=frozenset({1}))
    own = {"opens": "09:00", "closes": "16:00", "days": frozenset({1})}
    assert own_hours(other, SHARED) == own


def test_a_kind_is_written_down_only_where_it_is_not_as_by_default() -> None:
    kinds = [kind("talk", by_default=False), kind("did_it_help"), kind("unthanked")]
    known = {"did_it_help": False, "of_another_version": False}
    assert switched(known, kinds, {"talk", "did_it_help"}) == {
        "of_another_version": False,
        "talk": True,
        "unthanked": False,
    }


def kind(name: str, *, by_default: bool = True) -> Kind:
    return Kind(kind=name, label=name, ticked=by_default, by_default=by_default)


def chosen(*, opens: str, closes: str, days: frozenset[int]) -> Chosen:
    return Chosen(
        pause=NO,
        direct_messages=True,
        kinds=frozenset(),
        opens=opens,
        closes=closes,
        days=days,
        hides_name=False,
    )
