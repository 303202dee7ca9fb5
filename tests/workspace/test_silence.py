"""When the app may post by itself, and what is told once it has listened."""

from datetime import UTC, datetime, timedelta

import pytest

from slackapp.outbox.posts import list_posts, plan_post
from slackapp.vocabulary.refusals import Refusal
from slackapp.workspace.silence import (
    Listened,
    await_start,
    find_listened,
    forget_listened,
    listen,
    must_be_started,
    pause,
    resume,
    start,
    why_silent,
)
from tests.workspace.conftest import Open

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def test_it_speaks_unless_it_is_told_not_to(opened: Open) -> None:
    with opened() as tx:
        assert why_silent(tx) is None
        pause(tx)
        assert why_silent(tx) == "paused"
    with opened(workspace_id="T2") as tx:
        assert why_silent(tx) is None
    with opened() as tx:
        assert why_silent(tx) == "paused"
        resume(tx)
        assert why_silent(tx) is None


def test_a_new_workspace_waits_for_its_start_which_holds_once(opened: Open) -> None:
    with opened(now=NOW) as tx:
        assert await_start(tx)
        assert why_silent(tx) == "not_started"
        pause(tx)
        assert why_silent(tx) == "not_started"
        resume(tx)
        assert plan_post(tx, post_id="p", kind="any", subject="", channel_id="C1") == "dropped"
        assert list_posts(tx) == []
        with pytest.raises(Refusal, match="I haven't been started here yet"):
            must_be_started(tx)
        assert start(tx, by=None, listen_until=NOW + WEEK)
        assert why_silent(tx) == "listening"
        assert not start(tx, by=None)
        assert not await_start(tx)
        assert why_silent(tx) == "listening"
        assert plan_post(tx, post_id="p", kind="any", subject="", channel_id="C1") == "planned"


def test_who_started_it_before_it_came_has_nothing_to_press(opened: Open) -> None:
    with opened() as tx:
        assert start(tx, by=None)
        assert not await_start(tx)
        assert why_silent(tx) is None


def test_listening_ends_by_itself_and_a_pause_is_stronger(opened: Open) -> None:
    with opened(now=NOW) as tx:
        listen(tx, NOW + WEEK)
        assert why_silent(tx) == "listening"
        pause(tx)
        assert why_silent(tx) == "paused"
        resume(tx)
        assert why_silent(tx) == "listening"
    with opened(now=NOW + WEEK) as tx:
        assert why_silent(tx) is None


def test_what_was_listened_to_is_found_once_it_is_over_until_it_was_told(opened: Open) -> None:
    with opened(now=NOW) as tx:
        assert find_listened(tx) is None
        listen(tx, NOW + WEEK)
        assert find_listened(tx) is None
    with opened(now=NOW + timedelta(days=2)) as tx:
        listen(tx, NOW + 2 * WEEK)
    with opened(now=NOW + WEEK) as tx:
        assert find_listened(tx) is None
    with opened(now=NOW + 2 * WEEK) as tx:
        assert find_listened(tx) == Listened(NOW, NOW + 2 * WEEK)
        forget_listened(tx)
        assert find_listened(tx) is None
