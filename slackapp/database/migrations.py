"""Bring a database's tables in step with the models; two starters at once wait for each other."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from sqlalchemy import func, inspect, select, text

import slackapp
from slackapp.database.engines import Database
from slackapp.database.host_lock import host_lock

LOCK_KEY = 7_305_118_266  # any number nobody else takes

_ASK_AGAIN_SECONDS = 0.2

log = structlog.get_logger(__name__)


def migrate(database: Database, then: Callable[[], None] = lambda: None) -> None:
    """Run the migrations that are missing, and `then`, before anybody else may begin theirs."""
    newest = newest_revision()
    with _one_at_a_time(database):
        behind = current_revision(database) != newest
        if behind:
            _upgrade(database)
        then()
    if behind:
        log.info("database.migrated", revision=newest)


def current_revision(database: Database) -> str | None:
    """The revision the tables are at; None before the first migration."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def newest_revision() -> str:
    """The last of our migrations: their files begin with their revision."""
    return max(
        path.name.partition("_")[0] for path in (migrations_folder() / "versions").glob("[0-9]*.py")
    )


def migrations_folder() -> Path:
    """Inside the installed package; beside it in a checkout."""
    package = Path(slackapp.__file__).parent
    packaged = package / "migrations"
    return packaged if packaged.exists() else package.parent / "migrations"


def _upgrade(database: Database) -> None:
    from slackapp.database.alembic_runs import upgrade  # noqa: PLC0415  slow, and most starts need none

    with database.engine.connect() as connection:
        upgrade(connection, migrations_folder())
        connection.commit()


@contextmanager
def _one_at_a_time(database: Database) -> Iterator[None]:
    if database.sqlite_path is not None:
        with host_lock(database.sqlite_path.with_suffix(".migrating"), wait=True):
            yield
        return
    # Asked again and again, outside a transaction: who waits inside one holds a snapshot, and
    # the CREATE INDEX CONCURRENTLY among DBOS's migrations would wait for it for ever.
    engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        while not connection.scalar(select(func.pg_try_advisory_lock(LOCK_KEY))):
            time.sleep(_ASK_AGAIN_SECONDS)
        try:
            yield
        finally:
            connection.execute(select(func.pg_advisory_unlock(LOCK_KEY)))
