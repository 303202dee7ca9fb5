"""What people received: shown to nobody but them, never ranked."""

from collections.abc import Collection

from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import Act, ActKind
from slackapp.ledger.rules import counts
from slackapp.ledger.store import list_counted_acts, list_turns_at
from slackapp.ledger.turns import counted_acts


def list_received_acts(tx: Transaction, receiver: int, first: int, until: int) -> list[Act]:
    """The acts of any audience that stand of [first, until) in microseconds."""
    counted = list_counted_acts(tx, first, until, [receiver])
    return [live.act for live in counted if live.act.receiver == receiver]


def list_thanked(
    tx: Transaction, helped: Collection[tuple[int, int]], *, first: int, until: int
) -> set[int]:
    """Of (who asked, who helped), those helpers who were thanked in public in [first, until).

    By an acknowledgement of anybody, or a kudos of who asked.
    """
    helpers = {helper for _, helper in helped}
    if not helpers:
        return set()
    acts = (live.act for live in list_counted_acts(tx, first, until, helpers) if counts(live))
    return {
        act.receiver
        for act in acts
        if act.receiver in helpers
        if act.kind == "acknowledgement"
        or (act.kind == "kudos" and (act.giver, act.receiver) in helped)
    }


def list_thanked_by(
    tx: Transaction, givers: Collection[int], *, first: int, until: int
) -> set[tuple[int, int]]:
    """(who thanked, whom) of these people's own thanks of any audience in [first, until)."""
    if not givers:
        return set()
    acts = (live.act for live in list_counted_acts(tx, first, until, givers))
    thanks = {"acknowledgement", "kudos"}
    return {(one.giver, one.receiver) for one in acts if one.kind in thanks if one.giver in givers}


def list_receivers_at(
    tx: Transaction, place: str, *, giver: int, kind: ActKind, since: int
) -> set[int]:
    """To whom somebody gave this at a place, in public, from then on (microseconds)."""
    return {
        live.act.receiver
        for live in counted_acts(list_turns_at(tx, place))
        if counts(live) and live.at >= since
        if (live.act.kind, live.act.giver) == (kind, giver)
    }
