"""A session of one workspace: a statement that could touch another's rows does not leave it."""

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine
from sqlalchemy.sql.compiler import Compiled, SQLCompiler

from slackapp.database.tenancy import TenancyError, names_to_check
from slackapp.database.write_behind import WriteBehindSession

# SQLAlchemy keeps what it compiled for as long as it uses it, so each is read once.
_to_check: WeakKeyDictionary[Compiled, frozenset[str]] = WeakKeyDictionary()


class WorkspaceSession(WriteBehindSession):
    """Asked right before a statement goes to the database: all are, the ORM's own too."""

    def __init__(self, bind: Engine, workspace_id: str, *, autoflush: bool = True) -> None:
        super().__init__(bind, autoflush=autoflush)
        self.workspace_id = workspace_id

    def before_statement(
        self,
        connection: Connection,
        cursor: object,
        sql: str,
        parameters: object,
        context: Any,  # noqa: ANN401  of either dialect
        many: bool,  # noqa: FBT001  SQLAlchemy's own shape
    ) -> None:
        self._check(context)
        super().before_statement(connection, cursor, sql, parameters, context, many)

    def _check(self, context: Any) -> None:  # noqa: ANN401  same
        compiled = context.compiled
        if compiled is None:
            raise TenancyError("SQL as text cannot be read")
        names = _to_check.get(compiled)
        if names is None:
            names = _to_check[compiled] = _read(compiled)
        for parameters in context.compiled_parameters:
            for name in names:
                if parameters.get(name) != self.workspace_id:
                    raise TenancyError("a statement names another workspace")


def _read(compiled: Compiled) -> frozenset[str]:
    if not isinstance(compiled, SQLCompiler):
        raise TenancyError("tables are made and changed elsewhere")
    return names_to_check(compiled)
