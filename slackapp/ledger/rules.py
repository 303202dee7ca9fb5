"""The giving score (product section 3): pure, exact, the same whatever order acts arrived in."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

from slackapp.ledger.acts import ActKind
from slackapp.ledger.factors import LinkOf, reckon
from slackapp.ledger.policy import POTS, Pot, ScorePolicy
from slackapp.ledger.turns import LiveAct

MICROS_A_DAY = 86_400_000_000
CONNECTION_DAYS = 90


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
    points = dict.fromkeys(ordered, Decimal(0)) | {
        one.live: one.points for one in reckon(counting, policy, earlier)
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


def _total(points: Iterable[Decimal]) -> Decimal:
    return sum(points, Decimal(0))
