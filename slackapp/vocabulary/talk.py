"""What people said and did in Slack, in our words, as every room reads it."""

from dataclasses import dataclass

from slackapp.vocabulary.people import Channel, Person


@dataclass(frozen=True, slots=True)
class Wording:
    """A message's text as it stood from `at` on (microseconds)."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What Slack shows of a page that a message links to."""

    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One version of a message by a person: as posted, as edited, or its deletion.

    `wording.at` is the version's own time: the ts, the edit or the deletion, which has an
    empty text. `before` is the version that an edit or deletion replaced, where Slack told us.
    `superseded_at` is the newest version already read, where that one is later than this.
    `is_new`: no version of it was read before, so no room can hold anything that one said.
    `thread_left_out`: it replies to somebody of whom nothing is kept, so nor is that it does.
    """

    workspace_id: str
    channel: Channel
    ts: str
    author: Person
    wording: Wording
    before: Wording | None = None
    deleted: bool = False
    superseded_at: int | None = None
    thread_ts: str | None = None
    imported: bool = False
    is_new: bool = False
    previews: tuple[Preview, ...] = ()
    thread_left_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """An emoji put on (`added`) or taken off a message; skin tones are folded into `emoji`.

    `at` is the event's own time in microseconds; in an import the message's.
    """

    workspace_id: str
    channel: Channel
    message_ts: str
    emoji: str
    person: Person
    author: Person
    added: bool
    at: int
    imported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened:
    """Somebody looks at the app's Home tab; `at` is the event's own time in microseconds."""

    workspace_id: str
    person: Person
    at: int
