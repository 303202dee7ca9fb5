"""How long a board and a receipt take, by how many rows the ledger holds.

Usage: boards.py [ROWS…], 1,000,000 without. A year of acts: two fifths in one workspace of 100,000
members, the rest in 999 of 200 members each. The week's board is last week's, the year's this
year's. Every figure is the median of many reads of the same board, warm, each in a transaction of
its own.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import islice
from statistics import median

from rich.console import Console
from rich.table import Table as Shown
from sqlalchemy import (
    JSON,
    String,
    Table,
    bindparam,
    false,
    func,
    insert,
    literal,
    select,
    text,
    union_all,
)

from benchmarks._databases import KINDS, fresh_database
from slackapp.catalogue import FEATURES
from slackapp.database.base import Base
from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.features.leaderboard.rules.ranking import MOST_LINES, MOST_NAMES
from slackapp.features.leaderboard.use_cases.composing import board_offers
from slackapp.features.leaderboard.use_cases.showing import show_board
from slackapp.features.receipts.use_cases import show_receipt
from slackapp.jobs.client import DurableClient
from slackapp.ledger.giver_weeks import refresh_weeks
from slackapp.ledger.giver_years import mark_years
from slackapp.ledger.history import current_basis
from slackapp.ledger.models import ActTurnRow, LedgerBasisRow
from slackapp.ledger.policy import DIGITS
from slackapp.ledger.team import TeamWeeks
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.clock import SettableClock
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.models import PersonRow, WorkspaceRow
from slackapp.workspace.workspaces import workspace_zone

ROWS = 1_000_000
GIANT, ORDINARY = "T0", "T1"
SIZES = {GIANT: 100_000, ORDINARY: 200}
ORDINARY_WORKSPACES = 999
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
A_YEAR = 365 * 86_400_000_000
WEEK = Week(2026, 47)
READS = {GIANT: 15, ORDINARY: 300}
BATCH = 20_000

Row = dict[str, object]


def main(sizes: list[int]) -> None:
    columns = ("week from the ledger", "week's board", "year's board", "receipt")
    table = Shown("rows", "database", "workspace", *(f"{column}, ms" for column in columns))
    for rows in sizes:
        for kind in KINDS:
            with fresh_database(kind) as url:
                for workspace, *seconds in _measure(url, rows):
                    shown = [f"{each * 1000:.2f}" for each in seconds]
                    table.add_row(f"{rows:,}", kind, workspace, *shown)
                    print(f"{rows:,}", kind, workspace, *shown, flush=True)
    Console().print(table)


def _measure(url: str, rows: int) -> list[tuple[str, float, float, float, float]]:
    database = Database(url)
    queue = DurableClient(database)
    toolbox = AppToolbox(database, SettableClock(NOW), queue, FEATURES)
    _fill(database, rows)
    for workspace_id in SIZES:
        toolbox.run(_begin, workspace_id)
        for number in range(1, WEEK.number - 1):
            toolbox.run(_tally, workspace_id, Week(WEEK.year, number))
        for week in (WEEK.previous(), WEEK):
            toolbox.run(_score, workspace_id, week)
        toolbox.run(refresh_weeks, workspace_id)
    _settle(database)
    measured = []
    for workspace_id, members in SIZES.items():
        ledger = _median(toolbox, _read_ledger, workspace_id)
        of_week = _median(toolbox, partial(_draw, words="last week"), workspace_id)
        of_year = _median(toolbox, partial(_draw, words="this year"), workspace_id)
        giver = toolbox.read(_who_gave_most, workspace_id)
        receipt = _median(toolbox, partial(_read_receipt, person_id=giver), workspace_id)
        measured.append((f"{members:,} members", ledger, of_week, of_year, receipt))
    queue.close()
    database.close()
    return measured


def _settle(database: Database) -> None:
    """What either does by itself some time after so many rows: count them, and clear up."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        on_postgresql = connection.dialect.name == "postgresql"
        connection.execute(text("VACUUM ANALYZE" if on_postgresql else "PRAGMA optimize"))


def _median(toolbox: AppToolbox, read: Callable[[Transaction], None], workspace_id: str) -> float:
    """Seconds, after one read to warm up."""
    seconds = []
    for _ in range(READS[workspace_id] + 1):
        started = time.perf_counter()
        toolbox.read(read, workspace_id)
        seconds.append(time.perf_counter() - started)
    return median(seconds[1:])


def _read_ledger(tx: Transaction) -> None:
    """What the board takes from the ledger: the team's week and who gave most."""
    team = TeamWeeks(tx, [WEEK])
    assert team.figures().givers
    tops = team.top_lines(most=MOST_LINES, names=MOST_NAMES)
    assert team.given_by([person.key for line in tops for person in line.people])


def _draw(tx: Transaction, *, words: str) -> None:
    shown = show_board(tx, words=words, offers=board_offers(FEATURES))
    assert shown.drawing is not None


def _who_gave_most(tx: Transaction) -> str:
    [top] = TeamWeeks(tx, [WEEK]).top_lines(most=1, names=1)
    return top.people[0].slack_id


def _read_receipt(tx: Transaction, *, person_id: str) -> None:
    assert show_receipt(tx, person_id=person_id, words="last").lines


