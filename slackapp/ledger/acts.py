"""An act of giving as plain values: who gave what to whom, and where it came from."""

from dataclasses import dataclass
from typing import Literal

from slackapp.vocabulary.people import Audience

ActKind = Literal[
    "answer", "helped_me_too", "link", "promotion", "credit", "kudos", "acknowledgement"
]
ACT_KINDS: tuple[ActKind, ...] = (
    "answer",
    "helped_me_too",
    "link",
    "promotion",
    "credit",
    "kudos",
    "acknowledgement",
)


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody gave something to somebody; people are keys of ours.

    bare: half its weight, a kudos without a reason. party: the user group it was given to;
    the rows of one source and party are one act that they share.
    """

    kind: ActKind
    giver: int
    receiver: int
    bare: bool = False
    party: str = ""

    @property
    def identity(self) -> tuple[ActKind, int, int]:
        """What makes it the same act when its wording changes."""
        return (self.kind, self.giver, self.receiver)


@dataclass(frozen=True, slots=True)
class Source:
    """Where acts come from: "message:C1:171…", "reaction:C1:171…:U1:clap", "command:TRIGGER".

    `message_ts` is the message the acts are about; None for a command. `about` is the place of the
    source that this one adds to: thanks joined in, credit passed on.
    """

    key: str
    channel_id: str | None
    message_ts: str | None
    audience: Audience
    about: str = ""

    @property
    def place(self) -> str:
        """The message, else the command: here a higher kind replaces a lower one."""
        if self.about:
            return self.about
        if self.channel_id is None or self.message_ts is None:
            return self.key
        return place_of(self.channel_id, self.message_ts)


def place_of(channel_id: str, message_ts: str) -> str:
    """Where acts about a message stand."""
    return f"{channel_id}:{message_ts}"


@dataclass(frozen=True, slots=True)
class Stated:
    """From `at` (microseconds) on, an editable thing says exactly these acts."""

    at: int
    acts: frozenset[Act]


@dataclass(frozen=True, slots=True)
class StatedChange:
    """The acts of a source that began and ceased to count by a call."""

    given: tuple[Act, ...] = ()
    taken_back: tuple[Act, ...] = ()
