"""Decisions about kudos on plain values: who is thanked, what suffices, what the board quotes."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, astuple, dataclass, replace
from itertools import groupby
from typing import Literal

from slackapp.features.kudos.settings import KudosSettings
from slackapp.ledger.acts import Act, Source
from slackapp.reading.mrkdwn import Span, plain_text, spans
from slackapp.vocabulary.facts import Answer
from slackapp.vocabulary.people import Audience, Person

UNDO_MICROS = 10 * 60 * 1_000_000
LONGEST_BUTTON_VALUE = (
    2000  # https://docs.slack.dev/reference/block-kit/block-elements/button-element
)
QUOTES_ON_A_BOARD = 3

_COMMAND = "command:"

Problem = Literal[
    "nobody", "unknown_name", "unreachable", "too_many", "self", "bots", "gone", "too_short"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanks:
    """What one person was thanked for; `reason` is safe mrkdwn, `at` in microseconds.

    `party` is the user group it was said to, if any; `place` the receiver's in the giver's order.
    """

    source: str
    place: int
    giver: int
    receiver: int
    party: str
    channel_id: str
    audience: Audience
    at: int
    reason: str
    values: tuple[str, ...]
    counts: bool = True
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named as a receiver, by themselves or as one of a user group."""

    person: Person
    party: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a receiver is thanked for; bare where the words are too few."""

    to: Named
    reason: str
    values: tuple[str, ...]
    bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Receivers:
    """Who of the people named is thanked, and who is left out and why."""

    thanked: tuple[Named, ...] = ()
    has_self: bool = False
    bots: tuple[Person, ...] = ()
    gone: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A command as typed; `request` is its own identity, shared by repeated deliveries of it."""

    request: str
    command: str
    text: str

    @property
    def source(self) -> str:
        return f"{_COMMAND}{self.request}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosGiven(Answer):
    """The kudos stands; names for its giver's eyes."""

    source: str
    receivers: tuple[str, ...]
    outside: tuple[str, ...]
    has_self: bool
    bots: tuple[str, ...]
    gone: tuple[str, ...]
    audience: Audience
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosNotGiven(Answer):
    """Nothing happened; `typed` is the input to keep, `limit` the number the problem is about.

    `suggestion` may be who was meant by a name we do not know; then `corrected` is a button's
    value that orders it so, empty where it is too long for a button.
    """

    problem: Problem
    typed: str
    names: tuple[str, ...] = ()
    limit: int = 0
    suggestion: str = ""
    corrected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosTakenBack(Answer):
    """Undone; `typed` gives it again and is empty when it was undone before."""

    typed: str
    post_stays: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosShown:
    """A kudos as its post shows it; `people` are Slack ids, `parties` user groups."""

    giver: str
    people: tuple[str, ...]
    parties: tuple[str, ...]
    names: tuple[str, ...]
    reason: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A public reason on the board, by names."""

    reason: str
    receivers: tuple[str, ...]
    giver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidThisWeek:
    """What the board shows of a week's words."""

    quotes: tuple[Quote, ...] = ()
    values: tuple[tuple[str, int], ...] = ()


def choose_receivers(giver: Person, named: Iterable[Named]) -> Receivers:
    """Whom a command thanks; a group's bots, leavers and the giver are passed over silently."""
    once = each_once(named)
    alone = [one.person for one in once if not one.party]
    people = [person for person in alone if person.kind != "bot"]
    return Receivers(
        thanked=tuple(one for one in once if can_thank(giver, one.person) and one.person.active),
        has_self=any(person.key == giver.key for person in alone),
        bots=tuple(person for person in alone if person.kind == "bot"),
        gone=tuple(person for person in people if person.kind == "unknown" or not person.active),
    )


def find_problem(
    receivers: Receivers, reason: str, settings: KudosSettings, typed: str
) -> KudosNotGiven | None:
    """Why a command cannot be done as it stands, the first reason that holds."""
    thanked = tuple(one.person.name for one in receivers.thanked)
    gone = tuple(person.name for person in receivers.gone)
    if len(thanked) > settings.max_receivers:
        return KudosNotGiven(problem="too_many", typed=typed, limit=settings.max_receivers)
    if not thanked:
        return KudosNotGiven(problem=_why_nobody(receivers), typed=typed, names=gone)
    if not is_enough(reason, settings.minimum_reason):
        limit = max(settings.minimum_reason, 1)
        return KudosNotGiven(problem="too_short", typed=typed, names=thanked, limit=limit)
    return None


def _why_nobody(receivers: Receivers) -> Problem:
    if receivers.has_self:
        return "self"
    if receivers.bots:
        return "bots"
    return "gone" if receivers.gone else "nobody"


def each_once(named: Iterable[Named]) -> tuple[Named, ...]:
    """Each person once; who is named alone too does not share a group's weight."""
    once: dict[int, Named] = {}
    for one in sorted(named, key=lambda one: one.party != ""):
        once.setdefault(one.person.key, one)
    return tuple(once.values())


def can_thank(giver: Person, receiver: Person) -> bool:
    """Not oneself, no bot, nobody Slack does not know; who left since was thanked all the same."""
    people = {"member", "guest", "outside"}
    return giver.key != receiver.key and giver.kind in people and receiver.kind in people


