"""What people received: shown to nobody but them, never ranked."""

from collections.abc import Collection

from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import Act
from slackapp.ledger.rules import counts
from slackapp.ledger.store import list_counted_acts


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
