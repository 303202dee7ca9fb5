"""PostgreSQL databases used again by test after test: copying one takes longer than most tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import Connection, create_engine, make_url, text

# Tables that are not empty from the start.
_KEPT = ("public.alembic_version", "dbos.dbos_migrations")
_TABLES = """
    SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'dbos')
"""
# Everything that a test could change beside rows.
_SHAPE = """
    SELECT concat_ws(' ', table_schema, table_name, column_name, data_type, is_nullable,
                     column_default)
      FROM information_schema.columns WHERE table_schema IN ('public', 'dbos')
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname IN ('public', 'dbos')
    UNION ALL SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT setconfig::text FROM pg_db_role_setting
    UNION ALL SELECT kept::text FROM public.alembic_version AS kept
    UNION ALL SELECT kept::text FROM dbos.dbos_migrations AS kept
"""
_OTHERS = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class SpareDatabases:
    """Copies of a template, each empty when it is given out."""

    def __init__(self, server_url: str, template: str) -> None:
        self._server_url = server_url
        self._template = template
        self._spare: list[str] = []
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
        name = self._spare.pop() if self._spare else self._copy()
        url = database_url(self._server_url, name)
        yield url
        if self._is_empty_again(url):
            self._spare.append(name)
        else:
            self._drop(name)

    def drop_all(self) -> None:
        while self._spare:
            self._drop(self._spare.pop())

    def _copy(self) -> str:
        name = f"test_{uuid4().hex[:12]}"
        with connected(self._server_url) as there:
            there.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{self._template}"'))
        return name

    def _drop(self, name: str) -> None:
        with connected(self._server_url) as there:
            there.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))

    def _is_empty_again(self, url: str) -> bool:
        """Its rows are gone; False where a test changed more than rows."""
        with connected(url) as there:
            there.execute(text(_OTHERS))
            if _lines(there, _SHAPE) != self._shape:
                return False
            if filled := _lines(there, self._filled):
                there.execute(text(f"TRUNCATE {', '.join(filled)} RESTART IDENTITY CASCADE"))
            return True


def _lines(there: Connection, query: str) -> set[str]:
    return set(there.scalars(text(query)))


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection to a PostgreSQL database, each statement of its own."""
    driven = make_url(url).set(drivername="postgresql+psycopg")
    engine = create_engine(driven, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def database_url(server_url: str, name: str) -> str:
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)
