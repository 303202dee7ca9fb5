"""Boards are composed from the ledger and what rooms offer, on both databases."""

from datetime import timedelta

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardOffer, Feature, TeamFigure
from slackapp.features.leaderboard import store
from slackapp.features.leaderboard.use_cases import posting, showing
from slackapp.features.leaderboard.use_cases.composing import board_offers
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import PersonRecord, save_people
from tests.builders.databases import transaction
from tests.features.leaderboard.builders import (
    MONDAY_NINE,
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
        shown = showing.show_board(tx, words="last", offers=[LINKS])
        assert shown.drawing is not None
        assert shown.drawing.text == (
            "We, not me · week 46\n"
            "Our cause: nobody waits a day for help\n"
            "\n"
            "3 people gave (last week 1)\n"
            "5 new connections ▲4 · 4 people thanked ▲3 · 4 kudos ▲3 · 15 links shared ▲3\n"
            "\n"
            "Who gave most · by giving score: helping counts most\n"
            "1. Bo: thanked 3\n"
            "2. Cy: answered 1\n"
            "3. Di: thanked 1\n"
            "\n"
            "Links at 60"
        )


def test_a_month_adds_shares_up_and_takes_the_middle_of_medians(database: Database) -> None:
    minutes = {WEEK: 10, WEEK.previous(): 90, WEEK.next(): 30}

    def of_week(week: Week) -> list[TeamFigure]:
        if week not in minutes:
            return []
        return [
            TeamFigure(name="answered", count=2, of=3, words="questions answered"),
            TeamFigure(name="first", count=minutes[week], words="minutes", kind="median"),
        ]

    with transaction(database, now=MONDAY_NINE) as tx:
        Giving(tx, open_workspace(tx)).give("Bo", "Cy", "Di", "Eva")
        offers = [BoardOffer(place=1, figures=lambda _tx, weeks: list(map(of_week, weeks)))]
        month = showing.show_board(tx, words="this month", offers=offers)
        assert month.drawing is not None
        assert "6 of 9 questions answered" in month.drawing.text
        assert "30 minutes" in month.drawing.text


def test_what_was_given_in_private_is_on_no_board(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        giving.give("Bo", "Cy", "Di", "Eva", audience="private")
        assert showing.show_board(tx, words="last", offers=[]).drawing is None


def test_guests_outside_people_and_those_who_left_are_never_named(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        for giver in ("Gus", "Olga", "Lea", "Ana", "Bo", "Cy"):
            giving.give(giver, "Di", "Eva")
        text = _text(showing.show_board(tx, words="last", offers=[]))
        assert "Ana, Bo and Cy: thanked 2" in text
        assert not any(name in text for name in ("Gus", "Olga", "Lea"))


def test_whoever_was_only_thanked_is_not_listed_for_the_new_connection(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        giving.give("Bo", "Cy")
        text = _text(showing.show_board(tx, words="last", offers=[]))
        assert "1. Bo: thanked 1" in text
        assert "Cy" not in text


def test_under_five_members_nobody_is_ranked(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        people = open_workspace(tx, members=("Ana", "Bo", "Cy", "Di"))
        Giving(tx, people).give("Bo", "Cy", "Di")
        assert "Who gave most" not in _text(showing.show_board(tx, words="last", offers=[]))
        save_people(tx, [PersonRecord(slack_id="UEVA", name="Eva")])
        assert "Who gave most" in _text(showing.show_board(tx, words="last", offers=[]))


def test_a_team_only_board_names_nobody(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        Giving(tx, open_workspace(tx)).give("Bo", "Cy", "Di")
        choose(tx, order="team_only")
        assert "Bo" not in _text(showing.show_board(tx, words="last", offers=[]))


def test_a_name_pings_nobody_in_the_stored_board(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        people = open_workspace(tx, members=("<!channel>", "Bo", "Cy", "Di", "Eva"))
        Giving(tx, people).give("<!channel>", "Bo", "Cy")
        posting.post_week(tx, week=WEEK, offers=[], channel_id="C1")
        board = showing.find_snapshot(tx, week=WEEK)
        assert board is not None
        assert "<!channel>" not in str(board.blocks)
        assert "&lt;!channel&gt;" in str(board.blocks)


def test_in_the_first_fourteen_days_nothing_compares(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        since = MONDAY_NINE - timedelta(days=13)
        giving = Giving(tx, open_workspace(tx, recording_since=since))
        for giver in ("Ana", "Bo", "Cy"):
            giving.give(giver, "Di")
        text = _text(showing.show_board(tx, words="last", offers=[LINKS]))
        assert "3 people gave\n" in text
        assert "▲" not in text


def test_a_month_adds_its_weeks_up_and_counts_each_person_once(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        for giver in ("Ana", "Bo", "Cy"):
            giving.give(giver, "Di", "Eva")
            giving.give(giver, "Fay", week=WEEK.previous())
        giving.give("Ana", "Fay", week=Week(2026, 44))
        text = _text(showing.show_board(tx, words="month", offers=[LINKS]))
        assert text.startswith("We, not me · weeks 45 to 48, so far\n\n3 people gave\n")
        assert "9 kudos" in text
        assert "27 links shared" in text
        assert "Ana" in text.partition("Who gave most")[2]
        assert "thanked 3" in text
        assert "Links at 60" not in text


def test_offers_stand_by_their_place_and_figures_come_once(database: Database) -> None:
    same = BoardOffer(
        place=5,
        figures=lambda _tx, _weeks: [[TeamFigure(name="kudos", count=99, words="kudos")]],
        section=lambda _tx, _week: None,
    )
    last, first = (BoardOffer(place=place, section=section(f"At {place}")) for place in (90, 10))
    features = [Feature(name="any", boards=[offer]) for offer in (last, same, first)] + [
        Feature(name="none")
    ]
    offers = board_offers(features)
    with transaction(database, now=MONDAY_NINE) as tx:
        giving = Giving(tx, open_workspace(tx))
        for giver in ("Ana", "Bo", "Di"):
            giving.give(giver, "Cy")
        text = _text(showing.show_board(tx, words="last", offers=offers))
        assert "3 kudos" in text
        assert "99" not in text
        above, _, below = text.partition("Who gave most")
        assert above.endswith("At 10\n\n")
        assert below.endswith("At 90")


def test_words_that_name_no_period_are_told_so(database: Database) -> None:
    with transaction(database) as tx:
        open_workspace(tx)
        assert showing.show_board(tx, words="since ever", offers=[]).period is None


def test_nobody_steps_back_from_a_month(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        people = open_workspace(tx)
        Giving(tx, people).give("Bo", "Cy")
        for number in (43, 44):
            _was_posted(tx, Week(2026, number), {people["Bo"]})
        text = _text(showing.show_board(tx, words="month", offers=[]))
        assert "1. Bo: thanked 1" in text
        assert "steps back" not in text


def test_who_stood_on_the_boards_of_another_workspace_steps_back_from_none_here(
    database: Database,
) -> None:
    with transaction(database, workspace_id="T2", now=MONDAY_NINE) as tx:
        people = open_workspace(tx)
        Giving(tx, people).give("Bo", "Cy")
    with transaction(database, now=MONDAY_NINE) as elsewhere:
        for number in (44, 45):
            _was_posted(elsewhere, Week(2026, number), set(people.values()))
    with transaction(database, workspace_id="T2", now=MONDAY_NINE) as tx:
        assert "1. Bo" in _text(showing.show_board(tx, words="last", offers=[]))


def test_a_sum_is_worded_like_a_sum(database: Database) -> None:
    offer = links_offer({Week(2026, 45): 1, WEEK: 1})
    with transaction(database, now=MONDAY_NINE) as tx:
        open_workspace(tx)
        text = _text(showing.show_board(tx, words="month", offers=[offer]))
        assert text.endswith("Quiet so far: 2 links shared.")


def _was_posted(tx: Transaction, week: Week, listed: set[int]) -> None:
    post = store.WeekPost(week=week, state="posted", planned_at=tx.now, listed=frozenset(listed))
    store.add_post(tx, post)


def _text(shown: showing.BoardShown) -> str:
    assert shown.drawing is not None
    return shown.drawing.text
