"""Many events into the inbox: one statement, one commit, one round trip."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from slackapp.database.engines import Database

EventRow = tuple[str, str, str, int, bytes]
"""workspace_id, event_id, kind, received_at, body"""

_INTO = "INSERT INTO inbox_event (workspace_id, event_id, kind, received_at, body, state)"
_FROM_ARRAYS = (
    "SELECT *, 'open' FROM unnest(%b::text[], %b::text[], %b::text[], %b::bigint[], %b::bytea[])"
)
_ONCE = "ON CONFLICT DO NOTHING"


class EventInsert:
    """Each call is a transaction of its own on a connection kept open; repeats are passed over.

    At each wait for the database a thread gives the interpreter away, and gets it back up to 5 ms
    later from a busy event loop. So there is one wait, not one to begin, one a row, one to commit.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None

    def __call__(self, rows: Sequence[EventRow]) -> None:
        try:
            self._insert(rows)
        except DBAPIError as error:
            self.close()  # a new one has its settings again, which one made whole has not
            if not error.connection_invalidated:
                raise
            self._insert(rows)  # it may have been lost since the last call; a repeat is harmless

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _insert(self, rows: Sequence[EventRow]) -> None:
        with self._database.turn(urgent=True):
            if self._connection is None:
                self._connection = self._database.connect_for_single_statements()
            with self._connection.begin():
                self._connection.exec_driver_sql(*self._statement(rows))

    def _statement(self, rows: Sequence[EventRow]) -> tuple[str, tuple[Any, ...]]:
        if self._database.is_sqlite:
            values = ", ".join(["(?, ?, ?, ?, ?, 'open')"] * len(rows))
            return f"{_INTO} VALUES {values} {_ONCE}", tuple(chain.from_iterable(rows))
        columns = tuple(map(list, zip(*rows, strict=True)))
        return f"{_INTO} {_FROM_ARRAYS} {_ONCE}", columns  # the same text each time: prepared
