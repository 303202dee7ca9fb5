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


def _write_and_fail(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("INSERT INTO note VALUES ('lost')"))
        _ = 1 // 0
