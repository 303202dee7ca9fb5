"""What people write to each other does not stay with us."""

import logging

import pytest
from sqlalchemy import MetaData, select

from slackapp.database.engines import Database
from tests.journeys.conftest import SECRET, Journey

CANARIES = (
    "canarytalk",
    "canaryedit",
    "canarygone",
    "canarypwd",
    "canarytoken",
    "canarycommand",
    SECRET,
    "xoxb-",
)


def _talk(journey: Journey) -> None:
    """Every kind of message, each with a word nobody else uses."""
    for number in range(30):
        journey.ana.post(journey.general, f"canarytalk number {number} " + "and so on " * number)
    edited = journey.bo.post(journey.general, "canaryedit before")
    journey.bo.edit(edited, "canaryedit after")
    journey.cy.delete(journey.cy.post(journey.general, "canarygone"))
    journey.ana.post(journey.general, "https://a.b/?pwd=canarypwd <https://a.b/#token=canarytoken>")
    journey.cy.command(
        "/kudos",
        "@ana.lopez for the call at https://a.b/?pwd=canarycommand today",
        channel=journey.general,
    )
    journey.cy.post(journey.general, "<@U2> ++ for https://a.b/?pwd=canarycommand and more")
    journey.wait_until(lambda: len(journey.live_kudos()) == 2)
    journey.wait_until(lambda: len(journey.posts()) == 1)
    journey.settle()


def _everything_stored(url: str) -> str:
    """All rows of all tables and, on SQLite, the bytes of its files."""
    database = Database(url)
    with database.engine.connect() as connection:
        tables = MetaData()
        tables.reflect(connection)
        rows = [
            repr([bytes(part) if isinstance(part, memoryview) else part for part in row])
            for table in tables.sorted_tables
            for row in connection.execute(select(table))
        ]
    database.close()
    path = database.sqlite_path
    files = path.parent.glob(f"{path.name}*") if path is not None else ()
    return "\n".join([*rows, *(file.read_bytes().decode("latin-1") for file in files)])


def test_words_and_secrets_are_in_no_table_file_or_log_line(
    journey: Journey,
    database_url: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG, logger="slackapp")
    _talk(journey)
    journey.stop()
    stored = _everything_stored(database_url)
    assert "at https://a.b/?pwd=*** today" in stored
    assert [word for word in CANARIES if word in stored] == []
    told = "".join(capfd.readouterr()) + caplog.text
    assert [word for word in CANARIES if word in told] == []
