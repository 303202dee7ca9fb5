"""[Add my thanks], on both databases."""

import pytest

from slackapp.database.engines import Database
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.use_cases.editing import edit_kudos
from slackapp.features.kudos.use_cases.giving import give_form
from slackapp.features.kudos.use_cases.joining import join_thanks, undo_joined
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

WEEK = Week(2026, 47)
GIVEN = {("kudos", "Cy", "Ana"), ("kudos", "Cy", "Bo")}


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)
    with transaction(database) as tx:
        given(tx, f"<@UANA> <@WBO> {REASON}")


def test_who_joins_thanks_everybody_once_but_themselves(database: Database) -> None:
    with transaction(database) as tx:
        for _ in range(2):
            assert join_thanks(tx, source=SOURCE, person_id="UGUS") == ("Ana", "Bo")
        assert join_thanks(tx, source=SOURCE, person_id="UANA") == ("Bo",)

        assert stands(tx) - GIVEN == {
            ("acknowledgement", "Gus", "Ana"),
            ("acknowledgement", "Gus", "Bo"),
            ("acknowledgement", "Ana", "Bo"),
        }
        shown = show_kudos(tx, SOURCE)
        assert shown is not None
        assert set(shown.joined) == {"Gus", "Ana"}


def test_undo_leaves_it_as_if_they_had_not_joined_and_they_may_join_again(
    database: Database,
) -> None:
    with transaction(database) as tx:
        join_thanks(tx, source=SOURCE, person_id="UANA")
    with transaction(database, now=later(1)) as tx:
        for _ in range(2):
            undo_joined(tx, source=SOURCE, person_id="UANA")
        assert stands(tx) == GIVEN
        assert known(tx, "UANA").key not in [
            week.person for week in giver_weeks(tx, WEEK) if week.given
        ]
    with transaction(database, now=later(2)) as tx:
        join_thanks(tx, source=SOURCE, person_id="UANA")
        assert ("acknowledgement", "Ana", "Bo") in stands(tx)


def test_who_joined_before_an_edit_can_thank_whom_it_added(database: Database) -> None:
    with transaction(database) as tx:
        join_thanks(tx, source=SOURCE, person_id="UGUS")
        more = form(people=("UANA", "WBO", "UP1"), editing=SOURCE)
        edit_kudos(tx, form=more, person_id="UCY")
        join_thanks(tx, source=SOURCE, person_id="UGUS")

        assert ("acknowledgement", "Gus", "Person 1") in stands(tx)


def test_a_group_that_many_thank_is_one_act_of_each(database: Database) -> None:
    with transaction(database) as tx:
        give_form(tx, view_id="V1", form=form(people=(), groups=("SOPS",)), person_id="UCY")
        join_thanks(tx, source="form:V1", person_id="UGUS")

        assert {one.act.party for one in live(tx) if one.act.kind == "acknowledgement"} == {"SOPS"}


@pytest.mark.parametrize(
    ("by", "sentence"),
    [
        ("UCY", sentences.your_own_thanks()),
        ("UROBO", sentences.not_oneself()),
        ("UNEW", sentences.who_are_you()),
    ],
)
def test_who_cannot_join_is_told_why(database: Database, by: str, sentence: str) -> None:
    with transaction(database) as tx:
        with refused(sentence):
            join_thanks(tx, source=SOURCE, person_id=by)
        assert stands(tx) == GIVEN


def test_the_only_one_thanked_cannot_join(database: Database) -> None:
    with transaction(database) as tx:
        give_form(tx, view_id="V1", form=form(), person_id="UCY")
        with refused(sentences.not_oneself()):
            join_thanks(tx, source="form:V1", person_id="UANA")


def test_nobody_joins_what_was_taken_back_or_never_was(database: Database) -> None:
    with transaction(database) as tx:
        undo(tx, source=SOURCE, person_id="UCY")
        for source in (SOURCE, "command:other", ""):
            with refused(sentences.were_taken_back()):
                join_thanks(tx, source=source, person_id="UGUS")
        assert live(tx) == []


def test_nobody_joins_from_another_workspace_with_the_same_ids(database: Database) -> None:
    open_workspace(database, workspace_id="T2")
    with transaction(database, workspace_id="T2") as tx:
        with pytest.raises(Refusal):
            join_thanks(tx, source=SOURCE, person_id="UGUS")
        given(tx, f"<@UANA> {REASON}")
        join_thanks(tx, source=SOURCE, person_id="UGUS")
    with transaction(database) as tx:
        assert stands(tx) == GIVEN


def test_undone_and_joined_again_by_machines_whose_clocks_differ_the_last_press_holds(
    database: Database,
) -> None:
    with transaction(database) as tx:
        join_thanks(tx, source=SOURCE, person_id="UGUS")
    with transaction(database, now=later(-1)) as tx:
        undo_joined(tx, source=SOURCE, person_id="UGUS")
        assert stands(tx) == GIVEN
    with transaction(database, now=later(-2)) as tx:
        join_thanks(tx, source=SOURCE, person_id="UGUS")
        assert stands(tx) > GIVEN
