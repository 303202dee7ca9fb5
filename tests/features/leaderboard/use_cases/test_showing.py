"""Boards on request: of one channel, of long times, with what changed since the post."""

from collections.abc import Sequence

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardOffer, TeamFigure
from slackapp.features.leaderboard.use_cases import picturing, posting, showing
from slackapp.ledger.acts import Act, ActKind, Source
from slackapp.ledger.giving import give
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.channels import ChannelRecord, save_channels, set_kind
from slackapp.workspace.people import hide_name
from tests.builders.databases import RecordedQueue, transaction
from tests.features.leaderboard.builders import (
    MONDAY_NINE,
    ROME,
    WEEK,
    Giving,
    choose,
    open_workspace,
)

SHARES = {WEEK: (11, 12), WEEK.previous(): (8, 10), WEEK.previous().previous(): (6, 9)}


def _figures(_tx: Transaction, weeks: Sequence[Week]) -> list[list[TeamFigure]]:
    return [_of_week(week) for week in weeks]


def _of_week(week: Week) -> list[TeamFigure]:
    thanked, answered = SHARES.get(week, (0, 0))
    if not thanked:
        return []
    return [
        TeamFigure(name="helpers_thanked", count=thanked, of=20, words="t", kind="headline"),
        TeamFigure(name="answered", count=answered, of=20, words="questions answered"),
    ]


QUESTIONS = BoardOffer(place=50, figures=_figures)


def _text(shown: showing.BoardShown) -> str:
    assert shown.drawing is not None
    return shown.drawing.text


def _give_in(
    tx: Transaction, people: dict[str, int], channel: str, giver: str, *to: str, kind: ActKind
) -> None:
    for place, receiver in enumerate(to):
        at = micros_of_datetime(WEEK.start(ROME)) + 1_000_000 * (place + len(giver))
        source = Source(f"{channel}:{giver}:{receiver}:{kind}", channel, None, "public")
        give(tx, source, [Act(kind, people[giver], people[receiver])], at)


