"""Where a command works: its config, its database, its workspace."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Literal, TypeVar

from sqlalchemy.exc import DatabaseError

from slackapp.catalogue import FEATURES
from slackapp.cli.output import stop
from slackapp.config import ConfigError, DatabaseConfig
from slackapp.database.engines import Database
from slackapp.database.migrations import current_revision, migrate, newest_revision
from slackapp.jobs.client import DurableClient
from slackapp.observability.logs import set_up_logs
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.clock import SystemClock
from slackapp.workspace.workspaces import list_workspace_ids

C = TypeVar("C", bound=DatabaseConfig)

# What a command needs of the database's tables: as they are, up to date, or brought up to date.
Tables = Literal["any", "in_step", "migrated"]


def read_config(kind: type[C]) -> C:
    try:
        config = kind.read()
    except ConfigError as error:
        stop(str(error))
    set_up_logs(level=config.log_level, log_format=config.log_format)
    return config


@contextmanager
def open_toolbox(
    url: str | None = None, *, tables: Tables = "in_step"
) -> Iterator[tuple[Database, AppToolbox]]:
    """For commands beside `serve`: short transactions, and the durable engine is never launched.

    Only a command that says so makes a database or changes its tables.
    """
    database = Database(url or read_config(DatabaseConfig).database_url)
    queue = DurableClient(database)
    try:
        if tables == "in_step" and (why := out_of_step(database)):
            stop(why)
        if tables == "migrated" and current_revision(database) != newest_revision():
            migrate(database, then=queue.prepare)
        yield database, AppToolbox(database, SystemClock(), queue, FEATURES)
    except (DatabaseError, FileNotFoundError, PermissionError) as error:
        stop(database_trouble(error))
    finally:
        queue.close()
        database.close()


@contextmanager
def place_for(*, dry: bool) -> Iterator[tuple[Database, AppToolbox]]:
    """Our database; for a dry run one that is thrown away, so that the whole import is real."""
    if not dry:
        with open_toolbox(tables="migrated") as place:
            yield place
        return
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/dry.sqlite3"
        with open_toolbox(url, tables="migrated") as place:
            yield place


def out_of_step(database: Database) -> str:
    """What to do before it can be worked with, "" where nothing; looking makes no database."""
    if database.sqlite_path is not None and not database.sqlite_path.exists():
        return "There is no database at DATABASE_URL yet: run slackapp migrate, or serve."
    if current_revision(database) != newest_revision():
        return "The database's tables are of another version: run slackapp migrate, or serve."
    return ""


def only_workspace(database: Database) -> str | None:
    with database.reading() as session:
        known = list_workspace_ids(session)
    return known[0] if len(known) == 1 else None


def choose_workspace(database: Database, given: str | None) -> str:
    with database.reading() as session:
        known = list_workspace_ids(session)
    if given in known:
        return given
    if given is None and len(known) == 1:
        return known[0]
    if given is not None and known:
        return stop(f"I don't know the workspace {given}. Known: {', '.join(known)}.")
    if known:
        return stop(f"Name the workspace with --workspace: {', '.join(known)}.")
    return stop("No workspace is known yet: run slackapp serve once.")


def database_trouble(error: Exception) -> str:
    cause = error.orig if isinstance(error, DatabaseError) else error
    return f"DATABASE_URL is not usable: {type(cause).__name__}, the database cannot be opened."
