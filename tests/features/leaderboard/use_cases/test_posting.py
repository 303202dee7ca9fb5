"""A week is posted once, late or not at all, on both databases."""

from datetime import datetime, timedelta

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.leaderboard import store
from slackapp.features.leaderboard.feature import FEATURE
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.leaderboard.use_cases import posting, showing
from slackapp.outbox.posts import list_posts, post_state
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import PersonRecord, save_people
from slackapp.workspace.settings import save_settings
from tests.builders.databases import RecordedQueue, transaction
from tests.features.leaderboard.builders import (
    MONDAY_NINE,
    ROME,
    WEEK,
    Giving,
    choose,
    links_offer,
    open_workspace,
)

LINKS = links_offer({WEEK: 15, WEEK.previous(): 12})


def test_a_week_is_posted_once_with_what_was_true_then(database: Database) -> None:
    queue = RecordedQueue()
    with transaction(database, now=MONDAY_NINE, queue=queue) as tx:
        giving = Giving(tx, open_workspace(tx))
        giving.give("Bo", "Cy")
        choose(tx, channel="CBOARD")
        first = posting.post_week(tx, week=WEEK, offers=[LINKS])
    with transaction(database, now=MONDAY_NINE + timedelta(days=1), queue=queue) as tx:
        Giving(tx, giving.people, hours=50).give("Ana", "Cy", "Di", "Eva")
        second = posting.post_week(tx, week=WEEK, offers=[], channel_id="COTHER")
        assert (first.newly_planned, second.newly_planned) == (True, False)
        assert first.text == second.text
        assert "Bo: thanked 1" in first.text
        assert posting.count_posts(tx, week=WEEK) == 1
        assert [(post.kind, post.subject, post.channel_id) for post in list_posts(tx)] == [
            ("leaderboard.weekly", "2026-W46", "CBOARD")
        ]
        assert first.post_id is not None
        assert post_state(tx, first.post_id) == "planned"
    assert len(queue.rows) == 1


