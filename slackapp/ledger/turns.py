"""From turns to what is live: the latest turn by act time, whatever order they arrived in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from slackapp.ledger.acts import ACT_KINDS, Act, ActKind, Source, Stated
from slackapp.vocabulary.people import Audience

TurnKind = Literal["given", "taken_back"]


class TurnKey(NamedTuple):
    """What makes a turn the same turn; the table's key within a workspace."""

    source: str
    giver: int
    receiver: int
    kind: ActKind
    at: int
    turn: TurnKind


class Turn(NamedTuple):
    """An act was given or taken back at `at` (microseconds): a row of the ledger."""

    source: str
    giver: int
    receiver: int
    kind: ActKind
    at: int
    turn: TurnKind
    place: str
    channel_id: str | None
    message_ts: str | None
    audience: Audience
    bare: bool
    party: str

    @property
    def key(self) -> TurnKey:
        return TurnKey(*self[:6])


@dataclass(frozen=True, slots=True)
class LiveAct:
    """An act that stands; `at` is when its present unbroken run of given turns began."""

    source: str
    place: str
    audience: Audience
    at: int
    act: Act

    @property
    def order(self) -> tuple[int, str, int, str]:
        """By act time; the rest makes it the same order on every machine."""
        return (self.at, self.source, self.act.receiver, self.act.kind)

    @property
    def beginning(self) -> TurnKey:
        """The turn that made it live."""
        act = self.act
        return TurnKey(self.source, act.giver, act.receiver, act.kind, self.at, "given")


def turn_of(source: Source, act: Act, at: int, turn: TurnKind) -> Turn:
    return Turn(
        source.key,
        act.giver,
        act.receiver,
        act.kind,
        at,
        turn,
        source.place,
        source.channel_id,
        source.message_ts,
        source.audience,
        act.bare,
        act.party,
    )


def stated_turns(
    source: Source,
    now: Stated,
    before: Stated | None,
    superseded_at: int | None,
    live: frozenset[Act],
) -> Iterator[Turn]:
    """The turns that a version of an editable thing tells; `live` is what its source says so far.

    Each turn is true whatever arrives later: an act is never given at the time of a version
    without it, nor taken back at the time of one with it. So any order ends at the same.
    """
    said_before = before.acts if before else frozenset()
    gone = _without(said_before, now.acts)
    if superseded_at is None:
        gone |= _without(live, now.acts)
    else:
        for act in _without(now.acts, live):
            yield turn_of(source, act, superseded_at, "taken_back")
    for act in said_before:
        yield turn_of(source, act, before.at if before else now.at, "given")
    for act in gone:
        yield turn_of(source, act, now.at, "taken_back")
    for act in now.acts - said_before:
        yield turn_of(source, act, now.at, "given")


def settling_turns(
    source: Source, wanted: Mapping[Act, int], changed_at: int, known: Sequence[Turn]
) -> Iterator[Turn]:
    """The turns after which exactly the wanted acts are live; `known` are the source's own."""
    live = frozenset(one.act for one in list_live(known))
    last = defaultdict[tuple[ActKind, int, int], int](int)
    for turn in known:
        identity = (turn.kind, turn.giver, turn.receiver)
        last[identity] = max(last[identity], turn.at)
    for act in _without(live, frozenset(wanted)):
        yield turn_of(source, act, max(changed_at, last[act.identity]), "taken_back")
    for act in _without(frozenset(wanted), live):
        at, before = wanted[act], last.get(act.identity)
        anew = before is not None and before >= at
        yield turn_of(source, act, max(changed_at, (before or 0) + 1) if anew else at, "given")


def list_live(turns: Iterable[Turn]) -> list[LiveAct]:
    """Every act whose latest turn is given; at the same instant, taking back wins."""
    histories: dict[tuple[str, ActKind, int, int], list[Turn]] = defaultdict(list)
    for turn in turns:
        histories[turn.source, turn.kind, turn.giver, turn.receiver].append(turn)
    found = (_live_act(history) for history in histories.values())
    return [act for act in found if act is not None]


def counted_acts(turns: Iterable[Turn]) -> list[LiveAct]:
    """The live acts, one a place, giver and receiver: the highest kind replaces the others.

    The turns must hold all of each such place.
    """
    rivals: dict[tuple[str, int, int], list[LiveAct]] = defaultdict(list)
    for live in list_live(turns):
        rivals[live.place, live.act.giver, live.act.receiver].append(live)
    return [min(acts, key=_precedence) for acts in rivals.values()]


def _live_act(history: list[Turn]) -> LiveAct | None:
    """An edit may have changed what the act says: the last given turn tells."""
    began: int | None = None
    for turn in sorted(history, key=lambda turn: (turn.at, turn.turn == "taken_back")):
        if turn.turn == "taken_back":
            began = None
            continue
        began = turn.at if began is None else began
        latest = turn
    if began is None:
        return None
    act = Act(latest.kind, latest.giver, latest.receiver, latest.bare, latest.party)
    return LiveAct(latest.source, latest.place, latest.audience, began, act)


def _precedence(live: LiveAct) -> tuple[int, bool, int, str]:
    return (ACT_KINDS.index(live.act.kind), live.act.bare, live.at, live.source)


def _without(acts: frozenset[Act], others: frozenset[Act]) -> frozenset[Act]:
    identities = {act.identity for act in others}
    return frozenset(act for act in acts if act.identity not in identities)
