"""A state counts once, whoever brings it at the same moment; and none is kept for long."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import func, select

from slackapp.database.engines import Database
from slackapp.workspace.models import UsedStateRow
from slackapp.workspace.used_states import consume, forget_expired
from tests.conftest import NOON

RACERS, RACES = 8, 50


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(UsedStateRow)) or 0


def test_of_eight_who_bring_it_at_once_one_wins_fifty_times(database: Database) -> None:
    start = Barrier(RACERS)

    def race(nonce: str) -> bool:
        start.wait()
        with database.writing() as session:
            return consume(session, nonce, NOON)

    with ThreadPoolExecutor(RACERS) as racers:
        won = [sum(racers.map(race, [f"nonce {n}"] * RACERS)) for n in range(RACES)]
    assert won == [1] * RACES
    assert count(database) == RACES


def test_what_has_expired_is_forgotten(database: Database) -> None:
    with database.writing() as session:
        consume(session, "old", NOON)
        consume(session, "new", NOON + timedelta(minutes=1))
        forget_expired(session, NOON)
    assert count(database) == 1
