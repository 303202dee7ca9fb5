"""What the last release left open is done by this one, after its migrations (J8)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection, text

from slackapp.catalogue import FEATURES
from slackapp.database.engines import Database
from slackapp.database.migrations import current_revision, migrations_folder, newest_revision
from slackapp.feature_contract import Feature
from slackapp.jobs.client import DurableClient
from slackapp.outbox.content import PostContent
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.silence import is_started
from tests.builders.slack_events import dumped, envelope, message
from tests.builders.spare_databases import connected
from tests.builders.spare_databases import database_url as named
from tests.journeys.conftest import WEDNESDAY, Journey

LAST_RELEASE = "0005"
BEFORE = WEDNESDAY - timedelta(minutes=5)
BODY = dumped(envelope(message("<@U2> ++ for the lamp"), event_id="EvOpen"))
FAILED_BODY = dumped(
    envelope(message("<@U2> ++ for the rope", ts="1763467201.000100"), event_id="EvFailed")
)
DURABLE = {
    "workspace_id": "T1",
    "state": "planned",
    "attempt": 1,
    "failures": 0,
    "due_at": BEFORE,
    "planned_at": BEFORE,
    "updated_at": BEFORE,
}
# As the last release's tables have them; nothing here follows today's models.
ROWS: list[tuple[str, dict[str, Any]]] = [
    (
        "workspace",
        {
            **dict.fromkeys(("name", "bot_user_id", "bot_id", "app_id"), "old"),
            "id": "T1",
            "recording_since": BEFORE,
            "created_at": BEFORE,
        },
    ),
    *(
        (
            "inbox_event",
            {
                "workspace_id": "T1",
                "event_id": event_id,
                "kind": "message",
                "received_at": micros_of_datetime(BEFORE),
                "body": body,
                "state": state,
            },
        )
        for event_id, body, state in (
            ("EvOpen", BODY, "open"),
            ("EvFailed", FAILED_BODY, "failed"),
        )
    ),
    (
        "inbox_failure",
        {
            "workspace_id": "T1",
            "event_id": "EvFailed",
            "room": "kudos",
            "attempts": 1,
            "next_try_at": BEFORE,
            "reason": "ValueError",
        },
    ),
    (
        "job",
        {**DURABLE, "job_id": "workspace.sync:old", "kind": "workspace.sync", "payload": "{}"},
    ),
    (
        "post",
        {
            **DURABLE,
            "post_id": "P1",
            "kind": "drill",
            "subject": "",
            "channel_id": "C1",
            "remove_requested": False,
        },
    ),
]


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the last release, with work under way."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'old.sqlite3'}"
        _fill(url)
        yield url
        return
    server, name = request.getfixturevalue("postgres_server"), f"old_{uuid4().hex[:12]}"
    with connected(server) as there:
        there.execute(text(f'CREATE DATABASE "{name}"'))
    _fill(named(server, name))
    yield named(server, name)
    with connected(server) as there:
        there.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture
def features() -> Sequence[Feature]:
    says = PostContent(text="All lamps are lit")
    return (*FEATURES, Feature(name="drill", posts={"drill": lambda _tx, _subject: says}))


@pytest.fixture
def started() -> Sequence[str]:
    """Nobody pressed [Start], which the last release did not know; it goes on all the same."""
    return ()


def _fill(url: str) -> None:
    database = Database(url)
    with database.engine.connect() as connection:
        _migrate(connection)
        for table, row in ROWS:
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            insert = text(f"INSERT INTO {table} ({names}) VALUES ({values})")  # noqa: S608  ours
            connection.execute(insert, {name: _value(row[name], url) for name in row})
        connection.commit()
    queue = DurableClient(database)
    queue.prepare()
    queue.close()
    database.close()


def _migrate(connection: Connection) -> None:
    config = AlembicConfig()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, LAST_RELEASE)


def _value(value: object, url: str) -> object:
    """SQLite keeps times as text without a zone."""
    if value.__class__.__name__ == "datetime" and url.startswith("sqlite"):
        return str(value).removesuffix("+00:00")
    return value


def test_what_the_last_release_left_open_is_done_by_this_one(journey: Journey) -> None:
    assert newest_revision() > LAST_RELEASE
    assert current_revision(journey.app.database) == newest_revision()
    journey.app.hand_over.wake()
    journey.wait_until(lambda: len(journey.live_kudos()) == 2)
    journey.wait_until(lambda: journey.posts() == ["All lamps are lit"])
    journey.wait_until(lambda: not journey.has_work())
    with journey.app.database.reading() as session:
        states = session.execute(text("SELECT DISTINCT state FROM inbox_event")).scalars().all()
        left = session.execute(text("SELECT count(*) FROM inbox_failure")).scalar_one()
    assert (list(states), left) == (["done"], 0)
    assert journey.app.toolbox.read(is_started, "T1")
