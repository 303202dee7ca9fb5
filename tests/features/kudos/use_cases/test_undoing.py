"""Taking kudos back by every route, on both databases."""

import pytest
from sqlalchemy import select

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.models import KudosRow
from slackapp.features.kudos.store.thanks import list_public_thanks
from slackapp.features.kudos.use_cases import undoing
from slackapp.features.kudos.use_cases.giving import give_form
from slackapp.features.kudos.use_cases.showing import show_kudos
from slackapp.ledger.weeks import giver_weeks
from slackapp.outbox.posts import list_posts
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.channels import set_app_membership
from tests.builders.databases import transaction
from tests.features.kudos.builders import (
    REASON,
    SOURCE,
    form,
    given,
    later,
    live,
    open_workspace,
    refused,
)


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def undo(tx: Transaction, *, by: str = "UCY", source: str = SOURCE) -> str:
    return undoing.undo(tx, source=source, person_id=by).typed


def test_undo_leaves_the_ledger_as_if_it_had_not_been(database: Database) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> <@WBO> {REASON} #craft")
    with transaction(database, now=later(10)) as tx:
        typed = undo(tx)
        assert live(tx) == []
        assert giver_weeks(tx, Week(2026, 47)) == []
        assert show_kudos(tx, SOURCE) is None
        assert list_public_thanks(tx, 0, 2**60) == []
        assert [post.state for post in list_posts(tx)] == ["dropped"]
        reasons = select(KudosRow.reason).where(KudosRow.workspace_id == "T1")
        assert not any(tx.session.scalars(reasons))

    assert typed == f"/kudos @Ana @Bo {REASON} #craft"


def test_undo_of_private_thanks_hands_back_words_that_no_command_makes_public(
    database: Database,
) -> None:
    with transaction(database) as tx:
        words = form(people=("UANA", "WBO"), reason=f"{REASON} #craft", shown="receivers")
        give_form(tx, view_id="V1", form=words, person_id="UCY")
        answer = undoing.undo(tx, source="form:V1", person_id="UCY")

    assert (answer.typed, answer.alone) == (f"{REASON} #craft", ("Ana", "Bo"))


def test_undo_in_the_same_moment_works(database: Database) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}")
        undo(tx)
        assert live(tx) == []


def test_undo_twice_says_it_is_already_taken_back(database: Database) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}")
        assert undo(tx) != ""
        assert undo(tx) == ""


def test_a_command_delivered_again_after_its_undo_stays_undone(database: Database) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}")
        undo(tx)
    with transaction(database, now=later(1)) as tx:
        given(tx, f"<@UANA> {REASON}")
        assert live(tx) == []


def test_undo_is_refused_after_ten_minutes(database: Database) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}")
    with transaction(database, now=later(11)) as tx:
        with refused(sentences.too_late_to_undo()):
            undo(tx)
        assert len(live(tx)) == 1


@pytest.mark.parametrize("by", ["UANA", "UNEW"])
def test_only_the_giver_can_undo(database: Database, by: str) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}")
        with refused(sentences.not_yours()):
            undo(tx, by=by)
        assert len(live(tx)) == 1


def test_nobody_can_undo_what_another_workspace_gave(database: Database) -> None:
    open_workspace(database, workspace_id="T2")
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}")
    with transaction(database, workspace_id="T2") as tx, refused(sentences.not_found()):
        undo(tx)
    with transaction(database) as tx:
        assert len(live(tx)) == 1


def test_undo_says_when_the_post_cannot_be_removed(database: Database) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}", channel="C2")
        assert undoing.undo(tx, source=SOURCE, person_id="UCY").post_stays


def test_undo_by_a_machine_whose_clock_is_behind_leaves_nothing_counting(
    database: Database,
) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}")
    with transaction(database, now=later(-1)) as tx:
        assert undo(tx) != ""
        assert live(tx) == []


@pytest.mark.parametrize(("channel", "stays"), [("C1", False), ("C2", True)])
def test_how_the_post_was_sent_decides_whether_it_stays_not_who_was_invited_since(
    database: Database, channel: str, *, stays: bool
) -> None:
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}", channel=channel)
        set_app_membership(tx, channel, member=stays, at=1)
        assert undoing.undo(tx, source=SOURCE, person_id="UCY").post_stays == stays
