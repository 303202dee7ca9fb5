"""Many rows handed to DBOS at once; its own call takes one and makes two statements of it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Dialect, Insert

Values = Mapping[str, Any]


class CollectingConnection:
    """Stands before a connection while DBOS enqueues, and keeps its INSERTs for `send`.

    To DBOS every row looks new. We need no other answer: our ids say what they stand for.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept: dict[str, tuple[Insert, list[Values]]] = {}

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    def get_execution_options(self) -> Mapping[str, Any]:
        return self._connection.get_execution_options()

    def execution_options(self, **options: Any) -> None:  # noqa: ANN401  SQLAlchemy's own shape
        self._connection.execution_options(**options)

    def execute(self, statement: Insert, values: Values) -> "_NoRow":
        kept = self._kept.setdefault(statement.table.name, (statement, []))
        kept[1].append(values)
        return _NoRow()

    def send(self) -> None:
        for statement, rows in self._kept.values():
            self._connection.execute(statement, rows)


class _NoRow:
    def fetchone(self) -> None:
        return None
