"""Which posts a kudos has, on both databases."""

from typing import Any

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.kudos.rules.answers import KudosGiven, KudosNotGiven
from slackapp.features.kudos.settings import KudosSettings
from slackapp.features.kudos.use_cases.giving import give_form
from slackapp.features.kudos.use_cases.posts import TELL_ABSENT
from slackapp.features.kudos.use_cases.undoing import undo
from slackapp.jobs.queue import unfinished_payloads
from slackapp.ledger.weeks import giver_weeks
from slackapp.outbox.posts import list_posts
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.settings import save_settings
from tests.builders.databases import transaction
from tests.features.kudos.builders import TS, form, live, open_workspace

URL = "https://hooks.slack.example/commands/1"


@pytest.fixture(autouse=True)
def workspace(database: Database) -> None:
    open_workspace(database)


def set_feed(tx: Transaction) -> None:
    feed = ChannelRecord(channel_id="C7", name="kudos", app_is_member=True)
    save_channels(tx, [feed])
    save_settings(tx, KudosSettings(feed="C7"))


def give(tx: Transaction, **more: Any) -> KudosGiven:  # noqa: ANN401  fields of the form
    answer = give_form(tx, view_id="V1", form=form(response_url=URL, **more), person_id="UCY")
    assert isinstance(answer, KudosGiven)
    return answer


def planned(tx: Transaction) -> set[tuple[str, str, bool, str | None]]:
    """(kind, channel, by response_url, thread) of each post."""
    return {
        (post.kind.removeprefix("kudos."), post.channel_id, bool(post.response_url), post.thread_ts)
        for post in list_posts(tx)
    }


@pytest.mark.parametrize("channel_id", ["C2", "D9"])
def test_where_nothing_of_ours_reaches_the_giver_is_told_before(
    database: Database, channel_id: str
) -> None:
    with transaction(database) as tx:
        lost = form(channel_id=channel_id)
        answer = give_form(tx, view_id="V1", form=lost, person_id="UCY")
        assert isinstance(answer, KudosNotGiven)
        assert (answer.problem, live(tx), list_posts(tx)) == ("no_way_there", [], [])
        give(tx, channel_id=channel_id, shown="receivers")
        again = give_form(tx, view_id="V1", form=lost, person_id="UCY")
        assert isinstance(again, KudosGiven), "what was given is answered alike"


@pytest.mark.parametrize(
    ("where", "posts", "is_told"),
    [
        ({}, {("given", "C1", False, None), ("fed", "C7", False, None)}, True),
        ({"shown": "feed"}, {("given", "C7", False, None)}, True),
        ({"channel_id": "C7"}, {("given", "C7", False, None)}, True),
        ({"channel_id": "C2"}, {("given", "C7", False, None)}, True),
        ({"channel_id": "G1"}, {("given", "G1", False, None)}, False),
        ({"channel_id": "D9"}, {("given", "D9", True, None)}, False),
        ({"channel_id": "D9", "shown": "feed"}, {("given", "C7", False, None)}, True),
        ({"shown": "receivers"}, {("alone", "UANA", False, None)}, False),
        (
            {"message_ts": TS, "thread_ts": TS},
            {("given", "C1", False, TS), ("fed", "C7", False, None)},
            True,
        ),
        (
            {"message_ts": TS, "thread_ts": TS, "shown": "feed"},
            {("given", "C7", False, None)},
            True,
        ),
        (
            {"channel_id": "G1", "message_ts": TS, "thread_ts": TS, "shown": "feed"},
            {("given", "G1", False, TS)},
            False,
        ),
    ],
)
def test_each_kudos_shows_where_it_belongs(
    database: Database,
    where: dict[str, str],
    posts: set[tuple[str, str, bool, str | None]],
    *,
    is_told: bool,
) -> None:
    with transaction(database) as tx:
        set_feed(tx)
        give(tx, **where)
        assert planned(tx) == posts
        assert bool(unfinished_payloads(tx, kind=TELL_ABSENT)) is is_told
        undo(tx, source="form:V1", person_id="UCY")
        assert {post.state for post in list_posts(tx)} == {"dropped"}
        assert live(tx) == []


@pytest.mark.parametrize(
    ("channel", "by_url"), [("C1", False), ("C2", True), ("G1", False), ("D9", True)]
)
def test_without_a_feed_it_shows_where_it_was_given(
    database: Database, channel: str, *, by_url: bool
) -> None:
    with transaction(database) as tx:
        give(tx, channel_id=channel, shown="feed")
        assert planned(tx) == {("given", channel, by_url, None)}


def test_the_giver_is_told_where_it_shows_instead_again_and_again(database: Database) -> None:
    with transaction(database) as tx:
        set_feed(tx)
        for _ in range(2):
            answer = give(tx, channel_id="C2")
            assert (answer.channel, answer.shown_instead) == ("elsewhere", "kudos")


def test_thanks_to_one_alone_are_uncounted_and_told_to_no_other_room(database: Database) -> None:
    with transaction(database) as tx:
        answer = give(tx, shown="receivers", people=("UANA", "WBO"))
        assert (answer.counts, answer.facts, answer.audience) == (False, (), "private")
        assert {channel for _, channel, _, _ in planned(tx)} == {"UANA", "WBO"}
        assert live(tx) == []
        assert giver_weeks(tx, Week(2026, 47)) == []


def test_a_form_sent_twice_is_one_kudos(database: Database) -> None:
    with transaction(database) as tx:
        first, again = give(tx), give(tx)
        assert len(live(tx)) == len(list_posts(tx)) == 1

    assert first.facts
    assert not again.facts
    assert first.receivers == again.receivers
