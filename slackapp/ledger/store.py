"""Every query on the turns of acts."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from slackapp.database.base import Base
from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.ledger.models import ActTurnRow
from slackapp.ledger.turns import LiveAct, Turn, counted_acts

_TURN = Base.metadata.tables[ActTurnRow.__tablename__].c
_COLUMNS = [_TURN[name] for name in Turn._fields]
_AT_PLACE = select(*_COLUMNS).where(  # made once: making it took longer than running it
    _TURN.workspace_id == bindparam("workspace_id"), _TURN.place == bindparam("place")
)
_PEOPLE_A_QUERY = 500  # beyond, reading everybody's acts is quicker than naming the people


def add_turns(tx: Transaction, turns: Iterable[Turn]) -> None:
    rows = [
        {"workspace_id": tx.workspace_id, "recorded_at": tx.now, **turn._asdict()} for turn in turns
    ]
    insert_new(tx.session, ActTurnRow, rows)


def list_turns_at(tx: Transaction, place: str) -> list[Turn]:
    rows = tx.session.execute(_AT_PLACE, {"workspace_id": tx.workspace_id, "place": place})
    return [Turn._make(row) for row in rows]


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
    rows = tx.session.execute(
        select(_TURN.giver, _TURN.receiver, _TURN.at).where(
            _TURN.workspace_id == tx.workspace_id,
            _TURN.turn == "given",
            _TURN.giver.in_(people),
            _TURN.receiver.in_(people),
            _TURN.at >= first,
            _TURN.at < until,
        )
    )
    return [(giver, receiver, at) for giver, receiver, at in rows]


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
