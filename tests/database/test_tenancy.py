"""A query without its workspace cannot be written: every table, every kind of statement, tried."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import (
    Executable,
    Table,
    bindparam,
    delete,
    event,
    func,
    insert,
    literal,
    literal_column,
    or_,
    schema,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

import slackapp.catalogue  # noqa: F401  it knows every table
from slackapp.database.base import Base
from slackapp.database.engines import Database
from slackapp.database.tenancy import TenancyError
from slackapp.database.workspace_session import WorkspaceSession
from slackapp.intake.models import InboxEvent, InboxFailure
from slackapp.workspace.models import ChannelRow, PersonRow, WorkspaceRow

# Two belong to no workspace: which replicas live, and which installations were begun.
OF_ALL = {"replica", "used_state"}
TABLES = [one for one in Base.metadata.sorted_tables if one.name not in OF_ALL]
MODELS = sorted(
    (one.class_ for one in Base.registry.mappers if one.local_table in TABLES),
    key=lambda model: model.__name__,  # the registry is a set: each worker would have its own order
)
CHANNEL = {
    "name": "x",
    "kind": "public",
    "app_is_member": True,
    "archived": False,
    "external": False,
}
Making = Callable[[Table], Executable]

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # they are odd


@pytest.fixture
def session(database: Database) -> Iterator[WorkspaceSession]:
    with database.workspace_writing("T1") as session:
        yield session
        session.rollback()


@contextmanager
def arrived(session: WorkspaceSession) -> Iterator[list[str]]:
    """What the database was asked meanwhile."""
    connection, asked = session.connection(), list[str]()

    def note(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        asked.append(sql)

    event.listen(connection, "after_cursor_execute", note)
    yield asked
    event.remove(connection, "after_cursor_execute", note)


def tenant(table: Table) -> Any:  # noqa: ANN401  a column
    return table.c.id if table.name == "workspace" else table.c.workspace_id


def other(table: Table) -> Any:  # noqa: ANN401  same
    return next(each for each in table.c if each.key != tenant(table).key)


def mine(table: Table) -> Any:  # noqa: ANN401  a condition
    return tenant(table) == "T1"


def theirs(table: Table) -> Any:  # noqa: ANN401  same
    return tenant(table) == "T2"


def _twin(table: Table) -> Executable:
    twin = table.alias("twin")
    wanted = select(twin.c[other(table).key]).where(twin.c[tenant(table).key] == "T2")
    return select(table).where(mine(table), other(table).in_(wanted))


def _joined_by_other(table: Table) -> Executable:
    twin = table.alias("twin")
    return select(table).join(twin, twin.c[other(table).key] == other(table)).where(mine(table))


def _left_open(table: Table) -> Executable:
    twin = table.alias("twin")
    both = (twin.c[tenant(table).key] == tenant(table)) & (tenant(table) == "T1")
    return select(table).outerjoin(twin, both)


def _from_subquery(table: Table) -> Executable:
    everybody = select(table).subquery()
    return select(everybody).where(everybody.c[tenant(table).key] == "T1")


def _joined_by_all(table: Table, *, outer: bool = False) -> Executable:
    twin = table.alias("twin")
    both = twin.c[tenant(table).key] == tenant(table)
    return select(table).join(twin, both, isouter=outer).where(mine(table))


def _looking_outside(table: Table) -> Executable:
    twin = table.alias("twin")
    same = twin.c[tenant(table).key] == tenant(table)
    return select(table).where(mine(table), select(literal(1)).where(same).exists())


REFUSED: dict[str, Making] = {
    "select": select,
    "select of theirs": lambda table: select(table).where(theirs(table)),
    "select of all but mine": lambda table: select(table).where(tenant(table) != "T1"),
    "select of mine or more": lambda table: select(table).where(
        or_(mine(table), other(table).is_not(None))
    ),
    "select of mine or of none": lambda table: select(table).where(~theirs(table)),
    "select of several": lambda table: select(table).where(tenant(table).in_(["T1", "T2"])),
    "select of mine and theirs": lambda table: union_all(
        select(table).where(mine(table)), select(table)
    ),
    "count": lambda table: select(func.count()).select_from(table),
    "count of theirs": lambda table: select(func.count()).where(theirs(table)),
    "join": lambda table: select(table, table.alias("twin")).where(mine(table)),
    "join by anything else": _joined_by_other,
    "outer join whose left is open": _left_open,
    "subquery of theirs": _twin,
    "subquery of all": lambda table: select(table).where(
        mine(table), select(table.alias("twin")).exists()
    ),
    "subquery in a column": lambda table: select(
        other(table), select(func.count()).select_from(table.alias("twin")).scalar_subquery()
    ).where(mine(table)),
    "subquery first": _from_subquery,
    "ordered by theirs": lambda table: (
        select(other(table))
        .where(mine(table))
        .order_by(select(func.count()).select_from(table.alias("twin")).scalar_subquery())
    ),
    "with": lambda table: select(select(table).where(mine(table)).cte()),
    "update": lambda table: update(table).values({other(table).key: None}),
    "update of theirs": lambda table: (
        update(table).where(theirs(table)).values({other(table).key: None})
    ),
    "moving mine to them": lambda table: (
        update(table).where(mine(table)).values({tenant(table).key: "T2"})
    ),
    "update by what others have": lambda table: (
        update(table)
        .where(mine(table), select(table.alias("twin")).exists())
        .values({other(table).key: None})
    ),
    "update to what others have": lambda table: (
        update(table)
        .where(mine(table))
        .values(
            {other(table).key: select(table.alias("twin").c[other(table).key]).scalar_subquery()}
        )
    ),
    "delete": delete,
    "delete of theirs": lambda table: delete(table).where(theirs(table)),
    "insert without": lambda table: insert(table).values({other(table).key: None}),
    "insert of theirs": lambda table: insert(table).values({tenant(table).key: "T2"}),
    "insert of all theirs": lambda table: insert(table).from_select(
        [one.key for one in table.c], select(table)
    ),
    "insert of mine as theirs": lambda table: insert(table).from_select(
        [tenant(table).key], select(literal("T2")).where(mine(table))
    ),
    "sql beside": lambda table: select(table).where(mine(table), text("1 = 1")),
    "sql as a column": lambda table: select(literal_column("(SELECT count(*) FROM person)")).where(
        mine(table)
    ),
}

ACCEPTED: dict[str, Making] = {
    "select": lambda table: select(table).where(mine(table)),
    "select, said the other way": lambda table: select(table).where(literal("T1") == tenant(table)),
    "count": lambda table: select(func.count()).where(mine(table)),
    "join": _joined_by_all,
    "outer join": lambda table: _joined_by_all(table, outer=True),
    "subquery that looks outside": _looking_outside,
    "subquery first": lambda table: select(select(table).where(mine(table)).subquery()),
    "union": lambda table: union_all(
        select(table).where(mine(table)), select(table).where(mine(table))
    ),
    "delete": lambda table: delete(table).where(mine(table)),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_could_reach_another_workspace_never_reaches_the_database(
    session: WorkspaceSession, kind: str
) -> None:
    passed = []
    with arrived(session) as sent:
        for table in TABLES:
            try:
                session.execute(REFUSED[kind](table))
                passed.append(table.name)
            except TenancyError:
                pass
    assert (passed, sent) == ([], [])


@pytest.mark.parametrize("kind", ACCEPTED)
def test_what_names_its_workspace_passes(session: WorkspaceSession, kind: str) -> None:
    for table in TABLES:
        session.execute(ACCEPTED[kind](table))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_orm_neither_gets_nor_writes_another_workspace_s(
    session: WorkspaceSession, model: type[Base]
) -> None:
    first, *others = Base.metadata.tables[model.__tablename__].primary_key.columns
    key = ("T2", *("1" for _ in others))
    with arrived(session) as sent:
        with pytest.raises(TenancyError):
            session.get(model, key if others else "T2")
        for refused in (select(model), delete(model), delete(model).where(first == "T2")):
            with pytest.raises(TenancyError):
                session.execute(refused)
    assert sent == []


def test_a_row_of_another_workspace_is_not_added(session: WorkspaceSession) -> None:
    session.add(ChannelRow(workspace_id="T2", channel_id="C1", **CHANNEL))
    with pytest.raises(TenancyError):
        session.flush()


def test_a_row_does_not_move_to_another_workspace(session: WorkspaceSession) -> None:
    session.add(ours := ChannelRow(workspace_id="T1", channel_id="C2", **CHANNEL))
    session.flush()
    ours.workspace_id = "T2"
    with pytest.raises(TenancyError):
        session.flush()


def test_each_of_many_rows_is_looked_at(session: WorkspaceSession) -> None:
    rows = [{"workspace_id": "T1", "channel_id": f"C{number}", **CHANNEL} for number in range(9)]
    session.execute(insert(ChannelRow), rows)
    changed = [{**row, "channel_id": f"D{row['channel_id']}"} for row in rows]
    changed[7]["workspace_id"] = "T2"
    with pytest.raises(TenancyError):
        session.execute(insert(ChannelRow), changed)


def test_what_is_there_is_overwritten_by_a_key_with_its_workspace(
    session: WorkspaceSession, database: Database
) -> None:
    insert_into = sqlite.insert if database.is_sqlite else postgresql.insert
    row = insert_into(ChannelRow).values(workspace_id="T1", channel_id="C1", **CHANNEL)
    with pytest.raises(TenancyError):
        session.execute(row.on_conflict_do_update(index_elements=["channel_id"], set_={"name": ""}))
    whole = ["workspace_id", "channel_id"]
    with pytest.raises(TenancyError):
        session.execute(
            row.on_conflict_do_update(index_elements=whole, set_={"workspace_id": "T2"})
        )
    session.execute(row.on_conflict_do_update(index_elements=whole, set_={"name": ""}))


def test_the_same_statement_with_another_workspace_s_id_is_refused(
    session: WorkspaceSession,
) -> None:
    query = select(PersonRow.name).where(PersonRow.workspace_id == bindparam("workspace_id"))
    session.execute(query, {"workspace_id": "T1"})
    for given in ({"workspace_id": "T2"}, {"workspace_id": None}):
        with pytest.raises(TenancyError):
            session.execute(query, given)


def test_sql_as_text_and_what_belongs_to_no_workspace_is_refused(
    session: WorkspaceSession,
) -> None:
    tables = Base.metadata.tables
    refused: list[Any] = [text("SELECT 1"), schema.DropTable(tables["person"])]
    for one in (*refused, *(select(tables[name]) for name in OF_ALL)):
        with pytest.raises(TenancyError):
            session.execute(one)
    with pytest.raises(TenancyError):
        session.connection().exec_driver_sql("SELECT 1")


def test_an_event_s_failures_are_found_by_event_and_workspace(session: WorkspaceSession) -> None:
    by_event = InboxEvent.event_id == InboxFailure.event_id
    owed = delete(InboxFailure).where(InboxFailure.workspace_id == "T1")
    with pytest.raises(TenancyError):
        session.execute(owed.where(select(InboxEvent.body).where(by_event).exists()))
    both = (by_event, InboxEvent.workspace_id == InboxFailure.workspace_id)
    session.execute(owed.where(select(InboxEvent.body).where(*both).exists()))


def test_savepoints_and_locks_pass(session: WorkspaceSession, database: Database) -> None:
    with session.begin_nested():
        session.get(WorkspaceRow, "T1")
    if not database.is_sqlite:
        session.execute(select(func.pg_advisory_xact_lock(1)))
