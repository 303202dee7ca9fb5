"""Ticks post a week's board once, whatever happens to clocks, replicas and restarts."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from structlog.testing import capture_logs

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.leaderboard import jobs
from slackapp.features.leaderboard.jobs import post_when_due
from slackapp.features.leaderboard.use_cases import posting
from slackapp.outbox.posts import list_posts
from slackapp.vocabulary.clock import SettableClock
from slackapp.vocabulary.weeks import Week
from tests.features.leaderboard.builders import (
    MONDAY_NINE,
    ROME,
    WEEK,
    Giving,
    TestToolbox,
    choose,
    open_workspace,
)


@pytest.fixture
def toolbox(database: Database, clock: SettableClock) -> TestToolbox:
    """Ten weeks in which Bo gave, recorded from WEEK on; the board is due now."""
    clock.set(MONDAY_NINE)
    toolbox = TestToolbox(database, clock)

    def prepare(tx: Transaction) -> None:
        giving = Giving(tx, open_workspace(tx, recording_since=WEEK.start(ROME)))
        choose(tx, channel="C1")
        week = WEEK
        for _ in range(10):
            giving.give("Bo", "Cy", week=week)
            week = week.next()

    toolbox.run(prepare, "T1")
    return toolbox


@pytest.fixture(autouse=True)
def _nothing_told_yet() -> Iterator[None]:
    jobs.tell_channel_needed.cache_clear()
    yield
    jobs.tell_channel_needed.cache_clear()


def test_five_ticks_at_once_post_once(toolbox: TestToolbox) -> None:
    start = Barrier(5)

    def tick(_number: int) -> None:
        start.wait(timeout=30)
        post_when_due(toolbox, "T1")

    with ThreadPoolExecutor(5) as replicas:
        list(replicas.map(tick, range(5)))
    assert _posted(toolbox) == [WEEK]
    assert len(toolbox.queue.rows) == 1


def test_a_tick_that_fails_half_way_leaves_nothing_and_the_next_posts(
    toolbox: TestToolbox, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(posting, "plan_post", lambda *_, **__: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            post_when_due(toolbox, "T1")
    assert _posted(toolbox) == []
    restarted = TestToolbox(database, toolbox.clock)
    post_when_due(restarted, "T1")
    assert _posted(restarted) == [WEEK]


def test_every_week_gets_its_board_and_none_a_second(
    toolbox: TestToolbox, clock: SettableClock
) -> None:
    for minutes in range(0, 3 * 7 * 24 * 60, 8 * 60):
        clock.set(MONDAY_NINE + timedelta(minutes=minutes))
        post_when_due(toolbox, "T1")
    assert _posted(toolbox) == [WEEK, WEEK.next(), WEEK.next().next()]


def test_a_clock_that_jumps_posts_no_week_twice_and_no_old_one(
    toolbox: TestToolbox, clock: SettableClock
) -> None:
    for jump in (0, -1, 0, 2, 0, 1, 2, -200, 2):
        clock.set(MONDAY_NINE + timedelta(weeks=jump))
        post_when_due(toolbox, "T1")
    assert _posted(toolbox) == [WEEK, Week(2026, 48)]


def test_another_day_chosen_after_the_post_brings_no_second_one(
    toolbox: TestToolbox, clock: SettableClock
) -> None:
    post_when_due(toolbox, "T1")
    toolbox.run(lambda tx: choose(tx, weekday="wednesday", time="17:00"), "T1")
    for days in range(7):
        clock.set(MONDAY_NINE + timedelta(days=days))
        post_when_due(toolbox, "T1")
    assert _posted(toolbox) == [WEEK]


def test_a_week_missed_by_more_than_three_days_is_skipped_for_good(
    toolbox: TestToolbox, clock: SettableClock
) -> None:
    clock.set(MONDAY_NINE + timedelta(days=4))
    with capture_logs() as logs:
        post_when_due(toolbox, "T1")
        post_when_due(toolbox, "T1")
    assert [(log["event"], log["reason"]) for log in logs] == [("leaderboard.skipped", "too_late")]
    assert _posted(toolbox) == []


def test_without_a_channel_nothing_is_recorded_and_it_is_logged_once(
    toolbox: TestToolbox,
) -> None:
    toolbox.run(lambda tx: choose(tx, channel=None), "T1")
    with capture_logs() as logs:
        post_when_due(toolbox, "T1")
        post_when_due(toolbox, "T1")
    assert [log["event"] for log in logs] == ["leaderboard.channel_needed"]
    toolbox.run(lambda tx: choose(tx, channel="C1"), "T1")
    post_when_due(toolbox, "T1")
    assert _posted(toolbox) == [WEEK]


def _posted(toolbox: TestToolbox) -> list[Week]:
    """Weeks with a row that says posted, each with one post planned and handed over."""
    posts = toolbox.read(list_posts, "T1")
    weeks = sorted(Week.named(post.subject) for post in posts)
    for week in weeks:
        assert toolbox.read(posting.count_posts, "T1", week=week) == 1
    return weeks
