"""The team's trend as a picture on Home, uploaded to Slack once a week."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from slackapp.database.transaction import Transaction
from slackapp.features.leaderboard import store
from slackapp.features.leaderboard.rules.trend import TrendWeek
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.leaderboard.use_cases.posting import PICTURE
from slackapp.jobs.queue import enqueue_job
from slackapp.sandbox import Person
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.settings import save_settings
from tests.journeys.conftest import SCOPES, Journey

ALT = "Weeks 44, 45: thanked 60, 71 %, answered 80, 90 %"


def trend_until(week: Week) -> tuple[TrendWeek, ...]:
    return TrendWeek(week.previous(), 60, 80), TrendWeek(week, 71, 90)


def board_of(week: Week) -> Callable[[Transaction], None]:
    """As the weekly post leaves it behind."""

    def post(tx: Transaction) -> None:
        save_settings(tx, LeaderboardSettings(channel="C1", picture_on_home=True))
        planned_at = datetime(2026, 11, 16, 9, tzinfo=UTC)
        board = store.WeekPost(
            week=week,
            state="posted",
            planned_at=planned_at,
            text="a board",
            trend=trend_until(week),
        )
        store.add_post(tx, board)
        enqueue_job(tx, kind=PICTURE, key=str(week), payload={"week": str(week)})

    return post


@pytest.fixture
def drawing(journey: Journey) -> Journey:
    """A workspace that allowed the app to write files."""
    token = journey.workspace.install_app(bot_user_id="UBOT", scopes=[*SCOPES, "files:write"])
    journey.restart(token=token)
    return journey


def post_board(journey: Journey, number: int) -> None:
    journey.app.toolbox.run(board_of(Week(2026, number)), "T1")
    journey.wait_until(lambda: not journey.has_work())


def open_home(journey: Journey, person: Person) -> list[dict[str, Any]]:
    seen = person.home.hash if person.home else None
    person.open_home()
    journey.wait_until(lambda: person.home is not None and person.home.hash != seen)
    journey.wait_until(lambda: not journey.has_work())
    assert person.home is not None
    blocks: list[dict[str, Any]] = person.home.content["blocks"]
    return blocks


def picture_on(blocks: list[dict[str, Any]]) -> dict[str, Any] | None:
    return next((block for block in blocks if block["type"] == "image"), None)


def test_home_shows_the_newest_boards_picture_and_slack_keeps_no_other(drawing: Journey) -> None:
    files = drawing.workspace.team.files
    post_board(drawing, 44)
    post_board(drawing, 45)
    (file,) = files.values()
    assert (file.name, file.is_image, file.shares) == ("2026-W45.png", True, [])

    picture = picture_on(open_home(drawing, drawing.cy))
    assert picture is not None
    assert (picture["slack_file"], picture["alt_text"]) == ({"id": file.id}, ALT)
    assert picture["title"]["text"] == "Thanked ● and answered ■, in %"


def test_where_slack_refuses_the_picture_its_numbers_stand_there(drawing: Journey) -> None:
    post_board(drawing, 45)
    drawing.workspace.team.files.clear()
    blocks = open_home(drawing, drawing.cy)
    assert picture_on(blocks) is None
    assert ALT in str(blocks)


def test_without_the_scope_home_keeps_its_line_of_text(journey: Journey) -> None:
    post_board(journey, 45)
    blocks = open_home(journey, journey.cy)
    assert journey.workspace.team.files == {}
    assert picture_on(blocks) is None
    assert "thanked" in str(blocks)
    assert "60 → 71 %" in str(blocks)


def test_without_pillow_too(drawing: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    monkeypatch.delitem(sys.modules, "slackapp.features.leaderboard.blocks.picture", raising=False)
    post_board(drawing, 45)
    assert drawing.workspace.team.files == {}
