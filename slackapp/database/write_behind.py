"""Writes that wait for company: a transaction sends a table many rows at once, not each alone."""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session, SessionTransaction

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Held:
    kind: Hashable
    write: Callable[[list[Any]], object]
    items: list[Any]


class WriteBehindSession(Session):
    """Holds writes to a table back until a statement names it, a savepoint begins or it commits.

    So no query can miss them; only their errors come later, still inside the transaction.
    """

    def __init__(self, bind: Engine, *, autoflush: bool = True) -> None:
        super().__init__(bind, autoflush=autoflush)
        self._held: dict[str, _Held] = {}

    def hold(
        self, table: str, kind: Hashable, write: Callable[[list[T]], object], items: Sequence[T]
    ) -> None:
        """`write` gets all items of one kind, unless another kind for the table comes between."""
        while table in self._held and self._held[table].kind != kind:
            self._write(table)
        self._held.setdefault(table, _Held(kind, write, [])).items.extend(items)

    def write_held(self) -> None:
        while self._held:
            self._write(next(iter(self._held)))

    def drop_held(self) -> None:
        self._held.clear()

    def begin_nested(self) -> SessionTransaction:
        self.write_held()
        return super().begin_nested()

    def before_statement(self, _connection: Connection, _cursor: object, sql: str, *_: Any) -> None:  # noqa: ANN401
        while named := [table for table in self._held if _word(table).search(sql)]:
            self._write(named[0])

    def _write(self, table: str) -> None:
        """What it holds back in turn is held anew."""
        held = self._held.pop(table)
        held.write(held.items)


def hold(
    session: Session,
    table: str,
    kind: Hashable,
    write: Callable[[list[T]], object],
    items: Sequence[T],
) -> None:
    """Have it written with others of its kind; at once where the session holds nothing back."""
    if isinstance(session, WriteBehindSession):
        session.hold(table, kind, write, items)
    else:
        write(list(items))


@cache
def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(name)}\b")


@event.listens_for(WriteBehindSession, "after_begin")
def _listen(session: WriteBehindSession, _: SessionTransaction, connection: Connection) -> None:
    event.listen(connection, "before_cursor_execute", session.before_statement)


@event.listens_for(WriteBehindSession, "before_commit")
def _write_held(session: WriteBehindSession) -> None:
    """Also at a savepoint's end, so that what fails in it is undone with it."""
    session.write_held()


@event.listens_for(WriteBehindSession, "after_soft_rollback")
def _drop_held(session: WriteBehindSession, _undone: SessionTransaction) -> None:
    session.drop_held()
