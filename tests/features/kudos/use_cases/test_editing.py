"""Changing a kudos after it was given, on both databases."""

from dataclasses import replace

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.blocks.form import WHO
from slackapp.features.kudos.blocks.form import give_form as view
from slackapp.features.kudos.rules.answers import KudosGiven, KudosNotGiven
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.kudos.store.notices import list_told
from slackapp.features.kudos.store.thanks import list_thanks
from slackapp.features.kudos.use_cases.credit import pass_on
from slackapp.features.kudos.use_cases.editing import edit_kudos
from slackapp.features.kudos.use_cases.forms import draw_form_to_edit
from slackapp.features.kudos.use_cases.giving import give_form
from slackapp.features.kudos.use_cases.joining import join_thanks
from slackapp.features.kudos.use_cases.notices import tell_absent
from slackapp.features.kudos.use_cases.undoing import undo
from slackapp.ledger.weeks import giver_weeks
from slackapp.outbox.posts import list_posts
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import PersonRecord, save_people
from slackapp.workspace.settings import save_settings
from tests.builders.databases import transaction
from tests.features.kudos.builders import (
    REASON,
    SOURCE,
    form,
    give,
    given,
    known,
    later,
    live,
    open_workspace,
    refused,
    stands,
)

OTHER = "held the lamp while we dug"


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)
    with transaction(database) as tx:
        given(tx, f"<@UANA> <@WBO> {REASON} #craft")


def edit(tx: Transaction, *people: str, reason: str = OTHER, by: str = "UCY") -> KudosGiven:
    answer = edit_kudos(tx, form=form(people=people, reason=reason, editing=SOURCE), person_id=by)
    assert isinstance(answer, KudosGiven)
    return answer


def test_new_words_replace_the_old_ones_and_the_acts_stay_as_old_as_they_are(
    database: Database,
) -> None:
    with transaction(database) as tx:
        before = {(one.act, one.at) for one in live(tx)}
    with transaction(database, now=later(5)) as tx:
        answer = edit(tx, "UANA", "WBO", reason=f"{OTHER} #speed")
        assert {(one.act, one.at) for one in live(tx)} == before
        assert [(one.reason, one.values) for one in list_thanks(tx, SOURCE)] == [
            (OTHER, ("speed",))
        ] * 2
        assert len(list_posts(tx)) == 1

    assert answer.changed
    assert answer.source == SOURCE


def test_who_is_left_out_loses_the_act_and_what_others_added_for_them(
    database: Database,
) -> None:
    with transaction(database) as tx:
        join_thanks(tx, source=SOURCE, person_id="UGUS")
        pass_on(tx, source=SOURCE, person_id="WBO", people_ids=["UP1"], reason="")
        pass_on(tx, source=SOURCE, person_id="UANA", people_ids=["UP2"], reason="")
        tell_absent(tx, source=SOURCE, people_ids=["WBO", "UANA"])
    with transaction(database, now=later(5)) as tx:
        edit(tx, "UANA", "UP3")
        assert stands(tx) == {
            ("kudos", "Cy", "Ana"),
            ("kudos", "Cy", "Person 3"),
            ("acknowledgement", "Gus", "Ana"),
            ("credit", "Ana", "Person 2"),
        }
        assert list_told(tx, SOURCE) == {known(tx, "UANA").key, known(tx, "UP2").key}


def test_undo_after_edits_leaves_nothing(database: Database) -> None:
    with transaction(database, now=later(1)) as tx:
        edit(tx, "UP1")
    with transaction(database, now=later(2)) as tx:
        edit(tx, "UANA", "UP1")
    with transaction(database, now=later(3)) as tx:
        undo(tx, source=SOURCE, person_id="UCY")
        assert live(tx) == []
        assert giver_weeks(tx, Week(2026, 47)) == []
        with pytest.raises(Refusal):
            edit(tx, "UANA")


def test_the_form_to_edit_shows_what_was_given(database: Database) -> None:
    with transaction(database) as tx:
        drawn = draw_form_to_edit(tx, source=SOURCE, person_id="UCY", response_url="u").form

    assert (drawn.people, drawn.reason, drawn.editing) == (
        ("UANA", "WBO"),
        f"{REASON} #craft",
        SOURCE,
    )


def test_what_the_form_shows_saves_what_was_given(database: Database) -> None:
    everybody = tuple(f"UP{number}" for number in range(12))
    with transaction(database) as tx:
        save_settings(tx, KudosSettings(values=("craft", "patience"), max_receivers=20))
    with transaction(database) as tx:
        said = form(people=everybody, reason=f"{REASON} #craft #patience")
        give_form(tx, view_id="V1", form=said, person_id="UCY")
        before = list_thanks(tx, "form:V1")
        drawn = draw_form_to_edit(tx, source="form:V1", person_id="UCY", response_url="")
        (who,) = (one for one in view(drawn)["blocks"] if one["block_id"] == WHO)
        shown = replace(drawn.form, people=tuple(who["element"]["initial_users"]))
        edit_kudos(tx, form=shown, person_id="UCY")
        assert list_thanks(tx, "form:V1") == before

    assert len(before) == len(everybody)
    assert before[0].values == ("craft", "patience")