def _fill(database: Database, rows: int) -> None:
    made_of = (
        (WorkspaceRow, _workspace_rows()),
        (PersonRow, _people()),
        (ActTurnRow, _turns(rows)),
    )
    for model, made in made_of:
        table = Base.metadata.tables[model.__tablename__]
        with _without_indexes(database, table):
            _insert(database, table, made)


def _insert(database: Database, table: Table, made: Iterator[Row]) -> None:
    while part := list(islice(made, BATCH)):
        with database.writing() as session:
            session.execute(insert(table), part)


@contextmanager
def _without_indexes(database: Database, table: Table) -> Iterator[None]:
    """Made anew at the end, which is several times quicker."""
    for index in table.indexes:
        index.drop(database.engine)
    yield
    for index in table.indexes:
        index.create(database.engine)


def _workspaces() -> list[str]:
    return [GIANT, *(f"T{number}" for number in range(1, ORDINARY_WORKSPACES + 1))]


def _workspace_rows() -> Iterator[Row]:
    for workspace_id in _workspaces():
        yield {
            "id": workspace_id,
            "name": "Acme",
            "timezone": "UTC",
            "bot_user_id": "UBOT",
            "bot_id": "BBOT",
            "app_id": "A1",
            "recording_since": NOW - timedelta(days=400),
            "created_at": NOW,
        }


def _people() -> Iterator[Row]:
    for workspace_id in _workspaces():
        for key in range(SIZES.get(workspace_id, SIZES[ORDINARY])):
            yield {
                "workspace_id": workspace_id,
                "key": key,
                "slack_id": f"U{key}",
                "name": f"Person {key}",
                "real_name": "",
                "kind": "member",
                "active": True,
            }


def _turns(rows: int) -> Iterator[Row]:
    """Kudos, spread over a year; who is thanked is skewed, as it is among people."""
    dice = random.Random(1)  # noqa: S311  the same rows in every run
    end = micros_of_datetime(NOW)
    for number in range(rows):
        others = f"T{dice.randint(1, ORDINARY_WORKSPACES)}"
        workspace_id = GIANT if number % 5 < 2 else others
        size = SIZES.get(workspace_id, SIZES[ORDINARY])
        giver, receiver = dice.randrange(size), int(dice.random() ** 2 * size)
        at = end - dice.randrange(A_YEAR)
        yield {
            "workspace_id": workspace_id,
            "source": f"command:{number}",
            "giver": giver,
            "receiver": receiver if receiver != giver else (receiver + 1) % size,
            "kind": "kudos",
            "at": at,
            "turn": "given",
            "place": f"command:{number}",
            "channel_id": "C1",
            "message_ts": None,
            "audience": "public",
            "bare": False,
            "party": "",
            "recorded_at": NOW,
        }


def _begin(tx: Transaction) -> None:
    basis = {"workspace_id": tx.workspace_id, "basis": current_basis(tx)}
    tx.session.execute(insert(LedgerBasisRow), [basis])


def _tally(tx: Transaction, week: Week) -> None:
    """A week long ago, made by the database: as many rows as scoring makes, a point a kudos."""
    first, until = week.micros(workspace_zone(tx))
    turn = Base.metadata.tables[ActTurnRow.__tablename__].c
    mine = bindparam("workspace_id", type_=String())
    within = (turn.workspace_id == mine, turn.at >= first, turn.at < until)
    sides = union_all(
        select(turn.giver.label("person"), literal(1).label("given")).where(*within),
        select(turn.receiver, literal(0)).where(*within),
    ).subquery()
    acts = func.sum(sides.c.given)
    points = acts * 10**DIGITS
    stored = select(
        mine, literal(str(week)), sides.c.person,
        literal(0), literal(0), points, literal(0), points,
        literal([], JSON), literal({}, JSON), acts, acts, func.min(sides.c.given) == 0, false(),
    ).group_by(sides.c.person)  # fmt: skip
    columns = (
        "workspace_id", "week", "person",
        "helping", "sharing", "thanking", "connections", "score",
        "met", "given", "acts", "kudos", "thanked", "dirty",
    )  # fmt: skip
    statement = insert(Base.metadata.tables["giver_week"]).from_select(columns, stored)
    tx.session.execute(statement, {"workspace_id": tx.workspace_id})
    acted = select(sides.c.person).distinct()
    people = tx.session.scalars(acted, {"workspace_id": tx.workspace_id})
    mark_years(tx, [(week.year, one) for one in people])


def _score(tx: Transaction, week: Week) -> None:
    """A week stored as the tick stores it."""
    first, until = week.micros(workspace_zone(tx))
    acted = select(ActTurnRow.giver, ActTurnRow.receiver).where(
        ActTurnRow.workspace_id == tx.workspace_id,
        ActTurnRow.at >= first,
        ActTurnRow.at < until,
    )
    people = {person for pair in tx.session.execute(acted) for person in pair}
    rows = [_dirty(tx, week, one) for one in people]
    assert rows, "too few rows for a week of an ordinary workspace"
    tx.session.execute(insert(Base.metadata.tables["giver_week"]), rows)
    mark_years(tx, [(week.year, one) for one in people])
    refresh_weeks(tx, week)


def _dirty(tx: Transaction, week: Week, person: int) -> Row:
    points = dict.fromkeys(("helping", "sharing", "thanking", "connections", "score"), Decimal(0))
    key = {"workspace_id": tx.workspace_id, "week": str(week), "person": person}
    return {**key, **points, "met": [], "dirty": True}


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [ROWS])
