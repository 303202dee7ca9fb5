"""What has just been given: the last day's turns that were heard a moment ago."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import ACT_KINDS, ActKind
from slackapp.ledger.models import ActTurnRow
from slackapp.ledger.turns import Turn, list_live
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.workspaces import recording_since

_TURN = Base.metadata.tables[ActTurnRow.__tablename__].c
_COLUMNS = [_TURN[name] for name in Turn._fields]
_FRESH_FOR = timedelta(days=1)
_JUST_NOW = timedelta(minutes=15)  # whoever asks may miss some minutes
_MOST = 1_000  # people of pairs looked up at once

Pair = tuple[int, int]  # the lower key first


class Heard(NamedTuple):
    """A turn, and when it came to us."""

    turn: Turn
    recorded_at: datetime


def list_just_given(tx: Transaction, kinds: Collection[ActKind] = ACT_KINDS) -> list[Turn]:
    """Given in public within a day, and heard within the last minutes; never imported history."""
    since = max(tx.now - _FRESH_FOR, recording_since(tx))
    query = select(*_COLUMNS).where(
        _TURN.workspace_id == tx.workspace_id,
        _TURN.at >= micros_of_datetime(since),
        _TURN.recorded_at >= tx.now - _JUST_NOW,
        _TURN.turn == "given",
        _TURN.audience == "public",
        _TURN.kind.in_(kinds),
    )
    return [Turn._make(row) for row in tx.session.execute(query.order_by(_TURN.at, _TURN.source))]


def pair_of(turn: Turn) -> Pair:
    return (min(turn.giver, turn.receiver), max(turn.giver, turn.receiver))


def first_between(tx: Transaction, pairs: Collection[Pair]) -> dict[Pair, Turn]:
    """For each pair the turn with which all giving between them began, where there is one."""
    firsts = {pair: beginning(heard) for pair, heard in _list_between(tx, pairs).items()}
    return {pair: turn for pair, turn in firsts.items() if turn is not None}


def beginning(heard: Sequence[Heard]) -> Turn | None:
    """The first of two people's turns, both by its own time and as we heard of them.

    None once it was taken back, or where something came earlier, of whatever audience.
    """
    given = [one for one in heard if one.turn.turn == "given"]
    first = min(given, key=_place, default=None)
    if first is None or first.recorded_at > min(one.recorded_at for one in given):
        return None
    standing = {live.beginning for live in list_live(one.turn for one in heard)}
    return first.turn if first.turn.key in standing else None


def _place(heard: Heard) -> tuple[int, int, str]:
    """What happens at once: help comes before thanks for it."""
    return heard.turn.at, ACT_KINDS.index(heard.turn.kind), heard.turn.source


def _list_between(tx: Transaction, pairs: Collection[Pair]) -> Mapping[Pair, list[Heard]]:
    """Every turn between the two of each pair."""
    found: dict[Pair, list[Heard]] = defaultdict(list)
    ordered, wanted = sorted(pairs), set(pairs)
    for start in range(0, len(ordered), _MOST // 2):
        people = {key for pair in ordered[start : start + _MOST // 2] for key in pair}
        among = select(*_COLUMNS, _TURN.recorded_at).where(
            _TURN.workspace_id == tx.workspace_id,
            _TURN.giver.in_(people),
            _TURN.receiver.in_(people),
        )
        for row in tx.session.execute(among):
            heard = Heard(Turn._make(row[:-1]), row[-1])
            if (pair := pair_of(heard.turn)) in wanted:
                found[pair].append(heard)
    return found
