"""When a talk may be quicker by voice, whose first is new here, what went on helping. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from slackapp.ledger.acts import ActKind
from slackapp.slack.lines import Place

REPLIES = 20
WITHIN = timedelta(minutes=30)
SILENCE = timedelta(minutes=2)
_TWO = 2

NEWCOMER_FOR = timedelta(days=60)
SETTLING_IN = timedelta(days=14)  # everybody's first is new to an app that has just come
FRESH_FOR = timedelta(days=1)
# Who gives these is there as they do; others say of an answer or a link that it was good.
BY_THEMSELVES = frozenset({"kudos", "acknowledgement", "promotion", "credit"})

# So many people in 30 days, and who helped them hears of it.
FEWEST_HELPED: Mapping[ActKind, int] = {"helped_me_too": 3, "link": 5}


@dataclass(frozen=True, slots=True)
class Reply:
    """Who wrote in a thread and when."""

    at: datetime
    author: int


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """Somebody's first contribution: to whom, of which kind, at which message of theirs, if any."""

    person: int
    receiver: int
    source: str
    kind: ActKind
    channel_id: str
    message_ts: str
    thread_ts: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody to say hello to; `slack_id` opens a direct message to them."""

    name: str
    slack_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstShown:
    """A newcomer's first contribution, on a day of the week (0 is Monday)."""

    newcomer: Newcomer
    kind: ActKind
    weekday: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcomes:
    """Whom the board welcomes: first contributions of the week, and who else joined this month."""

    firsts: tuple[FirstShown, ...] = ()
    joined: tuple[Newcomer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """An answer or a link and how many it went on to help; `url` leads to it, "" for unknown.

    line: the message whose line tells which, the question's own where the answer is in its thread.
    """

    kind: ActKind
    line: Place
    is_question: bool
    channel_name: str
    url: str
    people: int


def long_talk(replies: Sequence[Reply], now: datetime) -> Reply | None:
    """The last reply of two people's twenty in half an hour, once they fell silent.

    replies: of one thread, at least of its last half hour.
    """
    last = max(replies, key=lambda one: one.at, default=None)
    if last is None or now - last.at < SILENCE:
        return None
    recent = [one for one in replies if last.at - one.at <= WITHIN]
    is_long = len(recent) >= REPLIES and len({one.author for one in recent}) == _TWO
    return last if is_long else None


def is_welcome(at: datetime, *, joined_at: datetime, recording_since: datetime) -> bool:
    """Whether a first contribution is a newcomer's, and ours to notice."""
    return joined_at <= at <= joined_at + NEWCOMER_FOR and at >= recording_since + SETTLING_IN
