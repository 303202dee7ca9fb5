"""The migrations make exactly the tables that the models describe, whoever starts first."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from pkgutil import walk_packages
from uuid import uuid4

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, make_url, text

import slackapp
from slackapp.database.alembic_runs import differences
from slackapp.database.engines import Database
from slackapp.database.migrations import (
    current_revision,
    migrate,
    migrations_folder,
    newest_revision,
)
from slackapp.jobs.client import DurableClient

for module in walk_packages(slackapp.__path__, "slackapp."):
    if module.name.endswith(".models"):
        __import__(module.name)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server = make_url(request.getfixturevalue("postgres_server"))
    server = server.set(drivername="postgresql+psycopg")
    name = f"empty_{uuid4().hex[:12]}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


def test_the_migrations_make_the_tables_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        assert differences(connection) == []


def test_a_missing_column_is_noticed(database: Database) -> None:
    with database.connecting() as connection:
        connection.execute(text("ALTER TABLE message DROP COLUMN thread_ts"))
    with database.engine.connect() as connection:
        assert differences(connection) != []


def test_what_is_newest_is_told_without_alembic(database: Database) -> None:
    [head] = ScriptDirectory(str(migrations_folder())).get_heads()
    assert newest_revision() == head
    assert current_revision(database) == head


def test_five_starters_at_once_migrate_once(empty_database_url: str) -> None:
    def start(_number: int) -> None:
        database = Database(empty_database_url)
        queue = DurableClient(database)
        migrate(database, then=queue.prepare)
        queue.close()
        database.close()

    with ThreadPoolExecutor(5) as starters:
        list(starters.map(start, range(5)))
    database = Database(empty_database_url)
    assert inspect(database.engine).has_table("act_turn")
    database.close()
