"""Whom a typed name means."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.reading.people_names import nearest_name

PEOPLE = {"Ana Lopez": 1, "ana": 1, "Bo Ågren": 2, "Cy": 3, "José Müller-Lüdenscheidt": 4}


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("anna", 1),
        ("Ana Lopez", 1),
        ("analopez", 1),
        ("ana.lopez", 1),
        ("LOPES", 1),
        ("agren", 2),
        ("jose", 4),
        ("ludenscheid", 4),
    ],
)
def test_a_near_miss_finds_the_person(typed: str, person: int) -> None:
    assert nearest_name(typed, PEOPLE) == person


@pytest.mark.parametrize("typed", ["zoe", "", "x", "@@@", "everyone", "craft" * 1_000])
def test_a_stranger_is_nobody(typed: str) -> None:
    assert nearest_name(typed, PEOPLE) is None


def test_two_people_equally_near_are_not_guessed_between() -> None:
    assert nearest_name("ana", {"Ana Lopez": 1, "Ana Diaz": 2}) is None
    assert nearest_name("ana diaz", {"Ana Lopez": 1, "Ana Diaz": 2}) == 2


def test_accents_do_not_lead_to_somebody_else() -> None:
    assert nearest_name("muller", {"Ana Müller": 1, "Bo Miller": 2}) == 1


def test_endless_names_are_looked_up_in_time() -> None:
    start = process_time()
    nearest_name("ab" * 3_000, {"ba" * 3_000: 1})
    assert process_time() - start < 0.3


@given(st.text(), st.dictionaries(st.text(), st.integers()))
def test_any_text_is_looked_up(typed: str, names: dict[str, int]) -> None:
    assert nearest_name(typed, names) in {None, *names.values()}
