"""Every query on the turns of acts."""

from collections.abc import Collection, Sequence
from itertools import islice
from typing import cast

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.ledger.models import ActTurnRow
from slackapp.ledger.turns import LiveAct, Turn, counted_acts

_TURN = Base.metadata.tables[ActTurnRow.__tablename__].c
_COLUMNS = [_TURN[name] for name in Turn._fields]
_AT_PLACES = select(*_COLUMNS).where(  # made once: making it took longer than running it
    _TURN.workspace_id == bindparam("workspace_id"),
    _TURN.place.in_(bindparam("places", expanding=True)),
)
_AMONG = select(_TURN.giver, _TURN.receiver, _TURN.at).where(  # same
    _TURN.workspace_id == bindparam("workspace_id"),
    _TURN.turn == "given",
    _TURN.giver.in_(bindparam("people", expanding=True)),
    _TURN.receiver.in_(bindparam("people", expanding=True)),
    _TURN.at >= bindparam("first"),
    _TURN.at < bindparam("until"),
)
_PLACES_A_QUERY = 5_000
_PEOPLE_A_QUERY = 500  # beyond, reading everybody's acts is quicker than naming the people


def add_turns(tx: Transaction, turns: Collection[Turn]) -> None:
    rows = [
        {"workspace_id": tx.workspace_id, "recorded_at": tx.now, **turn._asdict()} for turn in turns
    ]
    insert_new(tx.session, ActTurnRow, rows)
    for turn in turns:
        if turn.place in _prepared(tx):
            _prepared(tx)[turn.place].append(turn)


def prepare_turns(tx: Transaction, places: Collection[str]) -> None:
    """Look up many places at once; whoever asks has locked the workspace."""
    prepared = _prepared(tx)
    prepared.update((place, []) for place in places)
    left = iter(places)
    while part := list(islice(left, _PLACES_A_QUERY)):
        for turn in _turns_at(tx, part):
            prepared[turn.place].append(turn)


def list_turns_at(tx: Transaction, place: str) -> list[Turn]:
    known = _prepared(tx).get(place)
    return _turns_at(tx, [place]) if known is None else list(known)


def _turns_at(tx: Transaction, places: Sequence[str]) -> list[Turn]:
    at_places = {"workspace_id": tx.workspace_id, "places": places}
    return [Turn._make(row) for row in tx.session.execute(_AT_PLACES, at_places)]


def _prepared(tx: Transaction) -> dict[str, list[Turn]]:
    return cast("dict[str, list[Turn]]", tx.memo.setdefault(ActTurnRow, {}))


def list_turns_of_weeks(
    tx: Transaction, first: int, until: int, people: Collection[int] | None = None
) -> list[Turn]:
    """All turns at every place where something turned in [first, until), whenever they happened.

    With `people`, only what they gave or received.
    """
    theirs = _involving(people)
    places = select(_TURN.place).where(
        _TURN.workspace_id == tx.workspace_id, _TURN.at >= first, _TURN.at < until, *theirs
    )
    return _turns(tx, _select(tx).where(_TURN.place.in_(places), *theirs))


def list_counted_acts(
    tx: Transaction, first: int, until: int, people: Collection[int] | None = None
) -> list[LiveAct]:
    """The acts that count and happened in [first, until), of everybody or of `people`."""
    turns = list_turns_of_weeks(tx, first, until, people)
    return [live for live in counted_acts(turns) if first <= live.at < until]


def list_given_among(
    tx: Transaction, people: Collection[int], first: int, until: int
) -> list[tuple[int, int, int]]:
    """(giver, receiver, at) of given turns between any two of `people`."""
    span = {"workspace_id": tx.workspace_id, "people": list(people), "first": first, "until": until}
    return [(giver, receiver, at) for giver, receiver, at in tx.session.execute(_AMONG, span)]


def list_turns_of_giver(tx: Transaction, giver: int, first: int, until: int) -> list[Turn]:
    """All their turns at every place where something of theirs turned in [first, until)."""
    places = select(_TURN.place).where(
        _TURN.workspace_id == tx.workspace_id,
        _TURN.giver == giver,
        _TURN.at >= first,
        _TURN.at < until,
    )
    return _turns(tx, _select(tx).where(_TURN.giver == giver, _TURN.place.in_(places)))


def list_turns_given(
    tx: Transaction, givers: Collection[int], *, since: int | None = None
) -> list[Turn]:
    """Every turn by these givers from `since` on."""
    query = _select(tx).where(_TURN.giver.in_(givers))
    return _turns(tx, query if since is None else query.where(_TURN.at >= since))


def count_given(tx: Transaction, giver: int, *, since: int, at_most: int) -> int:
    """Given turns of one giver from `since` on, counted no further than `at_most`."""
    found = (
        select(_TURN.at)
        .where(
            _TURN.workspace_id == tx.workspace_id,
            _TURN.giver == giver,
            _TURN.at >= since,
            _TURN.turn == "given",
        )
        .limit(at_most)
    )
    return tx.session.scalar(select(func.count()).select_from(found.subquery())) or 0


def find_next_turn_at(tx: Transaction, since: int | None) -> int | None:
    """The time of the first turn from `since` on."""
    query = select(func.min(_TURN.at)).where(_TURN.workspace_id == tx.workspace_id)
    if since is not None:
        query = query.where(_TURN.at >= since)
    found: int | None = tx.session.execute(query).scalar_one()
    return found


def _select(tx: Transaction) -> Select[*tuple[object, ...]]:
    return select(*_COLUMNS).where(_TURN.workspace_id == tx.workspace_id)


def _turns(tx: Transaction, query: Select[*tuple[object, ...]]) -> list[Turn]:
    return [Turn._make(row) for row in tx.session.execute(query)]


def _involving(people: Collection[int] | None) -> list[ColumnElement[bool]]:
    if people is None or len(people) > _PEOPLE_A_QUERY:
        return []
    return [or_(_TURN.giver.in_(people), _TURN.receiver.in_(people))]