def test_looking_ahead_records_nothing(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        Giving(tx, open_workspace(tx)).give("Bo", "Cy")
        ahead = _text(showing.preview_week(tx, week=WEEK, offers=[LINKS]))
        assert posting.count_posts(tx, week=WEEK) == 0
        assert list_posts(tx) == []
        posted = posting.post_week(tx, week=WEEK, offers=[LINKS], channel_id="C1")
        assert posted.text == ahead


def test_without_a_channel_the_board_cannot_be_posted(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        Giving(tx, open_workspace(tx)).give("Bo", "Cy")
        with pytest.raises(Refusal, match="Choose the board's channel first"):
            posting.post_week(tx, week=WEEK, offers=[])


def test_a_week_without_anything_is_skipped_until_something_is_known(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        save_settings(tx, LeaderboardSettings(channel="C1"))
        skipped = posting.post_due_week(tx, offers=[])
        assert skipped is not None
        assert (skipped.state, skipped.reason) == ("skipped", "nothing_happened")
        assert posting.count_posts(tx, week=WEEK) == 0
        assert list_posts(tx) == []
        giving.give("Bo", "Cy")
        posted = posting.post_week(tx, week=WEEK, offers=[], channel_id="C1")
        assert (posted.state, posted.newly_planned) == ("posted", True)


def test_admins_are_told_once_that_a_week_had_nothing_to_show(database: Database) -> None:
    for weeks in range(2):
        with transaction(database, now=MONDAY_NINE + timedelta(weeks=weeks)) as tx:
            if not weeks:
                open_workspace(tx)
                save_people(tx, [PersonRecord(slack_id="UADA", name="Ada", admin=True)])
                choose(tx, channel="C1")
            skipped = posting.post_due_week(tx, offers=[])
            assert skipped is not None
            assert skipped.reason == "nothing_happened"
            [told] = list_posts(tx)
            assert (told.kind, told.channel_id) == (posting.NOTHING_POST, "UADA")
            said = FEATURE.posts[told.kind](tx, told.subject)
            assert said is not None
            assert said.text.startswith("Week 46 had nothing to show, so I posted no board.")


@pytest.mark.parametrize(("reason", "comes"), [("invalid_blocks", True), ("is_archived", False)])
def test_where_slack_takes_no_charts_the_board_comes_without(
    database: Database, reason: str, *, comes: bool
) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        Giving(tx, open_workspace(tx)).give("Bo", "Cy")
        posted = posting.post_week(tx, week=WEEK, offers=[LINKS], channel_id="C1")
        [post] = list_posts(tx)
        post.state, post.reason = "failed", reason
        FEATURE.posts_given_up[posting.WEEKLY_POST](tx, str(WEEK))
        again = [one for one in list_posts(tx) if one.kind == posting.PLAIN_POST]
        assert [one.channel_id for one in again] == ["C1"] * comes
        said = FEATURE.posts[posting.PLAIN_POST](tx, str(WEEK))
        assert said is not None
        assert said.text == posted.text
        assert all(block["type"] != "data_visualization" for block in said.blocks)


def test_whoever_asks_for_an_empty_week_gets_a_quiet_board(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        open_workspace(tx)
        posted = posting.post_week(tx, week=WEEK, offers=[], channel_id="C1")
        assert posted.state == "posted"
        assert "A quiet week" in posted.text
        assert len(list_posts(tx)) == 1


def test_listed_twice_means_two_weeks_off_and_that_is_said(database: Database) -> None:
    weeks = [Week(2026, number) for number in (41, 42, 43, 44, 45)]
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        texts = []
        for week in weeks:
            giving.give("Ana", "Bo", "Cy", "Di", week=week)
            if week in weeks[2:4]:
                giving.give("Bo", "Cy", week=week)
            texts.append(posting.post_week(tx, week=week, offers=[], channel_id="C1").text)
        first_again = _text(showing.preview_week(tx, week=weeks[0], offers=[]))
    assert first_again == texts[0]
    assert ["1. Ana: thanked" in text for text in texts] == [True, True, False, False, True]
    away = "Ana steps back this week, to leave room."
    assert [away in text for text in texts] == [False, False, True, True, False]
    assert ["1. Bo: thanked" in text for text in texts] == [False, False, True, True, False]


@pytest.mark.parametrize(
    ("now", "outcome"),
    [
        (MONDAY_NINE - timedelta(seconds=1), None),
        (MONDAY_NINE, ("posted", False)),
        (MONDAY_NINE + timedelta(hours=1, seconds=1), ("posted", True)),
        (MONDAY_NINE + timedelta(days=3), ("posted", True)),
        (MONDAY_NINE + timedelta(days=3, seconds=1), ("skipped", False)),
    ],
)
def test_a_due_week_is_posted_late_or_skipped(
    database: Database, now: datetime, outcome: tuple[str, bool] | None
) -> None:
    with transaction(database, now=now) as tx:
        since = WEEK.start(ROME)
        Giving(tx, open_workspace(tx, recording_since=since)).give("Bo", "Cy")
        choose(tx, channel="C1")
        posted = posting.post_due_week(tx, offers=[])
        assert (posted and (posted.state, "comes late" in posted.text)) == outcome
        assert len(list_posts(tx)) == (posted is not None and posted.state == "posted")


def test_weeks_before_recording_are_never_due(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        people = open_workspace(tx, recording_since=MONDAY_NINE)
        Giving(tx, people).give("Bo", "Cy")
        choose(tx, channel="C1")
        assert posting.post_due_week(tx, offers=[]) is None


def test_other_workspaces_have_boards_of_their_own(database: Database) -> None:
    for workspace_id in ("T1", "T2"):
        with transaction(database, workspace_id=workspace_id, now=MONDAY_NINE) as tx:
            Giving(tx, open_workspace(tx)).give("Bo", "Cy")
            choose(tx, channel="C1")
            assert posting.post_due_week(tx, offers=[]) is not None


def test_removing_a_skipped_week_leaves_a_posted_one(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        _was_posted(tx, WEEK, set())
        store.remove_skipped(tx, WEEK)
        assert posting.count_posts(tx, week=WEEK) == 1


def _was_posted(tx: Transaction, week: Week, listed: set[int]) -> None:
    post = store.WeekPost(week=week, state="posted", planned_at=tx.now, listed=frozenset(listed))
    store.add_post(tx, post)


def _text(shown: showing.BoardShown) -> str:
    assert shown.drawing is not None
    return shown.drawing.text