def test_the_board_of_a_channel_knows_what_was_given_there_alone(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        people = open_workspace(tx)
        save_channels(tx, [ChannelRecord(channel_id="CHELP", name="help")])
        _give_in(tx, people, "CHELP", "Bo", "Cy", "Di", kind="answer")
        _give_in(tx, people, "CHELP", "Ana", "Cy", kind="kudos")
        _give_in(tx, people, "CHELP", "Eva", "Cy", "Di", "Fay", kind="kudos")
        _give_in(tx, people, "CHELP", "Gus", "Cy", kind="answer")
        _give_in(tx, people, "CELSE", "Fay", "Cy", kind="answer")
        shown = showing.show_board(tx, words="last week <#CHELP|help>", offers=[QUESTIONS])
        assert _text(shown) == (
            "We, not me · week 46 · #help\n\n"
            "3 people gave (last week 0)\n"
            "3 people thanked ▲3 · 4 kudos ▲4\n\n"
            "Who gave most · by giving score: helping counts most\n"
            "1. Bo: answered 2\n"
            "2. Eva: thanked 3\n"
            "3. Ana: thanked 1"
        )


@pytest.mark.parametrize("channel", ["CGONE", "GSECRET", "CSHARED"])
def test_only_public_channels_have_a_board(database: Database, channel: str) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        people = open_workspace(tx)
        shared = ChannelRecord(channel_id="CSHARED", name="x", external=True)
        save_channels(tx, [ChannelRecord(channel_id="GSECRET", name="s"), shared])
        set_kind(tx, "GSECRET", kind="private")
        _give_in(tx, people, channel, "Bo", "Cy", "Di", kind="answer")
        shown = showing.show_board(tx, words=f"last <#{channel}|x>", offers=[])
        assert shown.unknown_channel
        assert shown.drawing is None


def test_who_hides_their_name_gives_in_a_channel_unnamed(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        people = open_workspace(tx)
        save_channels(tx, [ChannelRecord(channel_id="CHELP", name="help")])
        for giver in ("Ana", "Bo", "Eva"):
            _give_in(tx, people, "CHELP", giver, "Cy", kind="answer")
        hide_name(tx, people["Bo"], hides_name=True)
        text = _text(showing.show_board(tx, words="last <#CHELP>", offers=[]))
        assert "3 people gave" in text
        assert "Bo" not in text


def test_a_quarter_and_a_year_add_their_weeks_up(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        for giver in ("Ana", "Bo", "Cy"):
            giving.give(giver, "Di", week=Week(2026, 41))
            giving.give(giver, "Eva", week=Week(2026, 20))
        quarter = _text(showing.show_board(tx, words="quarter", offers=[]))
        year = _text(showing.show_board(tx, words="this year", offers=[]))
        assert quarter.startswith("We, not me · quarter 4 of 2026, so far\n")
        assert "3 kudos" in quarter
        assert year.startswith("We, not me · 2026, so far\n")
        assert "6 kudos" in year


def test_the_chart_reads_the_weeks_before_a_post_anew_and_the_next_ask_has_them(
    database: Database,
) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        Giving(tx, open_workspace(tx)).give("Bo", "Cy", "Di")
        asked = showing.show_board(tx, words="last", offers=[QUESTIONS])
        assert asked.trend == ()
        posting.post_week(tx, week=WEEK, offers=[QUESTIONS], channel_id="C1")
        board = showing.find_snapshot(tx, week=WEEK)
        assert board is not None
        assert "Weeks 44, 45, 46: thanked 30, 40, 55 %, answered 45, 50, 60 %" in board.text
        assert [one["type"] for one in board.blocks].count("data_visualization") == 1
        assert [one.thanked for one in picturing.last_trend(tx)] == [30, 40, 55]
        later = showing.preview_week(tx, week=WEEK.next(), offers=[QUESTIONS])
        assert [one.thanked for one in later.trend] == [30, 40, 55]


@pytest.mark.parametrize("wanted", [True, False])
def test_the_picture_for_home_is_drawn_where_it_is_wanted(
    database: Database,
    wanted: bool,  # noqa: FBT001
) -> None:
    queue = RecordedQueue()
    with transaction(database, now=MONDAY_NINE, queue=queue) as tx:
        Giving(tx, open_workspace(tx)).give("Bo", "Cy")
        choose(tx, channel="C1", picture_on_home=wanted)
        posting.post_week(tx, week=WEEK, offers=[QUESTIONS], channel_id="C1")
        posting.post_week(tx, week=WEEK, offers=[QUESTIONS], channel_id="C1")
    drawn = [row for row in queue.rows if posting.PICTURE in str(row)]
    assert len(drawn) == (1 if wanted else 0)


def test_what_is_not_wanted_any_more_is_not_shown(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        Giving(tx, open_workspace(tx)).give("Bo", "Cy")
        choose(tx, channel="C1", picture_on_home=True)
        posting.post_week(tx, week=WEEK, offers=[QUESTIONS], channel_id="C1")
        assert picturing.last_picture(tx) == ""
        assert picturing.keep_picture(tx, WEEK, "F1") == []
        assert picturing.last_picture(tx) == "F1"
        choose(tx, channel="C1", picture_on_home=False)
        assert picturing.last_picture(tx) == ""


def test_who_asks_for_a_posted_week_is_told_what_came_since(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        giving.give("Bo", "Cy", "Di")
        giving.give("Ana", "Cy")
        posted = posting.post_week(tx, week=WEEK, offers=[], channel_id="C1")
        assert "Since" not in _text(showing.show_board(tx, words="last", offers=[]))
        giving.give("Bo", "Eva", "Fay", kind="answer")
        hide_name(tx, giving.people["Ana"], hides_name=True)
        giving.give("Ana", "Di")
        text = _text(showing.show_board(tx, words="last", offers=[]))
        assert text.endswith("Since it was posted: Bo 2 more answers")
        board = showing.find_snapshot(tx, week=WEEK)
        assert board is not None
        assert board.text == posted.text
