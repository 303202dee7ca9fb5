"""Both databases behave alike behind `Database`."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from slackapp.database.engines import Database


def test_a_writing_session_commits_at_the_end(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("CREATE TABLE note (words text)"))
        session.execute(text("INSERT INTO note VALUES ('kept')"))
    with database.reading() as session:
        assert session.execute(text("SELECT words FROM note")).scalars().all() == ["kept"]


def test_an_error_rolls_a_writing_session_back(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("CREATE TABLE note (words text)"))
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(database)
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM note")).scalar_one() == 0


def test_writers_that_read_first_never_find_the_database_locked(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("CREATE TABLE tally (n integer)"))

    def read_then_write(n: int) -> None:
        with database.writing() as session:
            session.execute(text("SELECT count(*) FROM tally")).scalar_one()
            session.execute(text("INSERT INTO tally VALUES (:n)"), {"n": n})

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(read_then_write, range(64)))
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM tally")).scalar_one() == 64


def test_what_a_stopped_replica_holds_open_is_given_back_and_a_slow_command_is_left_alone(
    database: Database,
) -> None:
    if database.is_sqlite:  # its lock is the process's
        return
    replica = Database(database.url, is_replica=True)
    assert _setting(replica, "idle_in_transaction_session_timeout") == "15s"
    assert _setting(database, "idle_in_transaction_session_timeout") == "0"
    with replica.writing() as stopped:
        stopped.execute(text("SELECT pg_advisory_xact_lock(1)"))
        stopped.execute(text("SET idle_in_transaction_session_timeout = 1"))  # ends it from here on
        with database.writing() as other:  # waits for ever where nobody ends the first one
            other.execute(text("SELECT pg_advisory_xact_lock(1)"))
        stopped.invalidate()
    replica.close()


def _setting(database: Database, name: str) -> str:
    with database.reading() as session:
        return str(session.scalar(text(f"SHOW {name}")))


def _write_and_fail(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("INSERT INTO note VALUES ('lost')"))
        _ = 1 // 0
