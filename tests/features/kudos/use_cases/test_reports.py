"""Report to admins, on both databases."""

import pytest

from slackapp.database.engines import Database
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.store.additions import list_additions
from slackapp.features.kudos.store.thanks import list_thanks
from slackapp.features.kudos.use_cases.credit import pass_on
from slackapp.features.kudos.use_cases.editing import edit_kudos
from slackapp.features.kudos.use_cases.reports import list_who_decides, report, settle
from slackapp.features.kudos.use_cases.showing import show_report
from slackapp.features.kudos.use_cases.undoing import take_back_post, undo, withdraw_additions
from slackapp.jobs.queue import unfinished_payloads
from slackapp.outbox.posts import REFRESH, list_posts
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.admins import only_admins
from slackapp.workspace.channels import set_kind
from slackapp.workspace.people import PersonRecord, save_people
from tests.builders.admins import admitted, as_admin
from tests.builders.databases import transaction
from tests.features.kudos.builders import (
    REASON,
    SOURCE,
    form,
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


def test_what_its_giver_edits_is_said_anew_to_the_admins_who_decide(database: Database) -> None:
    with transaction(database) as tx:
        report(tx, source=SOURCE, person_id="UGUS")
        asked = next(post for post in list_posts(tx) if post.kind == "kudos.report")
        asked.state, asked.sent_ts = "sent", "1.2"
        edit_kudos(
            tx, form=form(reason="held the lamp while we dug", editing=SOURCE), person_id="UCY"
        )
        refreshed = unfinished_payloads(tx, kind=REFRESH)
        assert {"post_id": asked.row_id} in refreshed


def test_an_admin_removes_it_and_the_first_decision_stands(database: Database) -> None:
    with transaction(database) as tx:
        report(tx, source=SOURCE, person_id="UGUS")
        settle(tx, source=SOURCE, by=as_admin(tx, "UVERA"), decision="removed")
        assert live(tx) == []
        with pytest.raises(Refusal):
            settle(tx, source=SOURCE, by=as_admin(tx, "UVERA"), decision="kept")
        shown = show_report(tx, SOURCE)
        assert shown is not None
        assert (shown.kudos, shown.settled, shown.settled_by) == (None, "removed", "Vera")


def test_an_admin_leaves_it(database: Database) -> None:
    with transaction(database) as tx:
        report(tx, source=SOURCE, person_id="UGUS")
        settle(tx, source=SOURCE, by=as_admin(tx, "UVERA"), decision="kept")
        assert len(live(tx)) == 1
        with pytest.raises(Refusal):
            settle(tx, source=SOURCE, by=as_admin(tx, "UVERA"), decision="removed")
        assert len(live(tx)) == 1


def test_who_is_no_admin_any_more_decides_nothing(database: Database) -> None:
    with transaction(database) as tx:
        report(tx, source=SOURCE, person_id="UGUS")
        save_people(tx, [PersonRecord(slack_id="WBO", name="Bo", admin=True)])
    with transaction(database) as tx:
        save_people(tx, [PersonRecord(slack_id="UVERA", name="Vera", admin=False)])
    with transaction(database) as tx:
        for person_id in ("UVERA", "UCY", "UNEW"):
            with refused(only_admins(("Bo",))):
                admitted(tx, person_id)
        assert len(live(tx)) == 1
        settle(tx, source=SOURCE, by=as_admin(tx, "WBO"), decision="removed")
        assert live(tx) == []


def test_without_an_admin_nothing_is_reported(database: Database) -> None:
    with transaction(database) as tx:
        save_people(tx, [PersonRecord(slack_id="UVERA", name="Vera", admin=True, active=False)])
    with transaction(database) as tx:
        with refused(sentences.no_admins()):
            list_who_decides(tx, source=SOURCE)
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
            settle(tx, source=source, by=as_admin(tx, "UVERA"), decision="removed")
        assert len(live(tx)) == 1


def test_an_admin_also_takes_it_back_on_the_post_without_its_words(database: Database) -> None:
    with transaction(database) as tx:
        with pytest.raises(Refusal):
            take_back_post(tx, source=SOURCE, person_id="UANA")
        assert (
            take_back_post(tx, source=SOURCE, person_id="UVERA", by=as_admin(tx, "UVERA")).typed
            == ""
        )
        assert live(tx) == []


def test_admins_of_another_workspace_decide_nothing_here(database: Database) -> None:
    open_workspace(database, workspace_id="T2")
    with transaction(database) as tx:
        report(tx, source=SOURCE, person_id="UGUS")
    with transaction(database, workspace_id="T2") as tx, pytest.raises(Refusal):
        settle(tx, source=SOURCE, by=as_admin(tx, "UVERA"), decision="removed")
    with transaction(database) as tx:
        assert len(live(tx)) == 1


def test_what_was_let_stand_is_decided_anew_when_it_is_reported_again(database: Database) -> None:
    with transaction(database) as tx:
        report(tx, source=SOURCE, person_id="UGUS")
        settle(tx, source=SOURCE, by=as_admin(tx, "UVERA"), decision="kept")
        pass_on(tx, source=SOURCE, person_id="UANA", people_ids=["WBO"], reason="he dug too")
        for reporter in ("WBO", "UGUS"):
            report(tx, source=SOURCE, person_id=reporter)
        posts = [post for post in list_posts(tx) if post.kind == "kudos.report"]
        assert [post.channel_id for post in posts] == ["UVERA", "UVERA"]
        shown = show_report(tx, SOURCE)
        assert shown is not None
        assert shown.kudos is not None
        assert (shown.settled, shown.kudos.credits[0].reason) == ("", "he dug too")

        for post in posts:
            post.state, post.sent_ts = "sent", "1.000001"
        settle(tx, source=SOURCE, by=as_admin(tx, "UVERA"), decision="removed")
        refreshed = {payload["post_id"] for payload in unfinished_payloads(tx, kind=REFRESH)}
        assert refreshed == {post.row_id for post in posts}
        assert live(tx) == []


def test_credit_taken_back_leaves_its_words_with_no_admin(database: Database) -> None:
    with transaction(database) as tx:
        people = pass_on(tx, source=SOURCE, person_id="UANA", people_ids=["WBO"], reason="dug")
        assert people
        report(tx, source=SOURCE, person_id="UGUS")
        (post,) = [post for post in list_posts(tx) if post.kind == "kudos.report"]
        post.state, post.sent_ts = "sent", "1.000001"
        withdraw_additions(tx, list_thanks(tx, SOURCE), list_additions(tx, SOURCE))
        assert {"post_id": post.row_id} in list(unfinished_payloads(tx, kind=REFRESH))


def test_words_of_a_private_place_are_not_shown_to_admins(database: Database) -> None:
    with transaction(database) as tx:
        assert list_who_decides(tx, source=SOURCE).with_words
        set_kind(tx, "C1", kind="private")
        pass_on(tx, source=SOURCE, person_id="UANA", people_ids=["WBO"], reason="he dug too")
        assert not list_who_decides(tx, source=SOURCE).with_words
        report(tx, source=SOURCE, person_id="UGUS")
        shown = show_report(tx, SOURCE)
        assert shown is not None
        assert shown.kudos is not None
        assert (shown.kudos.names, shown.kudos.reason, shown.kudos.credits) == (("Ana",), "", ())


@pytest.mark.parametrize("author", ["UCY", "UANA"])
def test_an_admin_decides_about_their_own_words_only_where_nobody_else_can(
    database: Database, author: str
) -> None:
    with transaction(database) as tx:
        pass_on(tx, source=SOURCE, person_id="UANA", people_ids=["WBO"], reason="he dug too")
        report(tx, source=SOURCE, person_id="UGUS")
        save_people(tx, [PersonRecord(slack_id=author, name="Boss", admin=True)])
    with transaction(database) as tx:
        with refused(sentences.your_own_words(["Vera"])):
            settle(tx, source=SOURCE, by=as_admin(tx, author), decision="kept")
        save_people(tx, [PersonRecord(slack_id="UVERA", name="Vera", admin=False)])
    with transaction(database) as tx:
        settle(tx, source=SOURCE, by=as_admin(tx, author), decision="kept")


def test_an_admin_is_told_of_a_removed_post_only_a_click_can_clear(database: Database) -> None:
    with transaction(database) as tx:
        report(tx, source=SOURCE, person_id="UGUS")
        (post,) = [post for post in list_posts(tx) if post.kind == "kudos.given"]
        post.state, post.response_url = "sent", "https://hooks.slack.example/commands/1"
        settle(tx, source=SOURCE, by=as_admin(tx, "UVERA"), decision="removed")
        shown = show_report(tx, SOURCE)
        assert shown is not None
        assert shown.post_stays
        assert take_back_post(
            tx, source=SOURCE, person_id="UVERA", by=as_admin(tx, "UVERA")
        ).post_stays
