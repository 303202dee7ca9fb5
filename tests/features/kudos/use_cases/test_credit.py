"""Passing credit on, on both databases."""

from typing import Any

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.rules.additions import value_of_credit
from slackapp.features.kudos.store.notices import list_told
from slackapp.features.kudos.use_cases.credit import check_pass_on, pass_on, undo_pass_on
from slackapp.features.kudos.use_cases.editing import edit_kudos
from slackapp.features.kudos.use_cases.giving import give_form
from slackapp.features.kudos.use_cases.showing import show_kudos
from slackapp.features.kudos.use_cases.undoing import undo
from slackapp.ledger.weeks import giver_weeks
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.weeks import Week
from tests.builders.databases import transaction
from tests.features.kudos.builders import (
    REASON,
    SOURCE,
    form,
    given,
    known,
    later,
    live,
    open_workspace,
    refused,
    stands,
)

GIVEN = {("kudos", "Cy", "Ana")}
ANA_TO_BO = ("credit", "Ana", "Bo")
BO_TO_GUS = ("credit", "Bo", "Gus")
WEEK = Week(2026, 47)


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}")


def credit(tx: Transaction, by: str, *people: str, source: str = SOURCE) -> tuple[str, ...]:
    words = "wrote <!channel> the tests"
    return pass_on(tx, source=source, person_id=by, people_ids=people, reason=words)


def undo_credit(tx: Transaction, by: str, *people: str) -> tuple[str, ...]:
    return undo_pass_on(tx, value=value_of_credit(SOURCE, people), person_id=by)


def test_credit_goes_down_a_chain_that_the_post_shows(database: Database) -> None:
    with transaction(database) as tx:
        for _ in range(2):
            assert credit(tx, "UANA", "WBO", "WBO") == ("Bo",)
    with transaction(database, now=later(1)) as tx:
        assert credit(tx, "WBO", "UGUS") == ("Gus",)

        assert stands(tx) == GIVEN | {ANA_TO_BO, BO_TO_GUS}
        shown = show_kudos(tx, SOURCE)
        assert shown is not None
        assert [(one.giver, one.receivers) for one in shown.credits] == [
            ("Ana", ("Bo",)),
            ("Bo", ("Gus",)),
        ]
        assert shown.credits[0].reason == "wrote <!channel> the tests", "as words, not as markup"
        assert list_told(tx, SOURCE) == {known(tx, "WBO").key, known(tx, "UGUS").key}


@pytest.mark.parametrize(
    ("by", "to", "sentence"),
    [
        ("WBO", "UANA", sentences.already_in_chain("Ana")),
        ("WBO", "UCY", sentences.already_in_chain("Cy")),
        ("UANA", "UCY", sentences.already_in_chain("Cy")),
        ("UANA", "UANA", sentences.not_oneself_credited()),
        ("UANA", "UROBO", sentences.bots()),
        ("UANA", "ULEA", sentences.gone(["Lea"])),
        ("UANA", "UNOBODY", sentences.gone([""])),
        ("UANA", "UNEW", sentences.unreachable()),
        ("UCY", "UGUS", sentences.only_thanked_pass_on()),
        ("UGUS", "UDANA", sentences.only_thanked_pass_on()),
        ("UNEW", "UGUS", sentences.who_are_you()),
    ],
)
def test_credit_that_goes_nowhere_is_refused_and_changes_nothing(
    database: Database, by: str, to: str, sentence: str
) -> None:
    with transaction(database) as tx:
        credit(tx, "UANA", "WBO")
        with refused(sentence):
            credit(tx, by, to)
        with pytest.raises(Refusal):
            credit(tx, by)
        assert stands(tx) == GIVEN | {ANA_TO_BO}


def test_one_unfit_among_many_passes_on_nothing(database: Database) -> None:
    with transaction(database) as tx:
        with pytest.raises(Refusal):
            credit(tx, "UANA", "WBO", "UCY")
        assert stands(tx) == GIVEN


