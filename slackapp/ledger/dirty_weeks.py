"""Which weeks a change puts out of date, marked in the transaction that makes the change."""

from collections.abc import Collection
from decimal import Decimal
from typing import cast
from zoneinfo import ZoneInfo

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_or_update
from slackapp.ledger.models import GiverWeekRow
from slackapp.ledger.rules import CONNECTION_DAYS, MICROS_A_DAY, counts
from slackapp.ledger.store import list_given_among
from slackapp.ledger.turns import LiveAct
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.workspaces import workspace_zone

_NOTHING = Decimal(0)


def mark_changed(tx: Transaction, changed: Collection[LiveAct]) -> None:
    """The weeks of both people, and those within 90 days where their connection may move."""
    public = [live for live in changed if counts(live)]
    if not public:
        return
    zone = _zone(tx)
    touched = [(live.act.giver, live.act.receiver, live.at) for live in public]
    marks = {
        (Week.of_micros(at, zone), person)
        for giver, receiver, at in touched + _after(tx, touched)
        for person in (giver, receiver)
    }
    rows = [_dirty_row(tx, week, person) for week, person in sorted(marks)]
    insert_or_update(tx.session, GiverWeekRow, rows, update=["dirty"])


def _zone(tx: Transaction) -> ZoneInfo:
    """Looked up once a transaction."""
    if ZoneInfo not in tx.memo:
        tx.memo[ZoneInfo] = workspace_zone(tx)
    return cast("ZoneInfo", tx.memo[ZoneInfo])


def _after(
    tx: Transaction, touched: Collection[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    people = {person for giver, receiver, _ in touched for person in (giver, receiver)}
    times = [at for _, _, at in touched]
    until = max(times) + CONNECTION_DAYS * MICROS_A_DAY + 1
    return list_given_among(tx, people, min(times), until)


def _dirty_row(tx: Transaction, week: Week, person: int) -> dict[str, object]:
    return {
        "workspace_id": tx.workspace_id,
        "week": str(week),
        "person": person,
        "helping": _NOTHING,
        "sharing": _NOTHING,
        "thanking": _NOTHING,
        "connections": _NOTHING,
        "score": _NOTHING,
        "met": [],
        "dirty": True,
    }
