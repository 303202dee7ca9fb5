"""What becomes of nudges that left: looked at one at a time, and forgotten in time."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, true
from sqlalchemy.exc import OperationalError

from slackapp.database.transaction import Transaction
from slackapp.features.nudges.store import nudges
from slackapp.features.nudges.use_cases.following import follow, forget_old
from slackapp.features.nudges.use_cases.pressing import press
from slackapp.features.nudges.use_cases.showing import word_message
from tests.builders.wishes import MESSAGE
from tests.features.nudges.desk import NOON, Desk


@pytest.fixture
def late(desk: Desk) -> Desk:
    """A message to Ana was planned at 16:59 by her clock; now it is evening."""
    if desk.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    desk.now = NOON + timedelta(hours=3, minutes=59)
    desk.want(MESSAGE, "bills", "UANA")
    desk.tick(sends=False)
    desk.later(hours=3)
    return desk


def test_a_row_that_is_looked_at_is_not_changed_by_its_leaving_post(late: Desk) -> None:
    [post_id] = late.planned_posts()
    with late.work() as tx:
        assert len(nudges.list_sent_due(tx, limit=10)) == 1
        with pytest.raises(OperationalError):
            _leave(late, post_id)
    late.tick()
    assert late.states() == {"bills": "waiting"}


def test_a_row_whose_post_is_just_leaving_is_not_looked_at(late: Desk) -> None:
    [post_id] = late.planned_posts()
    with late.work() as leaving:
        assert word_message(leaving, late.offers, post_id) is None
        leaving.session.flush()
        with late.work() as tx:
            _wait_no_longer(tx)
            follow(tx, late.offers)
    assert late.states() == {"bills": "waiting"}


def test_what_was_answered_is_forgotten_after_a_week_and_the_rest_after_half_a_year(
    desk: Desk,
) -> None:
    desk.want(MESSAGE, "bills", "UANA")
    desk.tick()
    nudge_id = desk.nudge_id(MESSAGE, "bills")
    with desk.work() as tx:
        press(tx, desk.offers, nudge_id=nudge_id, choice="yes", person_id="UANA")
    for days, outcome in ((7, "Done, about bills."), (1, "")):
        desk.later(days=days)
        with desk.work() as tx:
            forget_old(tx)
            row = nudges.find_nudge(tx, nudge_id)
            assert row is not None
            assert (row.choice, row.outcome) == ("yes", outcome)
    desk.later(days=180)
    with desk.work() as tx:
        forget_old(tx)
        assert nudges.find_nudge(tx, nudge_id) is None


def _leave(desk: Desk, post_id: str) -> None:
    with desk.work() as tx:
        _wait_no_longer(tx)
        word_message(tx, desk.offers, post_id)


def _wait_no_longer(tx: Transaction) -> None:
    tx.session.execute(select(func.set_config("lock_timeout", "300ms", true())))
