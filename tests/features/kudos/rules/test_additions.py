"""What others add to a kudos; with literals."""

from dataclasses import replace

from slackapp.features.kudos.rules.additions import (
    Addition,
    AdditionKind,
    all_falling,
    credit_of_value,
    is_in_chain,
    may_pass_on,
    source_of_additions,
    value_of_credit,
)
from slackapp.features.kudos.rules.orders import LONGEST_BUTTON_VALUE
from tests.features.kudos.builders import ANA, BO, CY, KUDOS, person

EVA, FAY = person("Eva"), person("Fay")
ALSO_BO = replace(KUDOS, receiver=BO.key, place=1)


def addition(giver: int, receiver: int, kind: AdditionKind = "credit") -> Addition:
    return Addition(source=KUDOS.source, kind=kind, giver=giver, receiver=receiver, at=1)


ANA_TO_BO = addition(ANA.key, BO.key)
BO_TO_EVA = addition(BO.key, EVA.key)
EVA_TO_FAY = addition(EVA.key, FAY.key)
FAY_JOINED = addition(FAY.key, ANA.key, "acknowledgement")
CHAIN = [ANA_TO_BO, BO_TO_EVA, EVA_TO_FAY, FAY_JOINED]


def test_who_was_thanked_or_credited_passes_on_and_nobody_else() -> None:
    assert may_pass_on([KUDOS], [], ANA.key)
    assert may_pass_on([KUDOS], [ANA_TO_BO], BO.key)
    assert not may_pass_on([KUDOS], [ANA_TO_BO], CY.key)
    assert not may_pass_on([KUDOS], [FAY_JOINED], FAY.key)


def test_giver_receivers_and_the_credited_are_in_the_chain_and_who_joined_is_not() -> None:
    named = [one for one in (ANA, BO, CY, EVA, FAY) if is_in_chain([KUDOS], [ANA_TO_BO], one)]

    assert named == [ANA, BO, CY]
    assert not is_in_chain([KUDOS], [FAY_JOINED], FAY)


def test_with_credit_falls_all_that_rests_on_it() -> None:
    assert all_falling([KUDOS], CHAIN, [ANA_TO_BO]) == [ANA_TO_BO, BO_TO_EVA, EVA_TO_FAY]
    assert all_falling([KUDOS], CHAIN, [EVA_TO_FAY]) == [EVA_TO_FAY]
    assert all_falling([KUDOS], CHAIN, [FAY_JOINED]) == [FAY_JOINED]
    assert all_falling([KUDOS], CHAIN, []) == []


def test_credit_of_somebody_thanked_in_person_too_rests_on_nobody() -> None:
    assert all_falling([KUDOS, ALSO_BO], CHAIN, [ANA_TO_BO]) == [ANA_TO_BO]


def test_credit_falls_when_its_passer_is_no_longer_thanked_but_not_when_credited() -> None:
    only_eva = [replace(KUDOS, receiver=EVA.key)]

    assert all_falling(only_eva, CHAIN, []) == [ANA_TO_BO, BO_TO_EVA]
    assert all_falling([KUDOS], [*CHAIN], []) == []


def test_an_addition_stands_at_the_place_of_its_kudos() -> None:
    about = replace(KUDOS, message_ts="171.5")
    source = source_of_additions(about, "credit", ANA.key)

    assert source.place == about.ledger_source.place == "C1:171.5"
    assert source.key == f"credit:command:1:{ANA.key}"
    assert source_of_additions(KUDOS, "credit", ANA.key).place == "command:1"
    assert source_of_additions(replace(KUDOS, audience="private"), "credit", 1).audience == (
        "private"
    )


def test_a_button_carries_whom_credit_was_passed_to() -> None:
    longest = value_of_credit(f"command:{'1' * 64}", [f"U{'A' * 20}"] * 10)

    assert credit_of_value(value_of_credit("command:1.2.ab:c", ["UGUS", "WBO"])) == (
        "command:1.2.ab:c",
        frozenset({"UGUS", "WBO"}),
    )
    assert len(longest) <= LONGEST_BUTTON_VALUE
    assert credit_of_value("command:1.2.abc") is None
