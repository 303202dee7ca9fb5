"""Which weeks a change puts out of date, marked in the transaction that makes the change."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from functools import partial
from itertools import chain

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_or_update
from slackapp.database.write_behind import hold
from slackapp.ledger.giver_years import mark_years
from slackapp.ledger.models import GiverWeekRow
from slackapp.ledger.rules import CONNECTION_DAYS, MICROS_A_DAY, counts
from slackapp.ledger.store import list_given_among
from slackapp.ledger.turns import LiveAct
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.workspaces import workspace_zone

_NOTHING = Decimal(0)
_SILENCE = CONNECTION_DAYS * MICROS_A_DAY + 1

Given = tuple[int, int, int]  # giver, receiver, microseconds


def mark_changed(tx: Transaction, changed: Collection[LiveAct]) -> None:
    """The weeks of both people, and those within 90 days where their connection may move.

    Done once for all changes that come without a query between them.
    """
    touched = [(live.act.giver, live.act.receiver, live.at) for live in changed if counts(live)]
    if touched:
        hold(tx.session, GiverWeekRow.__tablename__, mark_changed, partial(mark_given, tx), touched)


def mark_given(tx: Transaction, touched: Collection[Given]) -> None:
    """The same, of acts that count no more or again."""
    zone = workspace_zone(tx)
    marks = {
        (Week.of_micros(at, zone), person)
        for giver, receiver, at in chain(touched, _after(tx, touched))
        for person in (giver, receiver)
    }
    rows = [_dirty_row(tx, str(week), person) for week, person in sorted(marks)]
    insert_or_update(tx.session, GiverWeekRow, rows, update=["dirty"])
    mark_years(tx, sorted({(week.year, person) for week, person in marks}))


def _after(tx: Transaction, touched: Collection[Given]) -> list[Given]:
    """What the same two gave each other in the 90 days after each of these."""
    pairs: dict[frozenset[int], list[int]] = defaultdict(list)
    for giver, receiver, at in touched:
        pairs[frozenset((giver, receiver))].append(at)
    times = [at for _, _, at in touched]
    found = list_given_among(tx, set(chain(*pairs)), min(times), max(times) + _SILENCE)
    return [
        one
        for one in found
        if any(0 <= one[2] - at < _SILENCE for at in pairs.get(frozenset(one[:2]), ()))
    ]


def _dirty_row(tx: Transaction, week: str, person: int) -> dict[str, object]:
    return {
        "workspace_id": tx.workspace_id,
        "week": week,
        "person": person,
        "helping": _NOTHING,
        "sharing": _NOTHING,
        "thanking": _NOTHING,
        "connections": _NOTHING,
        "score": _NOTHING,
        "met": [],
        "dirty": True,
    }
