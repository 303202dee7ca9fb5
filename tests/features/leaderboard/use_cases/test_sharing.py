"""A board that somebody looks at is shared once a day with the channel, as it stands then."""

from datetime import timedelta

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.leaderboard.blocks.board import SHARE
from slackapp.features.leaderboard.use_cases import posting, sharing, showing
from slackapp.outbox.posts import list_posts
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import catalogue_of, speaking
from slackapp.workspace.channels import ChannelRecord, save_channels
from slackapp.workspace.people import hide_name
from tests.builders.databases import transaction
from tests.features.leaderboard.builders import MONDAY_NINE, WEEK, Giving, open_workspace

VALUE = f"week/{WEEK}/"


def share(tx: Transaction, *, channel: str = "C1", value: str = VALUE, by: str = "UBO") -> bool:
    return sharing.share_board(
        tx,
        value=value,
        channel_id=channel,
        person_id=by,
        response_url="https://hooks.example/1",
        offers=[],
    ).newly


def prepare(tx: Transaction) -> Giving:
    giving = Giving(tx, open_workspace(tx))
    giving.give("Bo", "Cy", "Di", "Eva")
    save_channels(
        tx,
        [
            ChannelRecord(channel_id="C1", name="general", app_is_member=True),
            ChannelRecord(channel_id="C2", name="help"),
        ],
    )
    return giving


def test_the_button_shares_what_was_shown_signed_by_who_asked(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = prepare(tx)
        shown = showing.show_board(tx, words="last", offers=[])
        assert shown.drawing is not None
        *_, row = shown.drawing.blocks
        button = row["elements"][0]
        assert (button["action_id"], button["value"]) == (SHARE, VALUE)
        assert share(tx, value=button["value"])
        giving.give("Cy", "Di")
        [post] = list_posts(tx)
        assert (post.channel_id, post.response_url) == ("C1", None)
        said = sharing.word_shared(tx, post.subject)
        assert said is not None
        assert "Bo: thanked 3" in said.text
        assert "Cy: thanked" not in said.text
        assert said.text.endswith("Asked for by Bo")


def test_once_a_day_in_a_channel(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        prepare(tx)
        assert [share(tx), share(tx, by="UANA"), share(tx, channel="C2")] == [True, False, True]
        assert len(list_posts(tx)) == 2
    with transaction(database, now=MONDAY_NINE + timedelta(days=1)) as tx:
        assert share(tx)


def test_where_the_app_is_no_member_only_the_click_reaches_the_channel(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        prepare(tx)
        share(tx, channel="C2")
        assert [post.response_url for post in list_posts(tx)] == ["https://hooks.example/1"]


def test_who_hides_their_name_is_not_named_for_sharing(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = prepare(tx)
        hide_name(tx, giving.people["Bo"], hides_name=True)
        share(tx)
        said = sharing.word_shared(tx, list_posts(tx)[0].subject)
        assert said is not None
        assert "Bo" not in said.text


@pytest.mark.parametrize("value", ["", "week/2026-W46/GSECRET", "decade/2026-W46/"])
def test_what_is_no_board_is_not_shared(database: Database, value: str) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        prepare(tx)
        with pytest.raises(Refusal):
            share(tx, value=value)
        assert list_posts(tx) == []


def test_what_is_posted_speaks_the_workspaces_language_not_that_of_who_asks_for_it(
    database: Database,
) -> None:
    with transaction(database, now=MONDAY_NINE) as tx, speaking(catalogue_of("de-DE")):
        prepare(tx)
        share(tx)
        week = posting.post_week(tx, week=WEEK, offers=[], channel_id="C2").text
        shared = sharing.word_shared(tx, f"C1/{MONDAY_NINE:%Y-%m-%d}/{VALUE}")
        assert shared is not None
        assert shared.text.startswith("We, not me · week 46")
        assert shared.text.endswith("Asked for by Bo")
        assert week.startswith("We, not me · week 46")
        seen = showing.show_board(tx, words="last", offers=[]).drawing
        assert seen is not None
        assert seen.text.startswith("Wir, nicht ich · Woche 46")
