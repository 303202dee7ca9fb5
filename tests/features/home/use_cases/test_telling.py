"""What happens once: the word about the Home tab, the report after listening."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.home.models import FirstUseRow
from slackapp.features.home.use_cases.telling import (
    FIRST_USE,
    hear_question,
    hear_thanks,
    report_listened,
    word_first_use,
)
from slackapp.outbox.posts import list_posts
from slackapp.vocabulary.facts import QuestionAsked, ThanksGiven
from slackapp.workspace import silence
from slackapp.workspace.people import PersonRecord, leave_out, people_by_id, save_people
from slackapp.workspace.preferences import change_preferences
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import transaction

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture
def furnished(database: Database) -> Database:
    with transaction(database) as tx:
        save_workspace(tx, WorkspaceRecord(name="T1", bot_user_id="UBOT", bot_id="B1", app_id="A1"))
        people = [
            PersonRecord(slack_id="U1", name="Ana"),
            PersonRecord(slack_id="U2", name="Bo", admin=True),
            PersonRecord(slack_id="U3", name="Cy", admin=True),
        ]
        save_people(tx, people)
    return database


def key(tx: Transaction, slack_id: str) -> int:
    return people_by_id(tx, [slack_id])[slack_id].key


def thanks(tx: Transaction) -> None:
    giver, receiver = key(tx, "U1"), key(tx, "U2")
    hear_thanks(tx, ThanksGiven(workspace_id="T1", giver=giver, receivers=(receiver,), at=0))


def planned(tx: Transaction) -> list[tuple[str, str]]:
    return sorted((post.kind, post.channel_id) for post in list_posts(tx))


def test_the_word_about_home_is_planned_once_whatever_comes_again(furnished: Database) -> None:
    for _ in range(3):
        with transaction(furnished) as tx:
            thanks(tx)
            hear_question(tx, QuestionAsked(workspace_id="T1", asker=key(tx, "U1")))
    with transaction(furnished) as tx:
        assert planned(tx) == [(FIRST_USE, "U1")]


def test_it_is_not_told_again_when_its_post_is_forgotten(furnished: Database) -> None:
    with transaction(furnished) as tx:
        thanks(tx)
    with transaction(furnished) as tx:
        for post in list_posts(tx):
            tx.session.delete(post)
    with transaction(furnished) as tx:
        thanks(tx)
        assert planned(tx) == []


def test_a_crash_before_the_end_leaves_neither_row_nor_post(furnished: Database) -> None:
    def thank_and_crash() -> None:
        with transaction(furnished) as tx:
            thanks(tx)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        thank_and_crash()
    with transaction(furnished) as tx:
        told = select(func.count(FirstUseRow.person)).where(FirstUseRow.workspace_id == "T1")
        assert (planned(tx), tx.session.scalar(told)) == ([], 0)
        thanks(tx)
        assert planned(tx) == [(FIRST_USE, "U1")]


def test_while_the_app_is_silent_it_waits_for_the_next_use(furnished: Database) -> None:
    with transaction(furnished) as tx:
        silence.pause(tx)
        thanks(tx)
        assert planned(tx) == []
        silence.resume(tx)
        thanks(tx)
        assert planned(tx) == [(FIRST_USE, "U1")]


def test_who_left_or_wants_no_messages_since_is_not_told(furnished: Database) -> None:
    with transaction(furnished) as tx:
        ana = key(tx, "U1")
        assert word_first_use(tx, str(ana)) is not None
        change_preferences(tx, ana, direct_messages=False)
        assert word_first_use(tx, str(ana)) is None
        change_preferences(tx, ana, direct_messages=True)
        leave_out(tx, ana, left_out=True)
        assert word_first_use(tx, str(ana)) is None


def test_each_admin_is_told_once_after_listening(furnished: Database) -> None:
    with transaction(furnished, now=NOW) as tx:
        silence.listen(tx, NOW + timedelta(weeks=1))
        assert report_listened(tx) is None
    for minutes in (0, 1, 2):
        with transaction(furnished, now=NOW + timedelta(weeks=1, minutes=minutes)) as tx:
            assert (report_listened(tx) is not None) is (minutes == 0)
    with transaction(furnished) as tx:
        assert [channel for _, channel in planned(tx)] == ["U2", "U3"]


def test_without_an_admin_to_tell_the_report_waits_for_one(furnished: Database) -> None:
    with transaction(furnished, now=NOW) as tx:
        nobody = [PersonRecord(slack_id=each, name="x", admin=False) for each in ("U2", "U3")]
        save_people(tx, nobody)
        silence.listen(tx, NOW)
        assert report_listened(tx) is None
        save_people(tx, [PersonRecord(slack_id="U3", name="Cy", admin=True)])
        assert report_listened(tx) is not None
        assert [channel for _, channel in planned(tx)] == ["U3"]
