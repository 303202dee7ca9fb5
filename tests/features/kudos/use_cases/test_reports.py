"""Report to admins, on both databases."""

import pytest

from slackapp.database.engines import Database
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.use_cases.reports import list_who_decides, report, settle
from slackapp.features.kudos.use_cases.showing import show_report
from slackapp.features.kudos.use_cases.undoing import take_back_post, undo
from slackapp.outbox.posts import list_posts
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.people import PersonRecord, save_people
from tests.builders.databases import transaction
from tests.features.kudos.builders import (
    REASON,
    SOURCE,
    given,
    live,
    open_workspace,
    refused,
)


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)
    with transaction(database) as tx:
        given(tx, f"<@UANA> {REASON}")


def test_each_admin_is_shown_it_once_however_many_report_it(database: Database) -> None:
    with transaction(database) as tx:
        for reporter in ("UGUS", "WBO", "UGUS"):
            assert report(tx, source=SOURCE, person_id=reporter) == ("Vera",)
        posts = [post for post in list_posts(tx) if post.kind == "kudos.report"]
        assert [post.channel_id for post in posts] == ["UVERA"]
        shown = show_report(tx, SOURCE)
        assert shown is not None
        assert shown.kudos is not None
        assert (shown.settled, shown.kudos.reason) == ("", REASON)


def test_an_admin_removes_it_and_the_first_decision_stands(database: Database) -> None:
    with transaction(database) as tx:
        report(tx, source=SOURCE, person_id="UGUS")
        settle(tx, source=SOURCE, person_id="UVERA", decision="removed")
        assert live(tx) == []
        with pytest.raises(Refusal):
            settle(tx, source=SOURCE, person_id="UVERA", decision="kept")
        shown = show_report(tx, SOURCE)
        assert shown is not None
        assert (shown.kudos, shown.settled, shown.settled_by) == (None, "removed", "Vera")


def test_an_admin_leaves_it(database: Database) -> None:
    with transaction(database) as tx:
        report(tx, source=SOURCE, person_id="UGUS")
        settle(tx, source=SOURCE, person_id="UVERA", decision="kept")
        assert len(live(tx)) == 1
        with pytest.raises(Refusal):
            settle(tx, source=SOURCE, person_id="UVERA", decision="removed")
        assert len(live(tx)) == 1


def test_who_is_no_admin_any_more_decides_nothing(database: Database) -> None:
    with transaction(database) as tx:
        report(tx, source=SOURCE, person_id="UGUS")
        save_people(tx, [PersonRecord(slack_id="WBO", name="Bo", admin=True)])
    with transaction(database) as tx:
        save_people(tx, [PersonRecord(slack_id="UVERA", name="Vera", admin=False)])
    with transaction(database) as tx:
        for person_id in ("UVERA", "UCY", "UNEW"):
            with refused(sentences.only_admins(["Bo"])):
                settle(tx, source=SOURCE, person_id=person_id, decision="removed")
        assert len(live(tx)) == 1
        settle(tx, source=SOURCE, person_id="WBO", decision="removed")
        assert live(tx) == []


def test_without_an_admin_nothing_is_reported(database: Database) -> None:
    with transaction(database) as tx:
        save_people(tx, [PersonRecord(slack_id="UVERA", name="Vera", admin=True, active=False)])
    with transaction(database) as tx:
        with refused(sentences.no_admins()):
            list_who_decides(tx)
        with refused(sentences.no_admins()):
            report(tx, source=SOURCE, person_id="UGUS")
        assert show_report(tx, SOURCE) is None


def test_what_was_taken_back_meanwhile_is_shown_without_its_words(database: Database) -> None:
    with transaction(database) as tx:
        report(tx, source=SOURCE, person_id="UGUS")
        undo(tx, source=SOURCE, person_id="UCY")
        shown = show_report(tx, SOURCE)
        assert shown is not None
        assert (shown.kudos, shown.settled) == (None, "")
        with refused(sentences.were_taken_back()):
            report(tx, source=SOURCE, person_id="WBO")


@pytest.mark.parametrize("source", ["command:other", "", SOURCE])
def test_what_nobody_reported_is_not_decided(database: Database, source: str) -> None:
    with transaction(database) as tx:
        with pytest.raises(Refusal):
            settle(tx, source=source, person_id="UVERA", decision="removed")
        assert len(live(tx)) == 1


def test_an_admin_also_takes_it_back_on_the_post_without_its_words(database: Database) -> None:
    with transaction(database) as tx:
        with pytest.raises(Refusal):
            take_back_post(tx, source=SOURCE, person_id="UANA")
        assert take_back_post(tx, source=SOURCE, person_id="UVERA").typed == ""
        assert live(tx) == []


def test_admins_of_another_workspace_decide_nothing_here(database: Database) -> None:
    open_workspace(database, workspace_id="T2")
    with transaction(database) as tx:
        report(tx, source=SOURCE, person_id="UGUS")
    with transaction(database, workspace_id="T2") as tx, pytest.raises(Refusal):
        settle(tx, source=SOURCE, person_id="UVERA", decision="removed")
    with transaction(database) as tx:
        assert len(live(tx)) == 1
