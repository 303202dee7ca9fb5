"""Who is thanked for what: whom a kudos reaches, what suffices as a reason, what is kept."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from slackapp.ledger.acts import Act, Source
from slackapp.reading.mrkdwn import plain_text, spans
from slackapp.vocabulary.people import Audience, Person

UNDO_MICROS = 10 * 60 * 1_000_000
MOST_VALUES = 5
PEOPLE_WITHOUT_ASKING = 10  # a larger group is asked about first

# here: where it was typed. feed: in the feed channel. receivers: told to them alone, uncounted.
Shown = Literal["here", "feed", "receivers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanks:
    """What one person was thanked for; `reason` is safe mrkdwn, `at` in microseconds.

    `party` is the user group it was said to, if any; `place` the receiver's in the giver's order.
    `message_ts` is the message it is about and `thread_ts` where its post belongs, if any.
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
    shown: Shown = "here"
    message_ts: str = ""
    thread_ts: str = ""

    @property
    def ledger_source(self) -> Source:
        """Where the ledger knows its act from."""
        return Source(self.source, self.channel_id, self.message_ts or None, self.audience)


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
    left_out: tuple[Person, ...] = ()

    @property
    def alone(self) -> int:
        """How many are thanked by name."""
        return sum(not one.party for one in self.thanked)

    @property
    def in_groups(self) -> int:
        return len(self.thanked) - self.alone


def choose_receivers(giver: Person, named: Iterable[Named]) -> Receivers:
    """Whom a command thanks; who else is in a group is passed over silently."""
    once = each_once(named)
    alone = [one.person for one in once if not one.party]
    people = [person for person in alone if person.kind != "bot"]
    return Receivers(
        thanked=tuple(one for one in once if can_thank(giver, one.person) and one.person.active),
        has_self=any(person.key == giver.key for person in alone),
        bots=tuple(person for person in alone if person.kind == "bot"),
        gone=tuple(person for person in people if person.kind == "unknown" or not person.active),
        left_out=tuple(person for person in alone if person.kind == "left_out" and person.active),
    )


def each_once(named: Iterable[Named]) -> tuple[Named, ...]:
    """Each person once; who is named alone too does not share a group's weight."""
    once: dict[int, Named] = {}
    for one in sorted(named, key=lambda one: one.party != ""):
        once.setdefault(one.person.key, one)
    return tuple(once.values())


def can_thank(giver: Person, receiver: Person) -> bool:
    """Not oneself, nobody Slack does not know or who is left out, no bot; who left since may be."""
    people = {"member", "guest", "outside"}
    return giver.key != receiver.key and giver.kind in people and receiver.kind in people


def is_enough(reason: str, minimum: int) -> bool:
    """Whether the reason says something; characters as read, mentions by "@" and id."""
    return len(plain_text(reason)) >= max(minimum, 1)


def allowed_values(values: Collection[str], allowed: Collection[str]) -> tuple[str, ...]:
    """The first few of the workspace's, or of any where it has none."""
    return tuple(value for value in values if not allowed or value in allowed)[:MOST_VALUES]


def said_once(sayings: Iterable[Said]) -> tuple[Said, ...]:
    """What each receiver is thanked for in one message: their first kudos with enough words."""
    once: dict[int, Said] = {}
    for said in sorted(sayings, key=lambda said: said.bare):
        once.setdefault(said.to.person.key, said)
    return tuple(once.values())


def groups_beyond(limit: int, named: Iterable[Named]) -> dict[str, int]:
    """Larger groups and their sizes."""
    sizes = Counter(one.party for one in named if one.party)
    return {group: size for group, size in sizes.items() if size > limit}


def within_groups_of(limit: int, named: Iterable[Named]) -> list[Named]:
    """Without those named by a larger group; people named by themselves stay."""
    people = list(named)
    larger = groups_beyond(limit, people)
    return [one for one in people if one.party not in larger]


def acts_of(giver: int, sayings: Iterable[Said]) -> frozenset[Act]:
    return frozenset(
        Act("kudos", giver, said.to.person.key, said.bare, said.to.party) for said in sayings
    )


def write_down(
    source: Source,
    giver: Person,
    at: int,
    sayings: Iterable[Said],
    *,
    counts: bool = True,
    shown: Shown = "here",
    thread_ts: str = "",
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
            shown=shown,
            message_ts=source.message_ts or "",
            thread_ts=thread_ts,
        )
        for place, said in enumerate(sayings)
    ]


def may_undo(given_at: int, now: int) -> bool:
    """For ten minutes; both in microseconds."""
    return now - given_at <= UNDO_MICROS


def people_mentioned(text: str) -> frozenset[str]:
    """Slack ids of the people in a text."""
    return frozenset(span.target for span in spans(text) if span.kind == "mention")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """What a member chose: whether their reactions thank, whether they are told by DM."""

    reactions: bool = True
    notices: bool = True
    reaction_explained: bool = False
