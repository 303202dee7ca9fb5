"""Who did not see a kudos is told by direct message, one an hour; on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.kudos.blocks import sentences
from slackapp.features.kudos.use_cases.credit import pass_on
from slackapp.features.kudos.use_cases.giving import give_form
from slackapp.features.kudos.use_cases.notices import (
    choose_notices,
    list_to_tell,
    tell_absent,
)
from slackapp.features.kudos.use_cases.posts import NOTICES
from slackapp.features.kudos.use_cases.showing import show_notices
from slackapp.features.kudos.use_cases.undoing import undo
from slackapp.outbox.models import Post
from slackapp.outbox.posts import list_posts
from tests.builders.databases import transaction
from tests.features.kudos.builders import form, known, later, open_workspace, refused

ONE = datetime(2026, 11, 18, 13, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def give(tx: Transaction, number: int, **more: Any) -> str:  # noqa: ANN401  fields of the form
    give_form(tx, view_id=f"V{number}", form=form(**more), person_id="UCY")
    return f"form:V{number}"


def notices(tx: Transaction) -> list[Post]:
    return [post for post in list_posts(tx) if post.kind == NOTICES]


def told(tx: Transaction, post: Post) -> list[str]:
    return [one.kudos.source for one in show_notices(tx, post.subject)]


def test_the_kudos_of_an_hour_are_one_message_at_its_end(database: Database) -> None:
    for minute, number in ((0, 1), (59, 2), (60, 3)):
        with transaction(database, now=later(minute)) as tx:
            source = give(tx, number)
            for _ in range(2):
                tell_absent(tx, source=source, people_ids=["UANA"])
    with transaction(database) as tx:
        first, second = sorted(notices(tx), key=lambda post: post.due_at)
        assert (first.channel_id, first.due_at) == ("UANA", ONE)
        assert second.due_at == ONE + timedelta(hours=1)
        assert told(tx, first) == ["form:V1", "form:V2"]
        assert told(tx, second) == ["form:V3"]


def test_they_are_told_in_the_order_they_came(database: Database) -> None:
    for minute, number in ((0, 3), (1, 1), (2, 2)):
        with transaction(database, now=later(minute)) as tx:
            people = ("UANA",) if number != 2 else ("WBO",)
            source = give(tx, number, people=people)
            if number != 2:
                tell_absent(tx, source=source, people_ids=["UANA"])
    with transaction(database, now=later(3)) as tx:
        pass_on(tx, source="form:V2", person_id="WBO", people_ids=["UANA"], reason="")
    with transaction(database, now=later(4)) as tx:
        tell_absent(tx, source=give(tx, 0), people_ids=["UANA"])
        (post,) = notices(tx)
        assert told(tx, post) == ["form:V3", "form:V1", "form:V2", "form:V0"]


def test_what_comes_after_the_hour_s_words_are_made_waits_for_the_next(
    database: Database,
) -> None:
    with transaction(database) as tx:
        tell_absent(tx, source=give(tx, 1), people_ids=["UANA"])
    with transaction(database) as tx:
        (worded,) = notices(tx)
        worded.state = "sending"
    with transaction(database, now=later(1)) as tx:
        tell_absent(tx, source=give(tx, 2), people_ids=["UANA"])
        first, second = sorted(notices(tx), key=lambda post: post.due_at)
        assert told(tx, first) == ["form:V1"]
        assert told(tx, second) == ["form:V2"]


def test_who_wants_no_messages_gets_none_until_they_do(database: Database) -> None:
    with transaction(database) as tx:
        choose_notices(tx, person_id="UANA", wanted=False)
    with transaction(database) as tx:
        source = give(tx, 1)
        assert list_to_tell(tx, source=source) is None
        tell_absent(tx, source=source, people_ids=["UANA"])
        assert notices(tx) == []
        choose_notices(tx, person_id="UANA", wanted=True)
        asked = list_to_tell(tx, source=source)
        assert asked is not None
        assert (asked.channel_id, set(asked.people_ids)) == ("C1", {"UANA"})


def test_what_is_taken_back_is_told_to_nobody(database: Database) -> None:
    with transaction(database) as tx:
        source = give(tx, 1)
        tell_absent(tx, source=source, people_ids=["UANA"])
        undo(tx, source=source, person_id="UCY")
        (post,) = notices(tx)
        assert told(tx, post) == []
        assert list_to_tell(tx, source=source) is None
        tell_absent(tx, source=source, people_ids=["UANA"])
        assert told(tx, post) == []


def test_only_its_receivers_from_here_are_told(database: Database) -> None:
    with transaction(database) as tx:
        give_form(tx, view_id="V1", form=form(people=("UANA", "UDANA")), person_id="UCY")
        tell_absent(tx, source="form:V1", people_ids=["UANA", "UDANA", "WBO", "UNEW"])
        assert [post.channel_id for post in notices(tx)] == ["UANA"]


@pytest.mark.parametrize("place", [{"channel_id": "G1"}, {"shown": "receivers"}])
def test_of_what_is_private_nobody_is_told(database: Database, place: dict[str, str]) -> None:
    with transaction(database) as tx:
        assert list_to_tell(tx, source=give(tx, 1, **place)) is None


def test_who_was_told_is_not_asked_about_again(database: Database) -> None:
    with transaction(database) as tx:
        source = give(tx, 1)
        tell_absent(tx, source=source, people_ids=["UANA"])
        assert list_to_tell(tx, source=source) is None


def test_a_stranger_s_choice_is_refused(database: Database) -> None:
    with transaction(database) as tx, refused(sentences.who_are_you()):
        choose_notices(tx, person_id="UNEW", wanted=False)


def test_the_hours_of_two_workspaces_with_the_same_ids_stay_apart(database: Database) -> None:
    open_workspace(database, workspace_id="T2")
    for workspace_id in ("T1", "T2"):
        with transaction(database, workspace_id=workspace_id) as tx:
            tell_absent(tx, source=give(tx, 1), people_ids=["UANA"])
    with transaction(database) as tx:
        (post,) = notices(tx)
        assert told(tx, post) == ["form:V1"]
        assert known(tx, "UANA").slack_id == post.channel_id
