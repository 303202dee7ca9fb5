"""PostgreSQL databases used again by test after test: copying one takes longer than most tests."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, make_url, text

# Tables that are not empty from the start.
_KEPT = ("public.alembic_version", "dbos.dbos_migrations")
_TABLES = """
    SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'dbos')
"""
# Everything that a test could change beside rows; information_schema takes three times as long.
_SHAPE = """
    SELECT concat_ws(' ', of.oid::regclass, has.attname, format_type(has.atttypid, has.atttypmod),
                     has.attnotnull, pg_get_expr(usual.adbin, usual.adrelid))
      FROM pg_class AS of JOIN pg_attribute AS has ON has.attrelid = of.oid
      LEFT JOIN pg_attrdef AS usual ON (usual.adrelid, usual.adnum) = (has.attrelid, has.attnum)
     WHERE of.relnamespace IN ('public'::regnamespace, 'dbos'::regnamespace)
           AND of.relkind IN ('r', 'v') AND has.attnum > 0 AND NOT has.attisdropped
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname IN ('public', 'dbos')
    UNION ALL SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT setconfig::text FROM pg_db_role_setting
    UNION ALL SELECT kept::text FROM public.alembic_version AS kept
    UNION ALL SELECT kept::text FROM dbos.dbos_migrations AS kept
"""
_END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()
           AND backend_type = 'client backend'
"""
_OTHERS_END_WITHIN = 5  # seconds


class SpareDatabases:
    """Copies of a template, each empty when it is given out."""

    def __init__(self, server_url: str, template: str) -> None:
        self._server_url = server_url
        self._template = template
        self._spare: list[Engine] = []
        with connected(database_url(server_url, template)) as there:
            self._shape = _lines(there, _SHAPE)
            tables = sorted(_lines(there, _TABLES) - set(_KEPT))
        self._filled = " UNION ALL ".join(
            f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})"  # noqa: S608  our own tables
            for table in tables
        )

    @contextmanager
    def one(self) -> Iterator[str]:
        """The URL of an empty one, which nobody else uses meanwhile."""
        engine = self._spare.pop() if self._spare else self._copy()
        yield database_url(self._server_url, engine.url.database or "")
        if self._is_empty_again(engine):
            self._spare.append(engine)
        else:
            self._drop(engine)

    def drop_all(self) -> None:
        while self._spare:
            self._drop(self._spare.pop())

    def _copy(self) -> Engine:
        """Its one connection is kept: a new one costs more than emptying it."""
        name = f"test_{uuid4().hex[:12]}"
        with connected(self._server_url) as there:
            there.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{self._template}"'))
        return _engine(database_url(self._server_url, name))

    def _drop(self, engine: Engine) -> None:
        engine.dispose()
        with connected(self._server_url) as there:
            there.execute(text(f'DROP DATABASE "{engine.url.database}" WITH (FORCE)'))

    def _is_empty_again(self, engine: Engine) -> bool:
        """Its rows are gone; False where a test changed more than rows."""
        with engine.connect() as there:
            if not _alone(there) or _lines(there, _SHAPE) != self._shape:
                return False
            if filled := _lines(there, self._filled):
                # TRUNCATE makes new files, for indexes too: a hundred times as long.
                deletes = "; ".join(f"DELETE FROM {table}" for table in filled)  # noqa: S608  same
                there.execute(text(f"DO 'BEGIN {deletes}; END'"))
            return True


def _alone(there: Connection) -> bool:
    """Whether everybody else has left this database."""
    deadline, pause = time.monotonic() + _OTHERS_END_WITHIN, Event()
    while there.execute(text(_END_OTHERS)).first():
        if time.monotonic() > deadline:
            return False
        pause.wait(0.002)  # waiting inside of PostgreSQL takes a tenth of a second
    return True


def _lines(there: Connection, query: str) -> set[str]:
    return set(there.scalars(text(query)))


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection to a PostgreSQL database, each statement of its own."""
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    driven = make_url(url).set(drivername="postgresql+psycopg")
    return create_engine(driven, isolation_level="AUTOCOMMIT", pool_size=1, pool_pre_ping=True)


def database_url(server_url: str, name: str) -> str:
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)
