"""The giving score (product section 3): pure, exact, the same whatever order acts arrived in."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from math import floor
from types import MappingProxyType
from typing import Literal

from slackapp.ledger.acts import ActKind
from slackapp.ledger.turns import LiveAct

Pot = Literal["helping", "sharing", "thanking"]
POTS: Mapping[ActKind, Pot] = MappingProxyType(
    {
        "answer": "helping",
        "helped_me_too": "helping",
        "link": "sharing",
        "promotion": "sharing",
        "credit": "sharing",
        "kudos": "thanking",
        "acknowledgement": "thanking",
    }
)
MICROS_A_DAY = 86_400_000_000
CONNECTION_DAYS = 90
DIGITS = 9  # points are whole billionths: exact sums, one integer column
_ONE_POINT: int = 10**DIGITS
_MORE_FOR_A_LINK = 4  # people, half a point each

# A link somebody shared: the source of its acts and their party.
LinkOf = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePolicy:
    """Weights and weekly caps; a bare act weighs half."""

    weights: Mapping[ActKind, Decimal] = field(
        default_factory=lambda: MappingProxyType(
            {
                "answer": Decimal(3),
                "helped_me_too": Decimal(1),
                "link": Decimal(2),
                "promotion": Decimal(2),
                "credit": Decimal(2),
                "kudos": Decimal(1),
                "acknowledgement": Decimal("0.5"),
            }
        )
    )
    caps: Mapping[Pot, Decimal] = field(
        default_factory=lambda: MappingProxyType({"sharing": Decimal(8), "thanking": Decimal(5)})
    )
    connections_cap: int = 3


@dataclass(frozen=True, slots=True)
class Connection:
    """The first act between a person and `other` in 90 days, either way."""

    other: int
    at: int


@dataclass(frozen=True, slots=True)
class WeekScore:
    """What somebody's week scores, and why: the points of every act and new connection."""

    points: Mapping[LiveAct, Decimal]
    connection_points: Mapping[Connection, Decimal]

    def pot(self, pot: Pot) -> Decimal:
        return _total(n for live, n in self.points.items() if POTS[live.act.kind] == pot)

    @property
    def connections(self) -> Decimal:
        return _total(self.connection_points.values())

    @property
    def score(self) -> Decimal:
        return _total(self.points.values()) + self.connections


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What somebody did in a week in public.

    Acts given by kind (a group is one), receivers of their kudos, whether anybody thanked them.
    """

    given: Mapping[str, int] = field(default_factory=dict)
    kudos: int = 0
    thanked: bool = False


def tally_acts(acts: Iterable[LiveAct]) -> dict[int, Tally]:
    """The tally of everybody who gave or was thanked in a week's acts."""
    given: dict[int, set[tuple[ActKind, str, str | int]]] = defaultdict(set)
    kudos: Counter[int] = Counter()
    thanked: set[int] = set()
    for live in filter(counts, acts):
        act = live.act
        given[act.giver].add((act.kind, live.place, act.party or act.receiver))
        kudos[act.giver] += act.kind == "kudos"
        if POTS[act.kind] == "thanking":
            thanked.add(act.receiver)
    return {
        person: Tally(
            given=Counter(kind for kind, *_ in given.get(person, ())),
            kudos=kudos[person],
            thanked=person in thanked,
        )
        for person in given.keys() | thanked
    }


def score_week(
    acts: Iterable[LiveAct],
    connections: Iterable[Connection],
    policy: ScorePolicy,
    *,
    earlier: Mapping[LinkOf, int] = MappingProxyType({}),
) -> WeekScore:
    """The score of one giver's week from all acts they gave in it.

    earlier: how many found a link of theirs useful in the weeks before.
    """
    ordered = sorted(acts, key=lambda live: live.order)
    counting = [live for live in ordered if counts(live)]
    halved = _halve(_share_parties(counting, policy, earlier))
    points = dict.fromkeys(ordered, Decimal(0)) | {
        live: _decimal(share) for live, share in _cap(halved, policy).items()
    }
    met = sorted(connections, key=lambda connection: (connection.at, connection.other))
    return WeekScore(
        points,
        {one: Decimal(rank < policy.connections_cap) for rank, one in enumerate(met)},
    )


def counts(live: LiveAct) -> bool:
    """Private acts score nowhere and are left out of every factor; oneself never counts."""
    return live.audience == "public" and live.act.giver != live.act.receiver


def new_connections(acts: Iterable[LiveAct], first: int, until: int) -> dict[int, list[Connection]]:
    """For each person the connections begun in [first, until), both sides.

    `acts` holds everything from 90 days before `first` on.
    """
    pairs: dict[frozenset[int], list[int]] = defaultdict(list)
    for live in filter(counts, acts):
        pairs[frozenset((live.act.giver, live.act.receiver))].append(live.at)
    met: dict[int, list[Connection]] = defaultdict(list)
    for pair, times in pairs.items():
        for at in _beginnings(times):
            if first <= at < until:
                one, other = sorted(pair)
                met[one].append(Connection(other, at))
                met[other].append(Connection(one, at))
    return met


def _beginnings(times: Sequence[int]) -> list[int]:
    ordered = sorted(times)
    silence = CONNECTION_DAYS * MICROS_A_DAY
    return ordered[:1] + [after for before, after in pairwise(ordered) if after - before > silence]


def link_of(live: LiveAct) -> LinkOf | None:
    """The link it is about, whoever found it useful; None for other acts."""
    return (live.source, live.act.party) if live.act.kind == "link" and live.act.party else None


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
        best = max(_weight(live, policy) for live in rows)
        if link := link_of(rows[0]):
            best = _link_weight(best, earlier.get(link, 0), len(rows))
        shares |= zip(rows, _whole(Fraction(best, len(rows)) for _ in rows), strict=True)
    return shares


def _link_weight(best: int, earlier: int, now: int) -> int:
    """What these people add to a link that others found useful in the weeks before."""
    more = min(earlier + now - 1, _MORE_FOR_A_LINK) - min(max(earlier - 1, 0), _MORE_FOR_A_LINK)
    return (0 if earlier else best) + more * (_ONE_POINT // 2)


def _weight(live: LiveAct, policy: ScorePolicy) -> int:
    weight = policy.weights[live.act.kind] / (2 if live.act.bare else 1)
    return int(weight * _ONE_POINT)


def _halve(weights: Mapping[LiveAct, int]) -> dict[LiveAct, int]:
    """Within a pot, towards one person: the biggest in full, then a half, then a quarter."""
    towards: dict[tuple[Pot, int], list[LiveAct]] = defaultdict(list)
    for live in sorted(weights, key=lambda live: (-weights[live], live.order)):
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


def _total(points: Iterable[Decimal]) -> Decimal:
    return sum(points, Decimal(0))
