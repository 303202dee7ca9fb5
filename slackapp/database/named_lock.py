"""A lock by name that no other process holds, for work that is not one transaction."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from slackapp.database.engines import Database

_ASK_AGAIN_SECONDS = 0.1
_TRY = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
_LET_GO = text("SELECT pg_advisory_unlock(hashtextextended(:name, 0))")


class NotInTimeError(Exception):
    """Another process held the lock all the while."""


@contextmanager
def named_lock(database: Database, name: str, *, seconds: float) -> Iterator[None]:
    """PostgreSQL lets it go when the process dies. On SQLite one process serves, so none is needed.

    Take a lock of your own process first: each one that waits here holds a connection.
    """
    if database.is_sqlite:
        yield
        return
    with database.connect_for_single_statements() as connection:
        deadline = time.monotonic() + seconds
        while not connection.scalar(_TRY, {"name": name}):
            if time.monotonic() >= deadline:
                raise NotInTimeError(name)
            time.sleep(_ASK_AGAIN_SECONDS)
        try:
            yield
        finally:
            try:
                connection.execute(_LET_GO, {"name": name})
            except DBAPIError:  # the connection is gone, and the lock with it
                connection.invalidate()
