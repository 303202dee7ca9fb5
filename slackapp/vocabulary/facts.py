"""Facts: what we know happened, told by the room that did it to the rooms that asked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened in a workspace; past tense, frozen."""

    workspace_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksGiven(Fact):
    """Somebody thanked others; person keys of ours, never Slack ids."""

    giver: int
    receivers: tuple[int, ...]
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReshared(Fact):
    """Somebody shared a page that a colleague shared in public not long before.

    link: our key of it; people are keys of ours, times microseconds.
    """

    link: str
    sharer: int
    first_sharer: int
    first_at: int
    channel_id: str
    message_ts: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a use case gives back: facts for other rooms; subclasses add what the edge shows."""

    facts: tuple[Fact, ...] = ()
