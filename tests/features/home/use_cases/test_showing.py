"""What a Home tab shows, to whom, and when it is drawn anew."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from slackapp.catalogue import FEATURES
from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, HomeCard
from slackapp.features.home.blocks import MOST_BLOCKS, failed_view, home_view
from slackapp.features.home.use_cases.showing import (
    hear_change,
    list_failed,
    open_home,
    redraw_soon,
    see_message,
    show_home,
)
from slackapp.features.home.use_cases.telling import hear_thanks
from slackapp.jobs.models import Job
from slackapp.outbox.models import Post
from slackapp.outbox.posts import plan_post
from slackapp.sandbox.block_kit.content import checked_view
from slackapp.slack.blocks import Block, section
from slackapp.vocabulary.facts import HomeChanged, ThanksGiven
from slackapp.vocabulary.people import Channel
from slackapp.vocabulary.slack_time import micros_of_datetime, ts_of_micros
from slackapp.vocabulary.talk import HomeOpened, Message, Wording
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.people import PersonRecord, find_people, leave_out, save_people
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.admins import as_admin
from tests.builders.databases import transaction
from tests.builders.statements import sent_to

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture
def furnished(database: Database) -> Database:
    for team in ("T1", "T2"):
        with transaction(database, workspace_id=team, now=NOW) as tx:
            record = WorkspaceRecord(name=team, bot_user_id="UBOT", bot_id="B1", app_id="A1")
            save_workspace(tx, record)
            people = [
                PersonRecord(slack_id="U1", name="Ana"),
                PersonRecord(slack_id="U2", name="Bo"),
                PersonRecord(slack_id="U3", name="Cy", admin=True),
            ]
            save_people(tx, people)
            save_channels(tx, [ChannelRecord(channel_id="C1", name="it", app_is_member=True)])
    return database


def key(tx: Transaction, slack_id: str = "U1") -> int:
    return find_people(tx, [slack_id])[slack_id].key


def look(tx: Transaction, slack_id: str = "U1") -> None:
    person = find_people(tx, [slack_id])[slack_id]
    at = micros_of_datetime(tx.now)
    open_home(tx, HomeOpened(workspace_id=tx.workspace_id, person=person, at=at))


def write(tx: Transaction, slack_id: str, second: int = 0) -> None:
    at = micros_of_datetime(tx.now) + second * 1_000_000
    see_message(
        tx,
        Message(
            workspace_id=tx.workspace_id,
            channel=Channel(channel_id="C1", name="it", audience="public"),
            ts=ts_of_micros(at),
            author=find_people(tx, [slack_id])[slack_id],
            wording=Wording(at, "hello"),
        ),
    )


def drawn(database: Database, workspace_id: str = "T1") -> list[str]:
    """Whose tabs are to be drawn, a name a job."""
    with transaction(database, workspace_id=workspace_id) as tx:
        names = {key(tx, slack_id): slack_id for slack_id in ("U1", "U2", "U3")}
        payloads = tx.session.scalars(select(Job.payload).where(Job.workspace_id == workspace_id))
        return sorted(names[payload["person"]] for payload in payloads)


def test_much_that_somebody_does_is_drawn_once_and_only_for_who_looks(furnished: Database) -> None:
    with transaction(furnished, now=NOW) as tx:
        look(tx, "U1")
    with transaction(furnished, now=NOW + timedelta(seconds=30)) as tx:
        for second in range(5):
            write(tx, "U1", second)
            write(tx, "U2", second)
    assert drawn(furnished) == ["U1", "U1"]
    with transaction(furnished, now=NOW + timedelta(days=2)) as tx:
        write(tx, "U1")
    assert drawn(furnished) == ["U1", "U1"]


def test_who_looks_in_one_workspace_is_not_drawn_in_another(furnished: Database) -> None:
    with transaction(furnished, now=NOW) as tx:
        look(tx)
    with transaction(furnished, workspace_id="T2", now=NOW) as tx:
        write(tx, "U1")
        assert show_home(tx, person=key(tx), rooms=FEATURES) is not None
    assert drawn(furnished, "T2") == []


def test_what_happens_after_it_was_drawn_is_drawn_again(furnished: Database) -> None:
    with transaction(furnished, now=NOW) as tx:
        look(tx)
    for seconds in (10, 11, 14):
        with transaction(furnished, now=NOW + timedelta(seconds=seconds)) as tx:
            redraw_soon(tx, [key(tx)])
    assert drawn(furnished) == ["U1"] * 3
    with transaction(furnished) as tx:
        later = select(Job.due_at).where(Job.workspace_id == "T1", Job.handed_over_at.is_(None))
        due = sorted(tx.session.scalars(later))
    assert due == [NOW + timedelta(seconds=14), NOW + timedelta(seconds=18)]


def test_thanks_are_drawn_for_who_gave_and_got_them_where_they_look(furnished: Database) -> None:
    with transaction(furnished, now=NOW) as tx:
        look(tx, "U2")
    with transaction(furnished, now=NOW) as tx:
        given = ThanksGiven(workspace_id="T1", giver=key(tx), receivers=(key(tx, "U2"),), at=0)
        hear_thanks(tx, given)
    assert drawn(furnished) == ["U2", "U2"]


def test_a_press_on_it_is_drawn_at_once(furnished: Database) -> None:
    with transaction(furnished, now=NOW) as tx:
        hear_change(tx, HomeChanged(workspace_id="T1", person=key(tx)))
    assert drawn(furnished) == ["U1"]


def test_nothing_is_drawn_about_who_is_left_out(furnished: Database) -> None:
    asked = []

    def draw(_tx: Transaction, person: int) -> list[Block]:
        asked.append(person)
        return [section("a card")]

    room = Feature(name="room", home_cards=(HomeCard(place=1, draw=draw),))
    with transaction(furnished, now=NOW) as tx:
        shown = show_home(tx, person=key(tx), rooms=[room])
        assert shown is not None
        assert "a card" in str(home_view(shown))
        leave_out(tx, key(tx), left_out=True)
        shown = show_home(tx, person=key(tx), rooms=[room])
        assert shown is not None
        assert shown.left_out
        assert "a card" not in str(home_view(shown))
    assert len(asked) == 1


def test_somebody_new_sees_a_first_step_and_that_nothing_waits(furnished: Database) -> None:
    with transaction(furnished, now=NOW) as tx:
        shown = show_home(tx, person=key(tx), rooms=FEATURES)
        assert shown is not None
        view = home_view(shown)
    checked_view(view, "home", "1.000001")
    assert len(view["blocks"]) <= MOST_BLOCKS
    said = str(view)
    assert "Nothing waits for you." in said
    assert "A first step: answer one, or thank someone." in said
    for absent in ("You got", "You could answer", "Because of you", "All of us", "*App*"):
        assert absent not in said


def test_admins_see_how_the_app_fares_and_which_posts_failed(furnished: Database) -> None:
    with transaction(furnished, now=NOW) as tx:
        for number, channel in enumerate(("C1", "U2")):
            name = f"p{number}"
            plan_post(tx, post_id=name, kind="any", subject="", channel_id=channel)
    with transaction(furnished, now=NOW) as tx:
        for post in tx.session.scalars(select(Post).where(Post.workspace_id == "T1")):
            post.state, post.reason = "failed", "is_archived"
    with transaction(furnished, now=NOW) as tx:
        shown = show_home(tx, person=key(tx, "U3"), rooms=FEATURES)
        assert shown is not None
        assert "1 channel · 2 posts failed" in str(home_view(shown))
        view = failed_view(list_failed(tx, by=as_admin(tx, "U3")))
        checked_view(view, "modal", "1.000001")
        assert "<#C1> · is_archived" in str(view)
        assert "a direct message · is_archived" in str(view)
        assert "U2" not in str(view)


def test_a_tab_costs_few_statements(furnished: Database) -> None:
    with transaction(furnished, now=NOW) as tx, sent_to(tx.session.connection()) as sent:
        show_home(tx, person=key(tx), rooms=FEATURES)
    assert len(sent) <= 40
