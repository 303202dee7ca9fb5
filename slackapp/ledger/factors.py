"""From an act to its points, one factor after the other: weight, sharing, halving, the cap. Pure.

Exact, in whole billionths, and the same whatever order acts arrived in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from math import floor

from slackapp.ledger.policy import DIGITS, POTS, Pot, ScorePolicy
from slackapp.ledger.turns import LiveAct

_ONE_POINT: int = 10**DIGITS
_MORE_FOR_A_LINK = 4  # people, half a point each

# A link somebody shared: the source of its acts and their party.
LinkOf = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How an act came to its points.

    share: its part of what its user group or link weighs. rank: how many weightier acts of the pot
    went to the same person. halved: what is left of its share then; points: and of that under
    the cap.
    """

    live: LiveAct
    share: Decimal
    rank: int
    halved: Decimal
    points: Decimal


def reckon(
    acts: Sequence[LiveAct], policy: ScorePolicy, earlier: Mapping[LinkOf, int]
) -> list[Reckoning]:
    """Of all the acts of a giver's week that count, in their order.

    earlier: how many found a link of theirs useful in the weeks before.
    """
    ordered = sorted(acts, key=lambda live: live.order)
    shares = _share_parties(ordered, policy, earlier)
    ranks = _rank(shares)
    halved = _halve(shares, ranks)
    capped = _cap(halved, policy)
    return [
        Reckoning(
            live,
            share=_decimal(shares[live]),
            rank=ranks[live],
            halved=_decimal(halved[live]),
            points=_decimal(capped[live]),
        )
        for live in ordered
    ]


def link_of(live: LiveAct) -> LinkOf | None:
    """The link it is about, whoever found it useful; None for other acts."""
    return (live.source, live.act.party) if live.act.kind == "link" and live.act.party else None


def weight_of(live: LiveAct, policy: ScorePolicy) -> Decimal:
    """Alone and in full."""
    return policy.weights[live.act.kind] / (2 if live.act.bare else 1)


def _share_parties(
    acts: Sequence[LiveAct], policy: ScorePolicy, earlier: Mapping[LinkOf, int]
) -> dict[LiveAct, int]:
    """What each act weighs: a user group is one act, its best weight shared by its rows.

    So is a link, which gains a half for each of four more people who find it useful.
    """
    parties: dict[object, list[LiveAct]] = defaultdict(list)
    for live in acts:
        parties[(live.source, live.act.party) if live.act.party else live].append(live)
    shares: dict[LiveAct, int] = {}
    for rows in parties.values():
        best = max(int(weight_of(live, policy) * _ONE_POINT) for live in rows)
        if link := link_of(rows[0]):
            best = _link_weight(best, earlier.get(link, 0), len(rows))
        shares |= zip(rows, _whole(Fraction(best, len(rows)) for _ in rows), strict=True)
    return shares


def _link_weight(best: int, earlier: int, now: int) -> int:
    """What these people add to a link that others found useful in the weeks before.

    Where a policy gives links nothing, more people add nothing either.
    """
    if not best:
        return 0
    more = min(earlier + now - 1, _MORE_FOR_A_LINK) - min(max(earlier - 1, 0), _MORE_FOR_A_LINK)
    return (0 if earlier else best) + more * (_ONE_POINT // 2)


def _rank(weights: Mapping[LiveAct, int]) -> dict[LiveAct, int]:
    """The place of each within its pot, towards its receiver: the weightiest first."""
    met: dict[tuple[Pot, int], int] = defaultdict(int)
    ranks: dict[LiveAct, int] = {}
    for live in sorted(weights, key=lambda live: (-weights[live], live.order)):
        towards = (POTS[live.act.kind], live.act.receiver)
        ranks[live] = met[towards]
        met[towards] += 1
    return ranks


def _halve(weights: Mapping[LiveAct, int], ranks: Mapping[LiveAct, int]) -> dict[LiveAct, int]:
    """Within a pot, towards one person: the biggest in full, then a half, then a quarter."""
    towards: dict[tuple[Pot, int], list[LiveAct]] = defaultdict(list)
    for live in sorted(ranks, key=lambda live: ranks[live]):
        towards[POTS[live.act.kind], live.act.receiver].append(live)
    halved: dict[LiveAct, int] = {}
    for acts in towards.values():
        exact = (Fraction(weights[live], 2**rank) for rank, live in enumerate(acts))
        halved |= zip(acts, _whole(exact), strict=True)
    return halved


def _cap(shares: Mapping[LiveAct, int], policy: ScorePolicy) -> dict[LiveAct, int]:
    """The first acts of the week fill the cap; the one that reaches it counts in part."""
    left = {pot: int(cap * _ONE_POINT) for pot, cap in policy.caps.items()}
    capped: dict[LiveAct, int] = {}
    for live in sorted(shares, key=lambda live: live.order):
        pot = POTS[live.act.kind]
        capped[live] = min(shares[live], left.get(pot, shares[live]))
        if pot in left:
            left[pot] -= capped[live]
    return capped


def _whole(exact: Iterable[Fraction]) -> list[int]:
    """Whole numbers whose sums are the exact sums rounded down, so no part is lost on the way."""
    sums = [0, *(floor(total) for total in accumulate(exact))]
    return [after - before for before, after in pairwise(sums)]


def _decimal(billionths: int) -> Decimal:
    return Decimal(billionths).scaleb(-DIGITS)
