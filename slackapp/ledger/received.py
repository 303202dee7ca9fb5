"""What people received: shown to nobody but them, never ranked."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import Act, ActKind
from slackapp.ledger.rules import counts
from slackapp.ledger.store import list_counted_acts, list_turns_at
from slackapp.ledger.turns import counted_acts
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.workspaces import workspace_zone


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
    acts = [live.act for live in list_counted_acts(tx, first, until, helpers) if counts(live)]
    return {act.receiver for act in acts if _thanks(act, helpers, helped)}


def list_thanked_by_week(
    tx: Transaction, helped: Mapping[Week, Collection[tuple[int, int]]]
) -> dict[Week, set[int]]:
    """The same of several weeks: for each those of its helpers who were thanked in it."""
    helpers = {week: {helper for _, helper in pairs} for week, pairs in helped.items()}
    everybody = set[int]().union(*helpers.values())
    if not everybody:
        return {}
    zone = workspace_zone(tx)
    first, until = min(helped).micros(zone)[0], max(helped).micros(zone)[1]
    thanked: defaultdict[Week, set[int]] = defaultdict(set)
    for live in filter(counts, list_counted_acts(tx, first, until, everybody)):
        week = Week.of_micros(live.at, zone)
        if week in helped and _thanks(live.act, helpers[week], helped[week]):
            thanked[week].add(live.act.receiver)
    return thanked


def _thanks(act: Act, helpers: Collection[int], helped: Collection[tuple[int, int]]) -> bool:
    """By anybody's acknowledgement, or a kudos of who asked."""
    if act.receiver not in helpers:
        return False
    is_from_asker = act.kind == "kudos" and (act.giver, act.receiver) in helped
    return act.kind == "acknowledgement" or is_from_asker


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
