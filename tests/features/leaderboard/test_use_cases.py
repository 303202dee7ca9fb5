"""Boards are composed from the ledger and what rooms offer, and posted once, on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardOffer, Feature, TeamFigure
from slackapp.features.leaderboard import store, use_cases
from slackapp.features.leaderboard.settings import LeaderboardSettings
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
    section,
)

LINKS = links_offer({WEEK: 15, WEEK.previous(): 12})


def test_a_board_tells_what_the_team_gave_and_who_gave_most(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        giving.give("Bo", "Cy", "Di", "Eva")
        giving.give("Cy", "Di", kind="answer")
        giving.give("Di", "Fay")
        giving.give("Ana", "Bo", week=WEEK.previous())
        choose(tx, cause="nobody waits a day for help")
        shown = use_cases.show_board(tx, words="last", offers=[LINKS])
        assert shown.drawing is not None
        assert shown.drawing.text == (
            "We, not me · week 46\n"
            "Our cause: nobody waits a day for help\n"
            "\n"
            "3 people gave (last week 1)\n"
            "4 people thanked ▲3 · 4 kudos ▲3 · 5 new connections ▲4 · 15 links shared ▲3\n"
            "\n"
            "Who gave most\n"
            "1. Bo: thanked 3\n"
            "2. Cy: answered 1\n"
            "3. Di: thanked 1\n"
            "\n"
            "Links at 60"
        )


def test_a_month_adds_shares_up_and_takes_the_middle_of_medians(database: Database) -> None:
    minutes = {WEEK: 10, WEEK.previous(): 90, WEEK.next(): 30}

    def figures(_tx: Transaction, week: Week) -> list[TeamFigure]:
        if week not in minutes:
            return []
        return [
            TeamFigure(name="answered", count=2, of=3, words="questions answered"),
            TeamFigure(name="first", count=minutes[week], words="minutes", kind="median"),
        ]

    with transaction(database, now=MONDAY_NINE) as tx:
        Giving(tx, open_workspace(tx)).give("Bo", "Cy", "Di", "Eva")
        offers = [BoardOffer(place=1, figures=figures)]
        month = use_cases.show_board(tx, words="this month", offers=offers)
        assert month.drawing is not None
        assert "6 of 9 questions answered" in month.drawing.text
        assert "answered, 30 minutes" in month.drawing.text.replace(" · ", ", ")


def test_what_was_given_in_private_is_on_no_board(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        giving.give("Bo", "Cy", "Di", "Eva", audience="private")
        assert use_cases.show_board(tx, words="last", offers=[]).drawing is None


def test_guests_outside_people_and_those_who_left_are_never_named(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        for giver in ("Gus", "Olga", "Lea", "Ana", "Bo", "Cy"):
            giving.give(giver, "Di", "Eva")
        text = _text(use_cases.show_board(tx, words="last", offers=[]))
        assert "Ana, Bo and Cy: thanked 2" in text
        assert not any(name in text for name in ("Gus", "Olga", "Lea"))


def test_whoever_was_only_thanked_is_not_listed_for_the_new_connection(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        giving.give("Bo", "Cy")
        text = _text(use_cases.show_board(tx, words="last", offers=[]))
        assert "1. Bo: thanked 1" in text
        assert "Cy" not in text


def test_under_five_members_nobody_is_ranked(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        people = open_workspace(tx, members=("Ana", "Bo", "Cy", "Di"))
        Giving(tx, people).give("Bo", "Cy", "Di")
        assert "Who gave most" not in _text(use_cases.show_board(tx, words="last", offers=[]))
        save_people(tx, [PersonRecord(slack_id="UEVA", name="Eva")])
        assert "Who gave most" in _text(use_cases.show_board(tx, words="last", offers=[]))


def test_a_team_only_board_names_nobody(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        Giving(tx, open_workspace(tx)).give("Bo", "Cy", "Di")
        choose(tx, order="team_only")
        assert "Bo" not in _text(use_cases.show_board(tx, words="last", offers=[]))


def test_a_name_pings_nobody_in_the_stored_board(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        people = open_workspace(tx, members=("<!channel>", "Bo", "Cy", "Di", "Eva"))
        Giving(tx, people).give("<!channel>", "Bo", "Cy")
        use_cases.post_week(tx, week=WEEK, offers=[], channel_id="C1")
        board = use_cases.find_snapshot(tx, week=WEEK)
        assert board is not None
        assert "<!channel>" not in str(board.blocks)
        assert "&lt;!channel&gt;" in str(board.blocks)


def test_in_the_first_fourteen_days_nothing_compares(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        since = MONDAY_NINE - timedelta(days=13)
        giving = Giving(tx, open_workspace(tx, recording_since=since))
        for giver in ("Ana", "Bo", "Cy"):
            giving.give(giver, "Di")
        text = _text(use_cases.show_board(tx, words="last", offers=[LINKS]))
        assert "3 people gave\n" in text
        assert "▲" not in text


def test_a_month_adds_its_weeks_up_and_counts_each_person_once(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        for giver in ("Ana", "Bo", "Cy"):
            giving.give(giver, "Di", "Eva")
            giving.give(giver, "Fay", week=WEEK.previous())
        giving.give("Ana", "Fay", week=Week(2026, 44))
        text = _text(use_cases.show_board(tx, words="month", offers=[LINKS]))
        assert text.startswith("We, not me · weeks 45 to 48, so far\n\n3 people gave\n")
        assert "9 kudos" in text
        assert "27 links shared" in text
        assert "Ana" in text.partition("Who gave most")[2]
        assert "thanked 3" in text
        assert "Links at 60" not in text


def test_offers_stand_by_their_place_and_figures_come_once(database: Database) -> None:
    same = BoardOffer(
        place=5,
        figures=lambda _tx, _week: [TeamFigure(name="kudos", count=99, words="kudos")],
        section=lambda _tx, _week: None,
    )
    last, first = (BoardOffer(place=place, section=section(f"At {place}")) for place in (90, 10))
    features = [Feature(name="any", board=offer) for offer in (last, same, first)] + [
        Feature(name="none")
    ]
    offers = use_cases.board_offers(features)
    with transaction(database, now=MONDAY_NINE) as tx:
        Giving(tx, open_workspace(tx)).give("Bo", "Cy")
        text = _text(use_cases.show_board(tx, words="last", offers=offers))
        assert "1 kudos" in text
        assert "99" not in text
        assert text.endswith("At 10\n\nAt 90")


def test_words_that_name_no_period_are_told_so(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        assert use_cases.show_board(tx, words="since ever", offers=[]).period is None


def test_a_week_is_posted_once_with_what_was_true_then(database: Database) -> None:
    queue = RecordedQueue()
    with transaction(database, now=MONDAY_NINE, queue=queue) as tx:
        giving = Giving(tx, open_workspace(tx))
        giving.give("Bo", "Cy")
        choose(tx, channel="CBOARD")
        first = use_cases.post_week(tx, week=WEEK, offers=[LINKS])
    with transaction(database, now=MONDAY_NINE + timedelta(days=1), queue=queue) as tx:
        Giving(tx, giving.people, hours=50).give("Ana", "Cy", "Di", "Eva")
        second = use_cases.post_week(tx, week=WEEK, offers=[], channel_id="COTHER")
        assert (first.newly_planned, second.newly_planned) == (True, False)
        assert first.text == second.text
        assert "Bo: thanked 1" in first.text
        assert use_cases.count_posts(tx, week=WEEK) == 1
        assert [(post.kind, post.subject, post.channel_id) for post in list_posts(tx)] == [
            ("leaderboard.weekly", "2026-W46", "CBOARD")
        ]
        assert first.post_id is not None
        assert post_state(tx, first.post_id) == "planned"
    assert len(queue.rows) == 1


def test_looking_ahead_records_nothing(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        Giving(tx, open_workspace(tx)).give("Bo", "Cy")
        ahead = _text(use_cases.preview_week(tx, week=WEEK, offers=[LINKS]))
        assert use_cases.count_posts(tx, week=WEEK) == 0
        assert list_posts(tx) == []
        posted = use_cases.post_week(tx, week=WEEK, offers=[LINKS], channel_id="C1")
        assert posted.text == ahead


def test_without_a_channel_the_board_cannot_be_posted(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        Giving(tx, open_workspace(tx)).give("Bo", "Cy")
        with pytest.raises(Refusal, match="Choose the board's channel first"):
            use_cases.post_week(tx, week=WEEK, offers=[])


def test_a_week_without_anything_is_skipped_until_something_is_known(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        save_settings(tx, LeaderboardSettings(channel="C1"))
        skipped = use_cases.post_due_week(tx, offers=[])
        assert skipped is not None
        assert (skipped.state, skipped.reason) == ("skipped", "nothing_happened")
        assert use_cases.count_posts(tx, week=WEEK) == 0
        assert list_posts(tx) == []
        giving.give("Bo", "Cy")
        posted = use_cases.post_week(tx, week=WEEK, offers=[], channel_id="C1")
        assert (posted.state, posted.newly_planned) == ("posted", True)


def test_whoever_asks_for_an_empty_week_gets_a_quiet_board(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        open_workspace(tx)
        posted = use_cases.post_week(tx, week=WEEK, offers=[], channel_id="C1")
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
            texts.append(use_cases.post_week(tx, week=week, offers=[], channel_id="C1").text)
        first_again = _text(use_cases.preview_week(tx, week=weeks[0], offers=[]))
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
        posted = use_cases.post_due_week(tx, offers=[])
        assert (posted and (posted.state, "comes late" in posted.text)) == outcome
        assert len(list_posts(tx)) == (posted is not None and posted.state == "posted")


def test_weeks_before_recording_are_never_due(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        people = open_workspace(tx, recording_since=MONDAY_NINE)
        Giving(tx, people).give("Bo", "Cy")
        choose(tx, channel="C1")
        assert use_cases.post_due_week(tx, offers=[]) is None


def test_other_workspaces_have_boards_of_their_own(database: Database) -> None:
    for workspace_id in ("T1", "T2"):
        with transaction(database, workspace_id=workspace_id, now=MONDAY_NINE) as tx:
            Giving(tx, open_workspace(tx)).give("Bo", "Cy")
            choose(tx, channel="C1")
            assert use_cases.post_due_week(tx, offers=[]) is not None


def test_nobody_steps_back_from_a_month(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        people = open_workspace(tx)
        Giving(tx, people).give("Bo", "Cy")
        for number in (43, 44):
            _was_posted(tx, Week(2026, number), {people["Bo"]})
        text = _text(use_cases.show_board(tx, words="month", offers=[]))
        assert "1. Bo: thanked 1" in text
        assert "steps back" not in text


def test_who_stood_on_the_boards_of_another_workspace_steps_back_from_none_here(
    database: Database,
) -> None:
    with transaction(database, workspace_id="T2", now=MONDAY_NINE) as tx:
        people = open_workspace(tx)
        Giving(tx, people).give("Bo", "Cy")
        elsewhere = replace(tx, workspace_id="T1")
        for number in (44, 45):
            _was_posted(elsewhere, Week(2026, number), set(people.values()))
        assert "1. Bo" in _text(use_cases.show_board(tx, words="last", offers=[]))


def test_removing_a_skipped_week_leaves_a_posted_one(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        _was_posted(tx, WEEK, set())
        store.remove_skipped(tx, WEEK)
        assert use_cases.count_posts(tx, week=WEEK) == 1


def test_a_sum_is_worded_like_a_sum(database: Database) -> None:
    offer = links_offer({Week(2026, 45): 1, WEEK: 1})
    with transaction(database, now=MONDAY_NINE) as tx:
        open_workspace(tx)
        text = _text(use_cases.show_board(tx, words="month", offers=[offer]))
        assert text.endswith("Quiet so far: 2 links shared.")


def _was_posted(tx: Transaction, week: Week, listed: set[int]) -> None:
    post = store.WeekPost(week=week, state="posted", planned_at=tx.now, listed=frozenset(listed))
    store.add_post(tx, post)


def _text(shown: use_cases.BoardShown) -> str:
    assert shown.drawing is not None
    return shown.drawing.text
