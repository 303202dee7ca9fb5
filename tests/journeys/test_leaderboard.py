"""The weekly board: on Monday at nine, once, whatever happens to ticks, clocks and the app."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.sandbox import Ephemeral, Person
from slackapp.workspace.settings import save_settings
from slackapp.workspace.workspaces import set_zone
from tests.journeys.conftest import Journey

MONDAY_NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TITLE = "We, not me · week 47"


@pytest.fixture
def thanked(journey: Journey) -> Journey:
    """Cy thanked Ana in week 47; its board is due in #board on Monday at nine."""
    journey.workspace.add_channel("C9", "board", members=[journey.ana], bot_is_member=True)
    journey.workspace.team.channels["C9"].members["UBOT"] = None
    journey.app.toolbox.run(set_zone, "T1", "UTC")
    journey.cy.post(journey.general, "<@U1> ++ for the patient explanation of it all")
    journey.wait_until(lambda: journey.live_kudos() == [("U3", "U1", "1")])
    return journey


def _choose_channel(journey: Journey) -> None:
    journey.app.toolbox.run(save_settings, "T1", LeaderboardSettings(channel="C9"))


def _tick_at(journey: Journey, now: datetime) -> None:
    journey.clock.set(now)
    journey.app.tick.tick(now)


def _boards(journey: Journey) -> list[str]:
    messages = journey.workspace.channels["C9"].messages
    return [each.text for each in messages if each.is_by_app]


def _share(journey: Journey, person: Person) -> None:
    shown = person.command("/we", "board", channel=journey.general).shown
    assert isinstance(shown, Ephemeral)
    person.click(shown, "leaderboard.share")


def _until_posted_once(journey: Journey) -> None:
    journey.wait_until(lambda: len(_boards(journey)) > 0)
    _tick_at(journey, journey.clock.now() + timedelta(minutes=1))
    journey.wait_until(lambda: not journey.has_work())
    assert [text.partition("\n")[0] for text in _boards(journey)] == [TITLE]


def test_the_board_comes_on_monday_at_nine_and_not_before(thanked: Journey) -> None:
    _choose_channel(thanked)
    _tick_at(thanked, MONDAY_NINE - timedelta(seconds=1))
    thanked.settle()
    assert _boards(thanked) == []
    _tick_at(thanked, MONDAY_NINE)
    _until_posted_once(thanked)
    [board] = _boards(thanked)
    assert '"the patient explanation of it all" Ana Lopez, from Cy Chen' in board
    assert "<@" not in board


def test_five_ticks_at_once_post_it_once(thanked: Journey) -> None:
    _choose_channel(thanked)
    thanked.clock.set(MONDAY_NINE)
    with ThreadPoolExecutor(5) as threads:
        list(threads.map(thanked.app.tick.tick, [MONDAY_NINE] * 5))
    _until_posted_once(thanked)


def test_a_restart_in_the_middle_posts_it_once(thanked: Journey) -> None:
    _choose_channel(thanked)
    _tick_at(thanked, MONDAY_NINE)
    thanked.restart()
    _tick_at(thanked, MONDAY_NINE + timedelta(minutes=5))
    _until_posted_once(thanked)


def test_clocks_that_jump_post_it_once(thanked: Journey) -> None:
    _choose_channel(thanked)
    _tick_at(thanked, MONDAY_NINE - timedelta(hours=1))
    _tick_at(thanked, MONDAY_NINE)
    # Only once it is out: a post woken a week late is rightly dropped.
    _until_posted_once(thanked)
    for jump in (timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)):
        _tick_at(thanked, MONDAY_NINE - jump)
        _tick_at(thanked, MONDAY_NINE + jump)
    _until_posted_once(thanked)


def test_nothing_is_posted_where_no_channel_is_chosen(thanked: Journey) -> None:
    _tick_at(thanked, MONDAY_NINE)
    _choose_channel(thanked)
    _tick_at(thanked, MONDAY_NINE)
    _until_posted_once(thanked)
    assert thanked.posts() == []


def test_the_board_asked_for_is_seen_by_who_asked_alone(thanked: Journey) -> None:
    reply = thanked.bo.command("/we", "board", channel=thanked.general)
    assert reply.text.startswith(TITLE)
    assert len(thanked.workspace.ephemerals(to=thanked.bo)) == 1
    assert thanked.workspace.ephemerals(to=thanked.ana) == []
    assert thanked.posts() == []


def test_who_looks_at_a_board_shares_it_with_the_channel_once(thanked: Journey) -> None:
    _share(thanked, thanked.bo)
    thanked.wait_until(lambda: len(thanked.posts()) == 1)
    _share(thanked, thanked.ana)
    thanked.wait_until(lambda: not thanked.has_work())
    [post] = thanked.posts()
    assert post.startswith(TITLE)
    assert post.endswith("Asked for by Bo Berg")


def test_a_slack_that_takes_no_charts_gets_the_board_without(thanked: Journey) -> None:
    _choose_channel(thanked)
    fault = thanked.sandbox.faults.add(method="chat.postMessage", error="invalid_blocks", times=1)
    _tick_at(thanked, MONDAY_NINE)
    _until_posted_once(thanked)
    assert fault.fired == 1
