"""Whom a kudos reaches, what suffices as a reason, what is kept of it; with literals."""

import pytest

from slackapp.features.kudos.rules.thanks import (
    UNDO_MICROS,
    Named,
    Receivers,
    Said,
    acts_of,
    allowed_values,
    can_thank,
    choose_receivers,
    is_enough,
    may_undo,
    people_mentioned,
    said_once,
    within_groups_of,
    write_down,
)
from slackapp.ledger.acts import Act, Source
from slackapp.vocabulary.people import PersonKind
from tests.features.kudos.builders import ANA, BO, CY, KUDOS, REASON, person

ROBO = person("Robo", kind="bot")
LEA = person("Lea", active=False)


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


def test_only_people_are_people_mentioned() -> None:
    assert people_mentioned("<@UANA> in <#C1> with <!subteam^SOPS> and `<@UBO>`") == {"UANA"}


def test_a_kudos_about_a_message_stands_at_that_message() -> None:
    about = Source("form:V1", "C1", "171.5", "public")
    (line,) = write_down(about, CY, 10, [Said(Named(ANA), REASON, ())], thread_ts="171.1")

    assert (line.message_ts, line.thread_ts) == ("171.5", "171.1")
    assert line.ledger_source == about
    assert KUDOS.ledger_source.message_ts is None
