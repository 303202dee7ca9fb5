"""Rows wait for company, and nobody can tell."""

from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from slackapp.database.engines import Database
from slackapp.database.upsert import insert_new, insert_or_update
from slackapp.intake.models import IndexedMessage
from slackapp.workspace.models import WorkspaceSettingRow
from tests.builders.statements import sent_to

UNFIT: Any = None  # a key may not be null


def put(session: Session, name: str, value: object = 1) -> None:
    row = {"workspace_id": "T1", "name": name, "value": value}
    insert_new(session, WorkspaceSettingRow, [row])


def overwrite(session: Session, name: str, value: object) -> None:
    row = {"workspace_id": "T1", "name": name, "value": value}
    insert_or_update(session, WorkspaceSettingRow, [row], update=["value"])


def stored(database: Database) -> dict[str, object]:
    with database.reading() as session:
        return {row.name: row.value for row in session.scalars(select(WorkspaceSettingRow))}


def test_rows_added_one_by_one_are_one_statement(database: Database) -> None:
    with sent_to(database.engine) as sent, database.writing() as session:
        for number in range(20):
            put(session, f"row.{number}")
    assert sum("INSERT" in sql for sql in sent) == 1
    assert len(stored(database)) == 20


def test_a_query_of_their_table_finds_them(database: Database) -> None:
    with database.writing() as session:
        put(session, "one")
        assert session.get(WorkspaceSettingRow, ("T1", "one")) is not None
        put(session, "two")
        counting = select(func.count()).select_from(WorkspaceSettingRow)
        assert session.scalar(counting) == 2
        put(session, "three")
        raw = text("SELECT count(*) FROM workspace_setting")
        assert session.connection().scalar(raw) == 3


def test_a_query_of_another_table_lets_them_wait(database: Database) -> None:
    with sent_to(database.engine) as sent, database.writing() as session:
        put(session, "one")
        session.scalars(select(IndexedMessage)).all()
        put(session, "two")
    assert sum("INSERT" in sql for sql in sent) == 1


def test_what_is_written_to_a_row_later_stands(database: Database) -> None:
    with database.writing() as session:
        overwrite(session, "one", "first")
        put(session, "one", "too late")
        overwrite(session, "one", "second")
        put(session, "two", "first")
        overwrite(session, "two", "second")
    assert stored(database) == {"one": "second", "two": "second"}


def test_a_savepoint_takes_only_its_own_rows_with_it(database: Database) -> None:
    with database.writing() as session:
        put(session, "before")
        with pytest.raises(ZeroDivisionError):
            _put_and_fail(session)
        put(session, "after")
    assert stored(database).keys() == {"before", "after"}


def test_a_row_that_does_not_fit_fails_within_its_savepoint(database: Database) -> None:
    with database.writing() as session:
        put(session, "before")
        with pytest.raises(IntegrityError), session.begin_nested():
            overwrite(session, UNFIT, 1)
        put(session, "after")
    assert stored(database).keys() == {"before", "after"}


def test_a_row_that_does_not_fit_undoes_the_transaction(database: Database) -> None:
    with pytest.raises(IntegrityError):
        _put_one_that_does_not_fit(database)
    assert stored(database) == {}


def test_a_session_that_holds_nothing_back_writes_at_once(database: Database) -> None:
    with Session(database.engine) as session, sent_to(database.engine) as sent:
        put(session, "one")
        assert sum("INSERT" in sql for sql in sent) == 1


def _put_and_fail(session: Session) -> None:
    with session.begin_nested():
        put(session, "inside")
        raise ZeroDivisionError


def _put_one_that_does_not_fit(database: Database) -> None:
    with database.writing() as session:
        put(session, "one")
        overwrite(session, UNFIT, 1)
