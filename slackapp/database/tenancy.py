"""What a statement must be given so that it touches one workspace's rows only.

A table counts as held where its workspace_id is compared with a bound value, or with the
workspace_id of a table that is held, in a condition that every row has to meet. Whatever this
cannot make out is refused: SQL as text, tables that belong to no workspace, odd statements.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import (
    Alias,
    BindParameter,
    Column,
    ColumnElement,
    CompoundSelect,
    Delete,
    FromClause,
    Insert,
    Join,
    Select,
    SelectBase,
    Subquery,
    Table,
    TableValuedAlias,
    TextClause,
    Update,
)
from sqlalchemy.sql import operators
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import (
    BinaryExpression,
    BooleanClauseList,
    ClauseElement,
    ColumnClause,
    Grouping,
    ReleaseSavepointClause,
    RollbackToSavepointClause,
    SavepointClause,
)
from sqlalchemy.sql.selectable import FromGrouping, ScalarSelect, SelectStatementGrouping

from slackapp.database.base import Base

_OWN_TABLE = "workspace"  # its own id is what workspace_id is elsewhere
_SAVEPOINTS = (SavepointClause, RollbackToSavepointClause, ReleaseSavepointClause)

Held = Collection[FromClause]
Sides = tuple[ColumnClause[str], ColumnElement[object]]  # a workspace_id and what it is compared to


class TenancyError(Exception):
    """A statement of a workspace could touch rows of another; the message says where, not what."""


def names_to_check(compiled: SQLCompiler) -> frozenset[str]:
    """The bound values that must be the workspace's id; TenancyError where a table is open."""
    statement = compiled.statement
    state = compiled.compile_state
    if isinstance(statement, Select) and state is not None:
        statement = state.statement  # with the ORM's entities made tables
    reading = _Reading()
    reading.read(statement)
    if isinstance(statement, Update):
        _stay(statement.table, compiled.column_keys or ())
    names = {bound.key: name for bound, name in compiled.bind_names.items()}
    return frozenset(names.get(key, key) for key in reading.keys)


