"""Decisions about kudos, with literals."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slackapp.features.kudos.rules import (
    LONGEST_BUTTON_VALUE,
    UNDO_MICROS,
    Named,
    Order,
    Problem,
    Quote,
    Receivers,
    Said,
    Thanks,
    acts_of,
    allowed_values,
    can_thank,
    choose_receivers,
    corrected,
    count_values,
    find_problem,
    is_enough,
    may_undo,
    order_of_value,
    pick_quotes,
    said_once,
    typed_again,
    value_of_order,
    within_groups_of,
    write_down,
)
from slackapp.features.kudos.settings import KudosSettings
from slackapp.ledger.acts import Act, Source
from slackapp.vocabulary.people import Person, PersonKind
from tests.features.kudos.builders import REASON, person

ANA, BO, CY = person("Ana"), person("Bo"), person("Cy")
ROBO = person("Robo", kind="bot")
LEA = person("Lea", active=False)
ORDER = Order(request="1.2", command="/kudos", text="@anna for her patience #craft")
NUMBERS = '{"request": 1, "command": 2, "text": 3}'
KUDOS = Thanks(
    source="command:1",
    place=0,
    giver=CY.key,
    receiver=ANA.key,
    party="",
    channel_id="C1",
    audience="public",
    at=10,
    reason=REASON,
    values=("craft",),
)


def test_who_is_named_twice_is_thanked_once() -> None:
    assert choose_receivers(CY, [Named(ANA), Named(ANA)]).thanked == (Named(ANA),)


def test_who_is_named_alone_and_by_a_group_counts_as_named_alone() -> None:
    named = [Named(ANA, "SOPS"), Named(BO, "SOPS"), Named(ANA)]

    assert choose_receivers(CY, named).thanked == (Named(ANA), Named(BO, "SOPS"))


def test_oneself_bots_and_leavers_are_left_out_and_named() -> None:
    chosen = choose_receivers(CY, [Named(ANA), Named(CY), Named(ROBO), Named(LEA)])

    assert chosen == Receivers(thanked=(Named(ANA),), has_self=True, bots=(ROBO,), gone=(LEA,))


def test_oneself_bots_and_leavers_of_a_group_are_passed_over_silently() -> None:
    everybody = [Named(one, "SOPS") for one in (ANA, CY, ROBO, LEA)]

    assert choose_receivers(CY, everybody) == Receivers(thanked=(Named(ANA, "SOPS"),))


@pytest.mark.parametrize(
    ("kind", "can"),
    [("member", True), ("guest", True), ("outside", True), ("bot", False), ("unknown", False)],
)
def test_people_can_be_thanked_and_bots_can_not(kind: PersonKind, *, can: bool) -> None:
    assert can_thank(CY, person("Eva", kind=kind)) is can
    assert can_thank(person("Eva", kind=kind), CY) is can


def test_nobody_can_thank_themselves() -> None:
    assert not can_thank(CY, CY)


def test_fifteen_signs_are_enough_and_fourteen_are_not() -> None:
    assert is_enough("helped me a lot", 15)
    assert not is_enough("helped me alot", 15)


def test_a_reason_counts_as_people_read_it_not_as_slack_writes_it() -> None:
    assert not is_enough("&amp;&amp;&amp;", 15)


def test_no_words_are_never_enough() -> None:
    assert not is_enough("", 0)


@pytest.mark.parametrize(
    ("receivers", "problem"),
    [
        (Receivers(), "nobody"),
        (Receivers(has_self=True, bots=(ROBO,)), "self"),
        (Receivers(bots=(ROBO,), gone=(LEA,)), "bots"),
        (Receivers(gone=(LEA,)), "gone"),
        (Receivers(thanked=tuple(Named(person("P", key=n)) for n in range(1, 12))), "too_many"),
    ],
)
def test_a_command_that_reaches_nobody_or_too_many_says_so(
    receivers: Receivers, problem: Problem
) -> None:
    found = find_problem(receivers, REASON, KudosSettings(), "/kudos …")

    assert found is not None
    assert (found.problem, found.typed) == (problem, "/kudos …")


def test_too_short_a_reason_asks_what_they_did() -> None:
    found = find_problem(Receivers(thanked=(Named(ANA),)), "thx", KudosSettings(), "")

    assert found is not None
    assert (found.problem, found.names, found.limit) == ("too_short", ("Ana",), 15)


def test_ten_people_and_a_reason_are_fine() -> None:
    ten = tuple(Named(person("P", key=number)) for number in range(1, 11))

    assert find_problem(Receivers(thanked=ten), REASON, KudosSettings(), "") is None


def test_only_the_workspace_s_values_count_where_it_has_any() -> None:
    assert allowed_values(("craft", "speed"), ("craft",)) == ("craft",)
    assert allowed_values(("craft", "speed"), ()) == ("craft", "speed")


def test_words_for_the_same_person_win_over_none() -> None:
    bare, worded = Said(Named(ANA), "", (), bare=True), Said(Named(ANA), REASON, ())

    assert said_once([bare, worded]) == (worded,)


def test_people_named_by_a_large_group_are_passed_over_and_those_named_alone_stay() -> None:
    named = [Named(ANA, "SALL"), Named(BO, "SALL"), Named(ANA)]

    assert within_groups_of(1, named) == [Named(ANA)]


def test_what_is_said_becomes_acts_and_lines() -> None:
    sayings = [Said(Named(ANA), REASON, ("craft",)), Said(Named(BO, "SOPS"), "", (), bare=True)]

    assert acts_of(CY.key, sayings) == {
        Act("kudos", CY.key, ANA.key),
        Act("kudos", CY.key, BO.key, bare=True, party="SOPS"),
    }
    first, second = write_down(Source("command:1", "C1", None, "public"), CY, 10, sayings)
    assert first == KUDOS
    assert (second.place, second.party, second.reason) == (1, "SOPS", "")


def test_undo_lasts_ten_minutes() -> None:
    assert may_undo(0, UNDO_MICROS)
    assert not may_undo(0, UNDO_MICROS + 1)


@given(request=st.text(max_size=50), command=st.text(max_size=20), text=st.text(max_size=2500))
def test_an_order_comes_back_from_its_button_or_has_none(
    request: str, command: str, text: str
) -> None:
    order = Order(request=request, command=command, text=text)
    value = value_of_order(order)

    assert len(value) <= LONGEST_BUTTON_VALUE
    assert order_of_value(value) == (order if value else None)


def test_an_order_too_long_for_a_button_has_no_value() -> None:
    assert value_of_order(replace(ORDER, text="x" * 1900)) != ""
    assert value_of_order(replace(ORDER, text="x" * 2000)) == ""


@pytest.mark.parametrize(
    "value", ["", "[]", "7", '{"text": "x"}', "command:1", "[" * 5000, NUMBERS]
)
def test_a_value_of_another_button_is_no_order(value: str) -> None:
    assert order_of_value(value) is None


def test_the_name_we_did_not_know_becomes_a_mention_and_the_rest_stays() -> None:
    order = replace(ORDER, text="<!subteam^S1|@anna> @annabel @anna for @anna")

    assert corrected(order, "anna", "UANA").text == (
        "<!subteam^S1|@anna> @annabel <@UANA> for @anna"
    )


def test_what_was_typed_is_shown_as_it_would_be_typed_again() -> None:
    text = (
        "<@UANA> <@WBO|bo> <!subteam^S1|@ops> see <https://x.example/?a=1|x> in <#C1|it> &amp; on"
    )
    order = replace(ORDER, text=text)

    assert typed_again(order, {"UANA": "Ana"}) == (
        "/kudos @Ana @bo @ops see https://x.example/?a=1 in #it & on"
    )


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


def test_values_are_counted_most_first() -> None:
    patience = replace(KUDOS, values=("patience", "craft"))

    assert count_values([KUDOS, patience, KUDOS]) == (("craft", 3), ("patience", 1))


def people() -> dict[int, Person]:
    return {one.key: one for one in (ANA, BO, CY)}


def quotes(*thanks: Thanks) -> tuple[Quote, ...]:
    return pick_quotes(thanks, people(), 15)
