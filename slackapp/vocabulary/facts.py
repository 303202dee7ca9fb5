"""Facts: what we know happened, told by the room that did it to the rooms that asked."""

from dataclasses import dataclass
from datetime import datetime

from slackapp.vocabulary.people import Audience


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
class QuestionAsked(Fact):
    """Somebody (our key) asked a question through us."""

    asker: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferencesChanged(Fact):
    """Somebody (our key) chose something for themselves."""

    person: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeAnswered(Fact):
    """Somebody (our key) answered what they were asked, or took that back."""

    person: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeChanged(Fact):
    """Somebody (our key) did something on their Home tab that it shows from now on."""

    person: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsRemoved(Fact):
    """Words that may stand in copies elsewhere are to be seen nowhere any more; plain text."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppInstalled(Fact):
    """The app was added to the workspace by somebody (a Slack id, "" where Slack does not say).

    again: it was there before, and what it kept is still here.
    """

    installer: str
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppInvited(Fact):
    """The app came into a channel; inviter is a Slack id, "" where Slack does not say."""

    channel_id: str
    inviter: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeWanted(Fact):
    """Somebody could be asked for a kindness; whether, when and how is decided by who hears it.

    kind: of the room's `NudgeOffer`. subject: the room's own id of the matter; the same kind,
    subject and person is asked once. people: whom to ask, by our keys: the first of them who may
    be asked now; nobody is the whole channel. channel_id, thread_ts: where the matter is, "" for
    nowhere. What is not public is shown nowhere else. Outside not_before and until it is of no use.
    seen_at: when the person was there in channel_id, where this is about what they just did.
    """

    kind: str
    subject: str
    people: tuple[int, ...] = ()
    channel_id: str = ""
    thread_ts: str = ""
    audience: Audience = "public"
    not_before: datetime
    until: datetime
    seen_at: datetime | None = None
    imported: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a use case gives back: facts for other rooms; subclasses add what the edge shows."""

    facts: tuple[Fact, ...] = ()
