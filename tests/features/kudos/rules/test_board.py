"""What the board quotes and counts of a week's words; with literals."""

from dataclasses import replace

import pytest

from slackapp.features.kudos.rules.board import Quote, pick_quotes, rank_values
from slackapp.features.kudos.rules.thanks import Thanks
from slackapp.vocabulary.people import Person, PersonKind
from tests.features.kudos.builders import ANA, BO, CY, KUDOS, REASON, person


def test_the_board_quotes_the_newest_words_first() -> None:
    older = replace(KUDOS, source="command:0", receiver=BO.key, at=5, reason="an older good deed")

    assert [quote.receivers for quote in quotes(older, KUDOS)] == [("Ana",), ("Bo",)]


def test_the_board_quotes_a_receiver_once_and_three_at_most() -> None:
    many = [replace(KUDOS, source=f"command:{n}", receiver=n, at=n) for n in range(1, 6)]
    crowd = {n: person(f"P{n}", key=n) for n in range(1, 6)} | {CY.key: CY}

    assert len(pick_quotes([*many, replace(many[-1], source="x", at=9)], crowd, 15)) == 3
    assert len(pick_quotes([KUDOS, replace(KUDOS, source="x")], people(), 15)) == 1


def test_who_was_thanked_together_is_quoted_together() -> None:
    assert quotes(KUDOS, replace(KUDOS, receiver=BO.key, place=1)) == (
        Quote(reason=REASON, receivers=("Ana", "Bo"), giver="Cy"),
    )


def test_two_reasons_in_one_message_stay_with_their_people() -> None:
    other = replace(KUDOS, receiver=BO.key, place=1, reason="wrote the tests nobody wanted")

    assert {(q.reason, q.receivers) for q in quotes(KUDOS, other)} == {
        (REASON, ("Ana",)),
        ("wrote the tests nobody wanted", ("Bo",)),
    }


@pytest.mark.parametrize("kind", ["guest", "outside", "unknown"])
def test_who_is_no_member_is_never_named_on_the_board(kind: PersonKind) -> None:
    dana = person("Dana", kind=kind)
    crowd = people() | {dana.key: dana}

    together = [KUDOS, replace(KUDOS, receiver=dana.key, place=1)]
    assert [quote.receivers for quote in pick_quotes(together, crowd, 15)] == [("Ana",)]
    assert pick_quotes([replace(KUDOS, giver=dana.key)], crowd, 15) == ()
    assert pick_quotes([replace(KUDOS, receiver=dana.key)], crowd, 15) == ()
    assert pick_quotes([replace(KUDOS, reason=f"{REASON} with <@UDANA>")], crowd, 15) == ()


def test_a_member_in_the_reason_is_named_without_a_ping() -> None:
    assert quotes(replace(KUDOS, reason="sat down with <@UBO> until it ran"))[0].reason == (
        "sat down with @Bo until it ran"
    )


def test_too_few_words_are_not_quoted() -> None:
    assert quotes(replace(KUDOS, reason="thx")) == ()


def test_values_come_most_first_and_then_by_name() -> None:
    assert rank_values({"patience": 1, "craft": 3, "art": 1}) == (
        ("craft", 3),
        ("art", 1),
        ("patience", 1),
    )


def people() -> dict[int, Person]:
    return {one.key: one for one in (ANA, BO, CY)}


def quotes(*thanks: Thanks) -> tuple[Quote, ...]:
    return pick_quotes(thanks, people(), 15)