def test_words_too_long_for_the_form_are_not_cut_but_refused(database: Database) -> None:
    with transaction(database) as tx:
        save_people(tx, [PersonRecord(slack_id="UANA", name="Ana Maria Lopez Gonzalez")])
    with transaction(database) as tx:
        give(tx, f"<@WBO> {REASON} {'<@UANA> ' * 20} to the end", trigger="3.4.long")
        with refused(sentences.too_long_to_edit()):
            draw_form_to_edit(tx, source="command:3.4.long", person_id="UCY", response_url="")


def test_a_group_stays_thanked_as_a_group(database: Database) -> None:
    with transaction(database) as tx:
        give_form(tx, view_id="V1", form=form(people=(), groups=("SOPS",)), person_id="UCY")
        drawn = draw_form_to_edit(tx, source="form:V1", person_id="UCY", response_url="")
        assert (drawn.form.groups, drawn.form.people) == (("SOPS",), ())
        edit_kudos(tx, form=drawn.form, person_id="UCY")
        assert {one.party for one in list_thanks(tx, "form:V1")} == {"SOPS"}


@pytest.mark.parametrize(
    ("by", "minute", "sentence"),
    [("UANA", 1, sentences.not_yours()), ("UCY", 11, sentences.too_late_to_edit())],
)
def test_only_the_giver_edits_and_for_ten_minutes(
    database: Database, by: str, minute: int, sentence: str
) -> None:
    with transaction(database, now=later(minute)) as tx:
        with refused(sentence):
            edit(tx, "UP1", by=by)
        with refused(sentence):
            draw_form_to_edit(tx, source=SOURCE, person_id=by, response_url="")
        assert {receiver for _, _, receiver in stands(tx)} == {"Ana", "Bo"}


@pytest.mark.parametrize("people", [("UCY",), ("UROBO",), ("ULEA",), ("UNEW",)])
def test_an_edit_that_reaches_nobody_changes_nothing(
    database: Database, people: tuple[str, ...]
) -> None:
    with transaction(database, now=later(1)) as tx:
        answer = edit_kudos(tx, form=form(people=people, editing=SOURCE), person_id="UCY")
        assert isinstance(answer, KudosNotGiven)
        assert {receiver for _, _, receiver in stands(tx)} == {"Ana", "Bo"}
        assert [one.reason for one in list_thanks(tx, SOURCE)] == [REASON] * 2


def test_an_edit_with_too_few_words_says_so(database: Database) -> None:
    with transaction(database) as tx:
        short = form(reason="thx", editing=SOURCE)
        answer = edit_kudos(tx, form=short, person_id="UCY")

    assert isinstance(answer, KudosNotGiven)
    assert answer.problem == "too_short"


def test_words_for_one_alone_follow_whom_they_are_for(database: Database) -> None:
    with transaction(database) as tx:
        private = form(people=("UANA", "WBO"), shown="receivers")
        give_form(tx, view_id="V1", form=private, person_id="UCY")
        changed = form(people=("WBO", "UP1"), shown="receivers", editing="form:V1")
        edit_kudos(tx, form=changed, person_id="UCY")
        alone = {post.channel_id: post.state for post in list_posts(tx) if "alone" in post.kind}

    assert alone == {"UANA": "dropped", "WBO": "planned", "UP1": "planned"}


def test_an_edit_adds_nobody_of_another_company_to_private_words(database: Database) -> None:
    with transaction(database) as tx:
        give_form(tx, view_id="V1", form=form(shown="receivers"), person_id="UCY")
        before = list_thanks(tx, "form:V1")
        changed = form(people=("UANA", "UDANA"), editing="form:V1")
        answer = edit_kudos(tx, form=changed, person_id="UCY")
        assert list_thanks(tx, "form:V1") == before

    assert isinstance(answer, KudosNotGiven)
    assert (answer.problem, answer.names) == ("outside_alone", ("Dana",))


def test_edits_by_a_machine_whose_clock_is_behind_hold(database: Database) -> None:
    with transaction(database, now=later(-1)) as tx:
        edit(tx, "UANA")
        assert stands(tx) == {("kudos", "Cy", "Ana")}
    with transaction(database, now=later(-2)) as tx:
        edit(tx, "UANA", "WBO")
        assert stands(tx) == {("kudos", "Cy", "Ana"), ("kudos", "Cy", "Bo")}
