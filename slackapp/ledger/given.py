"""What somebody gave: whether it was done already, and what was their first."""

from collections.abc import Collection

from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import ActKind
from slackapp.ledger.store import list_turns_given
from slackapp.ledger.turns import LiveAct, Turn, list_live

HELPING: frozenset[ActKind] = frozenset({"answer", "helped_me_too"})


def gave_since(tx: Transaction, giver: int, since: int) -> list[LiveAct]:
    """Everything they gave from then on (microseconds) that stands."""
    return list_live(list_turns_given(tx, [giver], since=since))


def first_given(tx: Transaction, givers: Collection[int]) -> dict[int, Turn]:
    """By giver the turn of their first act in public that stands."""
    turns = [one for one in list_turns_given(tx, givers) if one.audience == "public"]
    by_key = {turn.key: turn for turn in turns}
    first: dict[int, Turn] = {}
    for live in sorted(list_live(turns), key=lambda one: one.order):
        first.setdefault(live.act.giver, by_key[live.beginning])
    return first


def helped_of(tx: Transaction, giver: int, people: Collection[int]) -> set[int]:
    """Whom of these they ever helped, as far as it stands."""
    if not people:
        return set()
    acts = (live.act for live in list_live(list_turns_given(tx, [giver])))
    return {act.receiver for act in acts if act.kind in HELPING} & set(people)


def still_stands(tx: Transaction, giver: int, receiver: int, source: str) -> bool:
    """Whether this source gives something from one to the other."""
    return any(
        (live.source, live.act.receiver) == (source, receiver)
        for live in list_live(list_turns_given(tx, [giver]))
    )
