"""Counting what is sent to a database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event


@contextmanager
def sent_to(place: Engine | Connection) -> Iterator[list[str]]:
    """The statements sent meanwhile; one for many rows is one."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        sent.append(sql)

    event.listen(place, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(place, "before_cursor_execute", note)
