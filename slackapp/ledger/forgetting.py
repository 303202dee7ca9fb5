"""Acts of somebody forgotten: they stay, and tell no more where they happened.

Points, weeks and everybody's totals are as before: which acts stand together is kept.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.ledger.models import ActTurnRow, GiverWeekRow, GiverYearRow
from slackapp.ledger.turns import Turn
from slackapp.workspace.forgetting import keyed_hash
from slackapp.workspace.personal_rows import Row, rows_naming

_TABLE = Base.metadata.tables[ActTurnRow.__tablename__]
_TURN = _TABLE.c
_COLUMNS = [_TURN[name] for name in Turn._fields]
_KEY = ("source", "giver", "receiver", "kind", "at", "turn")
_HASHED = "forgotten:"
_MOVE = (
    update(_TABLE)
    .where(
        _TURN.workspace_id == bindparam("of_workspace"),
        *(_TURN[name] == bindparam(f"old_{name}") for name in _KEY),
    )
    .values(
        source=bindparam("new_source"),
        place=bindparam("new_place"),
        channel_id=None,
        message_ts=None,
    )
)


def export_acts(tx: Transaction, person: int) -> list[Row]:
    """All that somebody gave or got, oldest first."""
    rows = rows_naming(tx, ActTurnRow, person, by=["giver", "receiver"])
    return sorted(rows, key=lambda row: str(row["at"]))


def export_scores(tx: Transaction, person: int) -> dict[str, list[Row]]:
    """By week and year as they are stored; whom they met stands in the acts."""
    weeks = rows_naming(tx, GiverWeekRow, person, by=["person"])
    return {
        "giver_week": [{name: row[name] for name in row if name != "met"} for row in weeks],
        "giver_year": rows_naming(tx, GiverYearRow, person, by=["person"]),
    }


def blank_places(tx: Transaction, person: int) -> int:
    """Take out of somebody's acts where they were; twice is once. Returns how many had it."""
    tx.lock_workspace()
    turns = _turns_of(tx, person)
    kept = {_pair(turn) for turn in turns if turn.party and turn.receiver == person}
    blanked = [turn for turn in turns if _tells(turn, is_kept=_pair(turn) in kept)]
    if blanked:
        tx.session.execute(_MOVE, list(_moves(tx, blanked, kept)))
    tx.memo.pop(ActTurnRow, None)
    return len(blanked)


def _moves(tx: Transaction, turns: Iterable[Turn], kept: set[object]) -> Iterable[dict[str, Any]]:
    for turn in turns:
        stays = _pair(turn) in kept
        yield {
            "of_workspace": tx.workspace_id,
            **{f"old_{name}": getattr(turn, name) for name in _KEY},
            "new_source": turn.source if stays else _named(tx, turn.source),
            "new_place": turn.place if stays else _named(tx, turn.place),
        }


def _pair(turn: Turn) -> object:
    """Here a higher kind replaces a lower one, so all of these go together.

    What somebody got as one of a group, or for a link, shares its weight with what others got by
    the same source: that stays one act, so its name stays too.
    """
    return (turn.place, turn.giver, turn.receiver)


def _tells(turn: Turn, *, is_kept: bool) -> bool:
    is_named = not is_kept and not turn.source.startswith(_HASHED)
    return is_named or turn.channel_id is not None or turn.message_ts is not None


def _named(tx: Transaction, name: str) -> str:
    return name if name.startswith(_HASHED) else _HASHED + keyed_hash(tx, f"act:{name}")


def _turns_of(tx: Transaction, person: int) -> list[Turn]:
    query = select(*_COLUMNS).where(
        _TURN.workspace_id == tx.workspace_id,
        or_(_TURN.giver == person, _TURN.receiver == person),
    )
    return [Turn._make(row) for row in tx.session.execute(query)]