def is_enough(reason: str, minimum: int) -> bool:
    """Whether the reason says something; characters as read, mentions by "@" and id."""
    return len(plain_text(reason)) >= max(minimum, 1)


def allowed_values(values: Collection[str], allowed: Collection[str]) -> tuple[str, ...]:
    return tuple(value for value in values if not allowed or value in allowed)


def said_once(sayings: Iterable[Said]) -> tuple[Said, ...]:
    """What each receiver is thanked for in one message: their first kudos with enough words."""
    once: dict[int, Said] = {}
    for said in sorted(sayings, key=lambda said: said.bare):
        once.setdefault(said.to.person.key, said)
    return tuple(once.values())


def within_groups_of(limit: int, named: Iterable[Named]) -> list[Named]:
    """Without those named by a larger group; people named by themselves stay."""
    people = list(named)
    sizes = Counter(one.party for one in people)
    return [one for one in people if not one.party or sizes[one.party] <= limit]


def acts_of(giver: int, sayings: Iterable[Said]) -> frozenset[Act]:
    return frozenset(
        Act("kudos", giver, said.to.person.key, said.bare, said.to.party) for said in sayings
    )


def write_down(
    source: Source, giver: Person, at: int, sayings: Iterable[Said], *, counts: bool = True
) -> list[Thanks]:
    """What is said from one source, a line a receiver."""
    return [
        Thanks(
            source=source.key,
            place=place,
            giver=giver.key,
            receiver=said.to.person.key,
            party=said.to.party,
            channel_id=source.channel_id or "",
            audience=source.audience,
            at=at,
            reason=said.reason,
            values=said.values,
            counts=counts,
        )
        for place, said in enumerate(sayings)
    ]


def may_undo(given_at: int, now: int) -> bool:
    """For ten minutes; both in microseconds."""
    return now - given_at <= UNDO_MICROS


def value_of_order(order: Order) -> str:
    """As a button carries it; empty where it is too long for one."""
    value = json.dumps(asdict(order), ensure_ascii=False, separators=(",", ":"))
    return value if len(value) <= LONGEST_BUTTON_VALUE else ""


def order_of_value(value: str) -> Order | None:
    """None where the button is none of ours, or one of another version."""
    try:
        order = Order(**json.loads(value))
    except (TypeError, ValueError, RecursionError):
        return None
    return order if all(isinstance(part, str) for part in astuple(order)) else None


def corrected(order: Order, name: str, slack_id: str) -> Order:
    """The order with its first "@name" replaced by the person's mention."""
    typed = re.compile(rf"(?<![\w|])@{re.escape(name)}(?!\w)")
    return replace(order, text=typed.sub(f"<@{slack_id}>", order.text, count=1))


def typed_again(order: Order, names: Mapping[str, str]) -> str:
    """The command as its giver would type it: mentions by name, links as they were."""
    return f"{order.command} {''.join(_as_typed(span, names) for span in spans(order.text))}"


def ids_named(text: str) -> list[str]:
    """Slack ids of everybody and every group in a text, in order."""
    return [span.target for span in spans(text) if span.kind in {"mention", "group"}]


def is_of_command(source: str) -> bool:
    return source.startswith(_COMMAND)


def people_mentioned(text: str) -> frozenset[str]:
    """Slack ids of the people in a text."""
    return frozenset(span.target for span in spans(text) if span.kind == "mention")


def _as_typed(span: Span, names: Mapping[str, str]) -> str:
    match span.kind:
        case "mention" | "group":
            return "@" + (span.text or names.get(span.target) or span.target).removeprefix("@")
        case "channel":
            return "#" + (span.text or span.target)
        case "broadcast":
            return "@" + span.target
        case "link":
            return span.target
        case _:
            return span.text


def pick_quotes(
    thanks: Iterable[Thanks], people: Mapping[int, Person], minimum: int
) -> tuple[Quote, ...]:
    """The newest reasons, each receiver at most once; only members are named, also inside them."""
    members = {key: person for key, person in people.items() if person.is_member}
    names = {person.slack_id: person.name for person in members.values()}
    quotes: list[Quote] = []
    shown: set[int] = set()
    for kudos in _kudos_newest_first(thanks):
        said = kudos[0]
        receivers = [one.receiver for one in kudos if one.receiver in members]
        fits = said.giver in members and people_mentioned(said.reason) <= names.keys()
        if not receivers or not fits or not is_enough(said.reason, minimum):
            continue
        if shown.isdisjoint(receivers):
            shown.update(receivers)
            quotes.append(
                Quote(
                    reason=plain_text(said.reason, names),
                    receivers=tuple(members[receiver].name for receiver in receivers),
                    giver=members[said.giver].name,
                )
            )
    return tuple(quotes[:QUOTES_ON_A_BOARD])


def _kudos_newest_first(thanks: Iterable[Thanks]) -> list[list[Thanks]]:
    """Grouped by source and reason, since one message may thank for several things."""
    ordered = sorted(thanks, key=lambda one: (-one.at, one.source, one.reason, one.place))
    groups = groupby(ordered, key=lambda one: (one.at, one.source, one.reason))
    return [list(group) for _, group in groups]


def count_values(thanks: Iterable[Thanks]) -> tuple[tuple[str, int], ...]:
    """How many people were thanked for each value, most first, then by name."""
    counts = Counter(value for one in thanks for value in one.values)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
