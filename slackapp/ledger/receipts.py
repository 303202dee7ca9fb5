"""Why somebody's week scores what it does: a line a contribution, with what made it more or less.

The lines sum to the stored week exactly: they come from the same reckoning.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from typing import Literal

from slackapp.ledger.acts import ActKind
from slackapp.ledger.factors import LinkOf, Reckoning, link_of, reckon, weight_of
from slackapp.ledger.policy import POTS, Pot, ScorePolicy
from slackapp.ledger.rules import Connection, counts
from slackapp.ledger.turns import LiveAct, TurnKey
from slackapp.vocabulary.people import Audience

LineKind = ActKind | Literal["new_connection"]
LinePot = Pot | Literal["connections"]

# bare: without words. group: to `count` people at once. more_people: `count` found the link useful,
# which added `points`; earlier: `count` did in weeks before, this week's add `points`. again: the
# `count`-th by weight, in its pot, to `person`. past_cap: the pot's `points` were full, cut_by_cap:
# nearly. past_connections: beyond `count`. weightless: its kind weighs nothing in this workspace.
FactorKind = Literal[
    "bare",
    "group",
    "more_people",
    "earlier",
    "again",
    "past_cap",
    "cut_by_cap",
    "past_connections",
    "weightless",
    "private",
]
_ID_BYTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """Something that made a contribution count more or less, or not at all."""

    kind: FactorKind
    count: int = 0
    points: Decimal = Decimal(0)
    person: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """A contribution, to however many people, or a new connection; `turn` tells where it was."""

    line_id: str
    kind: LineKind
    people: tuple[int, ...]
    at: int
    points: Decimal
    audience: Audience = "public"
    factors: tuple[Factor, ...] = ()
    turn: TurnKey | None = None

    @property
    def pot(self) -> LinePot:
        return "connections" if self.kind == "new_connection" else POTS[self.kind]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A giver's week, line by line in the order things happened; new connections come last."""

    lines: tuple[ReceiptLine, ...] = ()

    def sum_of(self, pot: LinePot) -> Decimal:
        return _total(line.points for line in self.lines if line.pot == pot)

    @property
    def score(self) -> Decimal:
        return _total(line.points for line in self.lines)


def write_receipt(
    acts: Iterable[LiveAct],
    connections: Iterable[Connection],
    policy: ScorePolicy,
    earlier: Mapping[LinkOf, int],
) -> Receipt:
    """Of one giver's week, asked with what `rules.score_week` is asked with."""
    given = list(acts)
    reckoned = reckon([live for live in given if counts(live)], policy, earlier)
    lines = [_counted_line(rows, policy, earlier) for rows in _by_contribution(reckoned)]
    lines += [_private_line(rows) for rows in _by_party(live for live in given if not counts(live))]
    lines.sort(key=lambda line: (line.at, line.line_id))
    return Receipt((*lines, *_connection_lines(connections, policy)))


def _by_contribution(reckoned: Iterable[Reckoning]) -> list[list[Reckoning]]:
    by_act = {one.live: one for one in reckoned}
    return [[by_act[live] for live in rows] for rows in _by_party(by_act)]


def _by_party(acts: Iterable[LiveAct]) -> Iterable[list[LiveAct]]:
    """What was given to a user group is one contribution, and so is a link."""
    parties: dict[object, list[LiveAct]] = defaultdict(list)
    for live in acts:
        party = (live.source, live.act.kind, live.act.party)
        parties[party if live.act.party else live].append(live)
    return parties.values()


def _counted_line(
    rows: Sequence[Reckoning], policy: ScorePolicy, earlier: Mapping[LinkOf, int]
) -> ReceiptLine:
    points = _total(row.points for row in rows)
    factors = _factors(rows, policy, earlier)
    return _line([row.live for row in rows], points, tuple(factors))


def _private_line(acts: Sequence[LiveAct]) -> ReceiptLine:
    return _line(acts, Decimal(0), (Factor(kind="private"),))


def _line(acts: Sequence[LiveAct], points: Decimal, factors: tuple[Factor, ...]) -> ReceiptLine:
    first = acts[0]
    # a link or group may stand in both audiences: a line each, to choose between
    source = first.source if counts(first) else f"private {first.source}"
    return ReceiptLine(
        line_id=_id_of(source, first.act.kind, first.act.party or first.act.receiver),
        kind=first.act.kind,
        people=tuple(live.act.receiver for live in acts),
        at=first.at,
        points=points,
        audience=first.audience,
        factors=factors,
        turn=first.beginning,
    )


def _factors(
    rows: Sequence[Reckoning], policy: ScorePolicy, earlier: Mapping[LinkOf, int]
) -> Iterator[Factor]:
    weights = [weight_of(row.live, policy) for row in rows]
    if not any(weights):
        yield Factor(kind="weightless")
        return
    if all(row.live.act.bare for row in rows):
        yield Factor(kind="bare")
    if link := link_of(rows[0].live):
        yield from _link_factors(rows, max(weights), earlier.get(link, 0))
    elif len(rows) > 1:
        yield Factor(kind="group", count=len(rows))
    for row in rows:
        if row.rank:
            yield Factor(kind="again", count=row.rank + 1, person=row.live.act.receiver)
    yield from _cap_factor(rows, policy)


def _link_factors(rows: Sequence[Reckoning], weight: Decimal, earlier: int) -> Iterator[Factor]:
    in_all = _total(row.share for row in rows)
    if earlier:
        yield Factor(kind="earlier", count=earlier, points=in_all)
    elif len(rows) > 1:
        yield Factor(kind="more_people", count=len(rows), points=in_all - weight)


def _cap_factor(rows: Sequence[Reckoning], policy: ScorePolicy) -> Iterator[Factor]:
    lost = _total(row.halved - row.points for row in rows)
    if lost:
        cap = policy.caps[POTS[rows[0].live.act.kind]]
        is_cut = any(row.points for row in rows)
        yield Factor(kind="cut_by_cap" if is_cut else "past_cap", points=cap)


def _connection_lines(
    connections: Iterable[Connection], policy: ScorePolicy
) -> Iterator[ReceiptLine]:
    most = policy.connections_cap
    met = sorted(connections, key=lambda one: (one.at, one.other))
    for rank, connection in enumerate(met):
        is_past = rank >= most
        yield ReceiptLine(
            line_id=_id_of("", "new_connection", connection.other),
            kind="new_connection",
            people=(connection.other,),
            at=connection.at,
            points=Decimal(not is_past),
            factors=(Factor(kind="past_connections", count=most),) if is_past else (),
        )


def _id_of(source: str, kind: str, towards: str | int) -> str:
    """The same whenever the receipt is read, and short enough for a menu."""
    return blake2b(f"{source}\n{kind}\n{towards}".encode(), digest_size=_ID_BYTES).hexdigest()


def _total(points: Iterable[Decimal]) -> Decimal:
    return sum(points, Decimal(0))
