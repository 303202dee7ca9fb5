"""Bring a database's tables in step with the models; two starters at once wait for each other."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, select

import slackapp
from slackapp.database.base import Base
from slackapp.database.engines import Database
from slackapp.database.host_lock import host_lock

LOCK_KEY = 7_305_118_266  # any number nobody else takes

_ASK_AGAIN_SECONDS = 0.2

log = structlog.get_logger(__name__)


def migrate(database: Database, then: Callable[[], None] = lambda: None) -> None:
    """Run the migrations that are missing, and `then`, before anybody else may begin theirs."""
    with _one_at_a_time(database):
        with database.engine.connect() as connection:
            before = MigrationContext.configure(connection).get_current_revision()
            command.upgrade(alembic_config(connection), "head")
            after = MigrationContext.configure(connection).get_current_revision()
            connection.commit()
        then()
    if before != after:
        log.info("database.migrated", revision=after)


def differences(connection: Connection) -> list[object]:
    """What the tables lack or have too much, compared with the models."""
    context = MigrationContext.configure(
        connection,
        opts={"include_name": lambda name, kind, _: kind != "table" or name in _our_tables()},
    )
    return list(compare_metadata(context, Base.metadata))


def alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _our_tables() -> set[str]:
    return set(Base.metadata.tables)


def _folder() -> Path:
    """Inside the installed package; beside it in a checkout."""
    package = Path(slackapp.__file__).parent
    packaged = package / "migrations"
    return packaged if packaged.exists() else package.parent / "migrations"


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
