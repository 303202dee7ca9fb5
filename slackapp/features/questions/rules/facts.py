"""What is known of a question: how it was asked, what was said and marked since. No words."""

from dataclasses import dataclass
from typing import Literal

from slackapp.vocabulary.people import Audience

# detected: in a channel marked for it. tracked: by shortcut. asked: with `/we ask`, posted by us.
Origin = Literal["detected", "tracked", "asked"]
State = Literal["open", "claimed", "answered", "helped", "solved", "withdrawn", "expired"]
OPEN: tuple[State, ...] = ("open",)
WAITING: tuple[State, ...] = ("open", "claimed")

# accept, unaccept, helped, thanks: on an answer. The others: on the question. Reactions by which
# an asker accepts are "emoji:NAME".
Sign = Literal[
    "accept", "unaccept", "helped", "thanks", "claim", "still_open", "solved", "withdraw"
]
EMOJI = "emoji:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it was asked; people are keys of ours, times microseconds.

    ts: empty until a question of `/we ask` is posted. thread_ts: its thread, where it is a reply
    itself. asks: whether its newest wording still asks. terms: keyed hashes of its words.
    """

    question_id: str
    channel_id: str
    ts: str
    thread_ts: str
    asker: int
    asked_at: int
    audience: Audience
    origin: Origin
    asks: bool
    deleted: bool
    version_at: int
    title: str = ""
    details: str = ""

    @property
    def root_ts(self) -> str:
        """The thread its answers are in."""
        return self.thread_ts or self.ts


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a message does, in a question's thread or in the channel beside it (no root_ts).

    to: whom it thanks; everyone: it thanks all; mentions: whom it names.
    """

    channel_id: str
    ts: str
    root_ts: str
    author: int
    at: int
    substantive: bool
    thanks: bool
    works: bool
    asks: bool
    to: tuple[int, ...] = ()
    everyone: bool = False
    mentions: tuple[int, ...] = ()
    deleted: bool = False
    credited: bool = False

    @property
    def accepts(self) -> bool:
        """Words by which somebody says that they were helped."""
        return (self.thanks or self.works) and not self.asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Somebody put a sign on a message at a time, or took it off (`live`)."""

    ts: str
    person: int
    sign: str
    at: int
    live: bool