class _Reading:
    """Walks one statement; `keys` are of the bound values that stand for the workspace."""

    def __init__(self) -> None:
        self.keys: set[str] = set()

    def read(self, statement: object) -> None:
        if isinstance(statement, Insert):
            self._read_insert(statement)
        elif isinstance(statement, (Update, Delete)):
            self._read_change(statement)
        elif isinstance(statement, SelectBase):
            self._read_query(statement, outside=())
        elif not isinstance(statement, _SAVEPOINTS):
            raise TenancyError(f"{type(statement).__name__} is not for one workspace")

    def _read_query(self, query: ClauseElement, outside: Held) -> None:
        if isinstance(query, (ScalarSelect, SelectStatementGrouping)):
            self._read_query(query.element, outside)
        elif isinstance(query, CompoundSelect):
            for part in query.selects:
                self._read_query(part, outside)
            self._read_inside(query.get_children(), (), besides=query.selects)
        elif isinstance(query, Select):
            self._read_select(query, outside)
        else:
            raise TenancyError(f"{type(query).__name__} is not read")

    def _read_select(self, query: Select[*tuple[object, ...]], outside: Held) -> None:
        froms = query.get_final_froms()
        given = _correlated(query, froms, outside)
        sources = [one for each in froms for one in _sources(each)]
        conditions: list[tuple[ColumnElement[bool], Held | None]] = []
        conditions += [(one, None) for one in _conjuncts(query.whereclause)]
        conditions += [found for each in froms for found in _conditions(each)]
        held = self._hold(sources, conditions, given)
        self._read_inside(query.get_children(), held, besides=froms)
        self._read_inside((on for on, _ in conditions), held)

    def _read_change(self, statement: Update | Delete) -> None:
        where = list(_conjuncts(statement.whereclause))
        sources = {statement.table, *_tables_named(where)}
        held = self._hold(sources, [(one, None) for one in where], ())
        if isinstance(statement, Update):
            values: Mapping[Any, object] = statement._values or {}  # noqa: SLF001  no public way
            _stay(statement.table, [getattr(column, "key", column) for column in values])
            self._read_inside(values.values(), held)
        self._read_inside(where, held)

    def _read_insert(self, statement: Insert) -> None:
        table = statement.table
        if not (
            isinstance(table, Table) and _is_ours(table)
        ):  # the durable engine's: rows are only ever put into them
            return
        column = _tenant_column(table)
        if statement._multi_values:  # noqa: SLF001  same
            raise TenancyError(f"rows for {table.name} are given as parameters")
        if statement.select is not None:
            self._read_query(statement.select, ())
            self._read_selected(statement, statement.select, column)
        else:
            values: Mapping[Any, object] = statement._values or {}  # noqa: SLF001  same
            value = values.get(column)
            self.keys.add(column.key if value is None else self._bound(value, table))
        self._read_conflict(statement, table)

    def _read_selected(self, statement: Insert, query: Any, column: Column[str]) -> None:  # noqa: ANN401  any kind of SELECT
        names = list(statement._select_names or ())  # noqa: SLF001  same
        if column.key not in names:
            raise TenancyError(f"{_name(column.table)} is filled without its workspace")
        chosen = list(query.selected_columns)[names.index(column.key)]
        if not _is_tenant(chosen):
            self.keys.add(self._bound(getattr(chosen, "element", chosen), column.table))

    def _read_conflict(self, statement: Insert, table: Table) -> None:
        """What is overwritten has the same key, so the same workspace, if that is in the key."""
        clause = statement._post_values_clause  # noqa: SLF001  same
        updated = getattr(clause, "update_values_to_set", None)
        if updated is None:
            return
        target = getattr(clause, "inferred_target_elements", None) or ()
        if _tenant_column(table).key not in {getattr(one, "key", one) for one in target}:
            raise TenancyError(f"what is in {table.name} is overwritten by a key without workspace")
        _stay(table, [getattr(column, "key", column) for column in updated])
        self._read_inside(updated.values(), (table,))

    def _bound(self, value: object, table: FromClause) -> str:
        if not isinstance(value, BindParameter):
            raise TenancyError(f"the workspace of {_name(table)} is a bound value")
        return _tenant_key(table) if value.unique else value.key

    def _hold(
        self,
        sources: Iterable[FromClause],
        conditions: "Iterable[tuple[ColumnElement[bool], Held | None]]",
        given: Held,
    ) -> set[FromClause]:
        """All that these conditions hold; TenancyError where a source is not among them."""
        held, open_ = set(given), set[FromClause]()
        for source in sources:
            if isinstance(source, Subquery):
                self._read_query(source.element, ())
                held.add(source)
            elif isinstance(source, TableValuedAlias):  # made of a value of the same row
                self._read_inside([source.element], ())
            else:
                _must_be_ours(source)
                open_.add(source)
        open_ -= held
        equalities = [(both, only) for on, only in conditions for both in _equality(on)]
        while found := self._held_by(equalities, held, open_):
            held |= found
            open_ -= found
        if open_:
            raise TenancyError(", ".join(sorted(map(_name, open_))) + " without its workspace")
        return held

    def _held_by(
        self,
        equalities: "Iterable[tuple[Sides, Held | None]]",
        held: Held,
        open_: Held,
    ) -> set[FromClause]:
        found = set[FromClause]()
        for (column, other), only in equalities:
            source = column.table
            if source is None or source not in open_ or (only is not None and source not in only):
                continue
            if isinstance(other, BindParameter) and source not in found:
                self.keys.add(other.key)
                found.add(source)
            elif _is_tenant(other) and getattr(other, "table", None) in held:
                found.add(source)
        return found

    def _read_inside(
        self, elements: Iterable[object], held: Held, besides: Collection[object] = ()
    ) -> None:
        """Queries inside expressions, and what nobody can read: SQL as text."""
        for element in elements:
            if any(element is one for one in besides) or isinstance(element, FromClause):
                continue
            if isinstance(element, TextClause) or _is_literal_sql(element):
                raise TenancyError("SQL as text cannot be read")
            if isinstance(element, (SelectBase, ScalarSelect)):
                self._read_query(element, held)
            elif isinstance(element, ClauseElement):
                self._read_inside(element.get_children(), held)


