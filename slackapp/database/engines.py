"""How we connect: one engine a database, SQLite and PostgreSQL alike behind `Database`."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import ModuleType

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

from slackapp.database.workspace_session import WorkspaceSession
from slackapp.database.write_behind import WriteBehindSession
from slackapp.database.write_lane import WriteLane

try:
    from pysqlite3 import dbapi2 as sqlite_driver
except ImportError:  # no wheel for this machine; `slackapp doctor` says what that means
    sqlite_driver = sqlite3

SQLITE_BUSY_SECONDS = 30
POOL_SECONDS = 2  # for a connection, when all are in use: whoever clicked gets an answer in time
# What a replica that was stopped (not killed) holds open is rolled back by the server, and so is,
# soon, what one held whose machine is gone. A command that waits for its reader is left alone.
_SERVER_NOTICES = (
    "-c idle_in_transaction_session_timeout=15s -c tcp_keepalives_idle=5"
    " -c tcp_keepalives_interval=5 -c tcp_keepalives_count=2"
)


class Database:
    """One database and the ways to read and write it.

    On SQLite a writing session begins IMMEDIATE, one at a time in this process: a deferred BEGIN
    that reads first failed most of its writes under load (design/reliability.md, finding 9).
    """

    def __init__(self, url: str, *, is_replica: bool = False) -> None:
        """`is_replica`: others wait for what this process locks, so it may not sleep on it."""
        self.url = url
        self.engine = open_engine(url, _SERVER_NOTICES if is_replica else "")
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._lane = WriteLane()

    @property
    def sqlite_path(self) -> Path | None:
        """The file, where there is one; None on PostgreSQL and in memory."""
        name = self.engine.url.database
        return Path(name) if self.is_sqlite and name and name != ":memory:" else None

    @contextmanager
    def workspace_reading(self, workspace_id: str) -> Iterator[WorkspaceSession]:
        with WorkspaceSession(self.engine, workspace_id, autoflush=False) as session:
            yield session

    @contextmanager
    def workspace_writing(self, workspace_id: str) -> Iterator[WorkspaceSession]:
        """A session that commits at the end, or rolls back on any error."""
        engine = self._writing_engine()
        with self.turn(), WorkspaceSession(engine, workspace_id) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Every workspace's rows, for what is done for all of them: who may, a house test names."""
        with Session(self.engine, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self, *, urgent: bool = False) -> Iterator[Session]:
        """The same, writing; commits at the end, or rolls back on any error."""
        engine = self._writing_engine()
        with self.turn(urgent=urgent), WriteBehindSession(engine) as session, session.begin():
            yield session

    @contextmanager
    def connecting(self, *, urgent: bool = False) -> Iterator[Connection]:
        """A bare connection in a writing transaction."""
        with self.turn(urgent=urgent), self._writing_engine().begin() as connection:
            yield connection

    def connect_for_single_statements(self) -> Connection:
        """A connection to keep, whose every statement is a transaction; on SQLite take a `turn`."""
        if self.is_sqlite:
            return self.engine.connect().execution_options(single_statements=True)
        return self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    def turn(self, *, urgent: bool = False) -> AbstractContextManager[None]:
        """This thread's turn to write to SQLite; PostgreSQL needs none."""
        return self._lane.taken(urgent=urgent) if self.is_sqlite else nullcontext()

    def close(self) -> None:
        self.engine.dispose()

    def _writing_engine(self) -> Engine:
        return self.engine.execution_options(writes=True) if self.is_sqlite else self.engine


def open_engine(url: str, postgres_options: str = "") -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(url, sqlite_driver)
    return create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=10,
        pool_timeout=POOL_SECONDS,
        connect_args={"connect_timeout": 5, "options": f"-c timezone=UTC {postgres_options}"},
    )


def _open_sqlite(url: str, driver: ModuleType) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        module=driver,
        connect_args={
            "timeout": SQLITE_BUSY_SECONDS,
            "isolation_level": None,
            "check_same_thread": False,
        },
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # secure_delete: what people wrote is erased from the inbox, so it must leave the file too.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("single_statements", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")
