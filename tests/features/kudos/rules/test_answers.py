"""Why a kudos cannot be given as it stands; with literals."""

from dataclasses import replace

import pytest

from slackapp.features.kudos.rules.answers import Problem, find_problem
from slackapp.features.kudos.rules.orders import Draft, Form
from slackapp.features.kudos.rules.thanks import Named, Receivers, Shown
from slackapp.features.kudos.settings import KudosSettings
from tests.features.kudos.builders import ANA, BO, REASON, person

ROBO = person("Robo", kind="bot")
LEA = person("Lea", active=False)
DRAFT = Draft(
    source="command:1",
    receivers=(),
    reason=REASON,
    values=(),
    form=Form(channel_id="C1", reason=REASON),
    typed="/kudos …",
)


def crowd(size: int, party: str = "") -> tuple[Named, ...]:
    return tuple(Named(person("P", key=number), party) for number in range(1, size + 1))


@pytest.mark.parametrize(
    ("receivers", "problem"),
    [
        (Receivers(), "nobody"),
        (Receivers(has_self=True, bots=(ROBO,)), "self"),
        (Receivers(bots=(ROBO,), gone=(LEA,)), "bots"),
        (Receivers(gone=(LEA,)), "gone"),
        (Receivers(thanked=crowd(11)), "too_many"),
    ],
)
def test_a_command_that_reaches_nobody_or_too_many_says_so(
    receivers: Receivers, problem: Problem
) -> None:
    found = find_problem(receivers, DRAFT, KudosSettings())

    assert found is not None
    assert (found.problem, found.typed) == (problem, "/kudos …")


def test_too_short_a_reason_asks_what_they_did_in_the_form() -> None:
    short = replace(DRAFT, reason="thx")
    found = find_problem(Receivers(thanked=(Named(ANA),)), short, KudosSettings())

    assert found is not None
    assert (found.problem, found.names, found.limit) == ("too_short", ("Ana",), 15)
    assert found.form == DRAFT.form


def test_ten_people_and_a_reason_are_fine() -> None:
    assert find_problem(Receivers(thanked=crowd(10)), DRAFT, KudosSettings()) is None


def test_a_group_of_more_than_ten_is_asked_about_until_it_is_confirmed() -> None:
    receivers = Receivers(thanked=(Named(BO), *crowd(11, "SALL")))
    asking = replace(DRAFT, confirmed=False, again="{}")
    found = find_problem(receivers, asking, KudosSettings())

    assert found is not None
    assert (found.problem, found.limit, found.again) == ("large_group", 12, "{}")
    assert find_problem(receivers, DRAFT, KudosSettings()) is None
    assert find_problem(Receivers(thanked=crowd(10, "SOPS")), asking, KudosSettings()) is None


def test_a_large_group_too_long_for_a_button_is_asked_about_in_the_form() -> None:
    asking = replace(DRAFT, confirmed=False, again="")
    found = find_problem(Receivers(thanked=crowd(11, "SALL")), asking, KudosSettings())

    assert found is not None
    assert found.form == DRAFT.form


@pytest.mark.parametrize(
    ("shown", "problem"), [("receivers", "outside_alone"), ("here", None), ("feed", None)]
)
def test_people_of_other_companies_are_not_told_alone_where_it_may_never_arrive(
    shown: Shown, problem: Problem | None
) -> None:
    receivers = Receivers(thanked=(Named(ANA), Named(person("Dana", kind="outside"))))
    draft = replace(DRAFT, form=replace(DRAFT.form, shown=shown))
    found = find_problem(receivers, draft, KudosSettings())

    assert (found.problem if found else None) == problem
    assert found is None or found.names == ("Dana",)


def test_words_are_asked_for_before_a_large_group_is() -> None:
    asking = replace(DRAFT, confirmed=False, reason="thx")
    found = find_problem(Receivers(thanked=crowd(11, "SALL")), asking, KudosSettings())

    assert found is not None
    assert found.problem == "too_short"