def _correlated(
    query: Select[*tuple[object, ...]], froms: Collection[FromClause], outside: Held
) -> list[FromClause]:
    """Those of the enclosing query's tables that SQLAlchemy leaves to it, by its own rules."""
    named = query._correlate or ()  # noqa: SLF001  no public way
    by_itself = query._auto_correlate and len(froms) > 1  # noqa: SLF001  same
    return [one for one in froms if one in outside and (by_itself or one in named)]


def _sources(source: FromClause) -> Iterator[FromClause]:
    if isinstance(source, Join):
        yield from _sources(source.left)
        yield from _sources(source.right)
    elif isinstance(source, FromGrouping):
        yield from _sources(source.element)
    else:
        yield source


def _conditions(source: FromClause) -> Iterator[tuple[ColumnElement[bool], Held | None]]:
    """Of joins, each with the tables it restricts: an outer join keeps all rows of its left."""
    if isinstance(source, FromGrouping):
        yield from _conditions(source.element)
    if not isinstance(source, Join):
        return
    yield from _conditions(source.left)
    right = tuple(_sources(source.right))
    if source.full:
        only: Held | None = ()
    else:
        only = right if source.isouter else None
        yield from _conditions(source.right)
    for one in _conjuncts(source.onclause):
        yield one, only


def _conjuncts(condition: object) -> Iterator[ColumnElement[bool]]:
    """What has to be true of every row: the parts of an AND."""
    if isinstance(condition, Grouping):
        yield from _conjuncts(condition.element)
    elif isinstance(condition, BooleanClauseList) and condition.operator is operators.and_:
        for one in condition.get_children():
            yield from _conjuncts(one)
    elif isinstance(condition, ColumnElement):
        yield condition


def _equality(condition: ColumnElement[bool]) -> Iterator[Sides]:
    """Each workspace_id that is compared, and with what."""
    if isinstance(condition, BinaryExpression) and condition.operator is operators.eq:
        for column, other in (
            (condition.left, condition.right),
            (condition.right, condition.left),
        ):
            if isinstance(column, ColumnClause) and _is_tenant(column):
                yield column, other


def _is_tenant(column: object) -> bool:
    """Whether a column holds nothing but a table's workspace, through any subquery."""
    found = getattr(column, "base_columns", ())
    return bool(found) and all(
        isinstance(one, Column) and _is_ours(one.table) and one.key == _tenant_key(one.table)
        for one in found
    )


def _must_be_ours(source: FromClause) -> None:
    """A table under any name; TenancyError for what we do not know."""
    table = source
    while isinstance(table, Alias):
        table = table.element
    if not (isinstance(table, Table) and _is_ours(table)):
        raise TenancyError(f"{_name(source)} belongs to no workspace")
    _tenant_column(table)


def _stay(table: FromClause, written: Collection[object]) -> None:
    if _tenant_key(table) in written:
        raise TenancyError(f"rows of {_name(table)} stay in their workspace")


def _tables_named(conditions: Iterable[ClauseElement]) -> Iterator[FromClause]:
    for one in conditions:
        if isinstance(one, ColumnClause) and one.table is not None:
            yield one.table
        elif not isinstance(one, (SelectBase, ScalarSelect)):
            yield from _tables_named(one.get_children())


def _is_ours(table: object) -> bool:
    return isinstance(table, Table) and table.metadata is Base.metadata


def _tenant_column(table: Table) -> Column[str]:
    column = table.c.get(_tenant_key(table))
    if column is None:
        raise TenancyError(f"{table.name} belongs to no workspace")
    return column


def _tenant_key(table: FromClause) -> str:
    return "id" if _name(table) == _OWN_TABLE else "workspace_id"


def _is_literal_sql(element: object) -> bool:
    """`literal_column`; SQLAlchemy itself writes a star and ones with it."""
    if not (isinstance(element, ColumnClause) and element.is_literal):
        return False
    return element.name != "*" and not element.name.isdigit()


def _name(source: FromClause) -> str:
    return str(getattr(source, "name", type(source).__name__))
