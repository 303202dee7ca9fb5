"""When the app may post by itself, and what is told once it has listened."""

from datetime import UTC, datetime, timedelta

from slackapp.workspace.silence import (
    Listened,
    find_listened,
    forget_listened,
    listen,
    pause,
    resume,
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
