"""A link is one act, worth a half more for each of four more people who find it useful."""

from decimal import Decimal

import pytest

from slackapp.database.engines import Database
from slackapp.ledger.acts import Act, Source
from slackapp.ledger.giver_weeks import rebuild, refresh_weeks
from slackapp.ledger.giving import settle
from slackapp.ledger.policy import ScorePolicy
from slackapp.ledger.rules import score_week
from slackapp.ledger.weeks import giver_week
from tests.builders.databases import transaction
from tests.ledger.builders import WEEK, at, live, open_workspace, people

POLICY = ScorePolicy()


@pytest.mark.parametrize(
    ("finders", "points"), [(1, "2"), (2, "2.5"), (5, "4"), (6, "4"), (20, "4")]
)
def test_more_people_make_it_worth_more_up_to_four(finders: int, points: str) -> None:
    acts = [
        live("link", 10 + n, at(minutes=n), party="link:a", source="link:a:1")
        for n in range(finders)
    ]
    assert score_week(acts, (), POLICY).score == Decimal(points)


def test_without_own_words_it_is_worth_half_and_the_others_add_the_same() -> None:
    acts = [
        live("link", 10 + n, at(minutes=n), party="link:a", source="link:a:1", bare=True)
        for n in range(3)
    ]
    assert score_week(acts, (), POLICY).score == Decimal(2)


@pytest.mark.parametrize(("earlier", "points"), [(1, "1"), (3, "1"), (4, "0.5"), (5, "0")])
def test_in_a_later_week_only_what_is_new_counts(earlier: int, points: str) -> None:
    acts = [
        live("link", 10 + n, at(minutes=n), party="link:a", source="link:a:1") for n in range(2)
    ]
    scored = score_week(acts, (), POLICY, earlier={("link:a:1", "link:a"): earlier})
    assert scored.score == Decimal(points)


def test_a_link_found_useful_again_after_a_long_time_is_the_same_link(database: Database) -> None:
    source = Source("link:a:1:public", "C1", "1.000000", "public", about="link:a:public")
    with transaction(database) as tx:
        open_workspace(tx)
        sharer, one, other = people(tx, "U1", "U2", "U3")
        first, later = at(days=-200), at()
        acts = {Act("link", sharer, who, party="link:a"): when
                for who, when in ((one, first), (other, later))}  # fmt: skip
        settle(tx, source, acts, later)
        assert giver_week(tx, sharer, WEEK).sharing == Decimal("0.5")
        refresh_weeks(tx)
        assert rebuild(tx, check=True) == []


def test_who_finds_it_useful_earlier_puts_later_weeks_out_of_date(database: Database) -> None:
    source = Source("link:a:1:public", "C1", "1.000000", "public", about="link:a:public")
    with transaction(database) as tx:
        open_workspace(tx)
        sharer, one, other = people(tx, "U1", "U2", "U3")
        acts = {Act("link", sharer, one, party="link:a"): at(days=7)}
        settle(tx, source, acts, at(days=7))
        refresh_weeks(tx)
        assert giver_week(tx, sharer, WEEK.next()).sharing == Decimal(2)
        acts[Act("link", sharer, other, party="link:a")] = at()
        settle(tx, source, acts, at(days=8))
        assert giver_week(tx, sharer, WEEK).sharing == Decimal(2)
        assert giver_week(tx, sharer, WEEK.next()).sharing == Decimal("0.5")
        refresh_weeks(tx)
        assert rebuild(tx, check=True) == []