def test_undo_takes_back_all_that_rests_on_it(database: Database) -> None:
    with transaction(database) as tx:
        credit(tx, "UANA", "WBO", "UP1")
        credit(tx, "WBO", "UGUS")
        credit(tx, "UGUS", "UDANA")
    with transaction(database, now=later(1)) as tx:
        assert set(undo_credit(tx, "UANA", "WBO", "UP1")) == {"Bo", "Person 1"}
        assert undo_credit(tx, "UANA", "WBO", "UP1") == ()
        assert stands(tx) == GIVEN
        assert list_told(tx, SOURCE) == set()
        assert [week.person for week in giver_weeks(tx, WEEK) if week.given] == [
            known(tx, "UCY").key
        ]
        with pytest.raises(Refusal):
            credit(tx, "WBO", "UGUS")
    with transaction(database, now=later(2)) as tx:
        credit(tx, "UANA", "WBO")
        assert stands(tx) == GIVEN | {ANA_TO_BO}, "what rested on it does not come back by itself"


def test_undo_takes_back_only_the_credit_its_message_tells_of(database: Database) -> None:
    with transaction(database) as tx:
        credit(tx, "UANA", "WBO")
    with transaction(database, now=later(60)) as tx:
        credit(tx, "UANA", "UGUS")
        assert undo_credit(tx, "UANA", "UGUS") == ("Gus",)
        assert stands(tx) == GIVEN | {ANA_TO_BO}


def test_an_undo_button_of_an_older_version_undoes_nothing(database: Database) -> None:
    with transaction(database) as tx:
        credit(tx, "UANA", "WBO")
        with refused(sentences.old_button()):
            undo_pass_on(tx, value=SOURCE, person_id="UANA")
        assert stands(tx) == GIVEN | {ANA_TO_BO}


def test_who_is_thanked_in_person_since_keeps_the_credit_they_passed_on(
    database: Database,
) -> None:
    with transaction(database) as tx:
        credit(tx, "UANA", "WBO")
        credit(tx, "WBO", "UGUS")
        edit_kudos(tx, form=form(people=("UANA", "WBO"), editing=SOURCE), person_id="UCY")
    with transaction(database, now=later(1)) as tx:
        undo_credit(tx, "UANA", "WBO")
        assert stands(tx) == GIVEN | {("kudos", "Cy", "Bo"), BO_TO_GUS}


def test_who_is_no_longer_thanked_but_still_credited_keeps_it_too(database: Database) -> None:
    with transaction(database) as tx:
        credit(tx, "UANA", "WBO")
        credit(tx, "WBO", "UGUS")
        edit_kudos(tx, form=form(people=("UANA", "WBO"), editing=SOURCE), person_id="UCY")
    with transaction(database, now=later(1)) as tx:
        edit_kudos(tx, form=form(people=("UANA",), editing=SOURCE), person_id="UCY")
        assert stands(tx) == GIVEN | {ANA_TO_BO, BO_TO_GUS}


def test_the_form_opens_only_for_who_was_thanked(database: Database) -> None:
    with transaction(database) as tx:
        check_pass_on(tx, source=SOURCE, person_id="UANA")
        with refused(sentences.only_thanked_pass_on()):
            check_pass_on(tx, source=SOURCE, person_id="WBO")
        undo(tx, source=SOURCE, person_id="UCY")
        with refused(sentences.were_taken_back()):
            check_pass_on(tx, source=SOURCE, person_id="UANA")


@pytest.mark.parametrize("place", [{"channel_id": "G1"}, {"shown": "receivers"}])
def test_what_is_private_tells_nobody_else(database: Database, place: dict[str, Any]) -> None:
    with transaction(database) as tx:
        give_form(tx, view_id="V1", form=form(**place), person_id="UCY")
        if "shown" in place:
            with refused(sentences.only_thanked_pass_on()):
                credit(tx, "UANA", "WBO", source="form:V1")
        else:
            credit(tx, "UANA", "WBO", source="form:V1")
            assert {one.audience for one in live(tx) if one.act.kind == "credit"} == {"private"}
        assert list_told(tx, "form:V1") == set()


def test_undone_and_passed_on_again_by_machines_whose_clocks_differ_the_last_press_holds(
    database: Database,
) -> None:
    with transaction(database) as tx:
        pass_on(tx, source=SOURCE, person_id="UANA", people_ids=["WBO"], reason="")
    with transaction(database, now=later(-1)) as tx:
        undo_credit(tx, "UANA", "WBO")
        assert stands(tx) == GIVEN
    with transaction(database, now=later(-2)) as tx:
        pass_on(tx, source=SOURCE, person_id="UANA", people_ids=["WBO"], reason="")
        assert stands(tx) == GIVEN | {ANA_TO_BO}
