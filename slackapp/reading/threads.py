"""One reading of a thread: was its first message answered, by whom, and who thanked whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from slackapp.reading.talk import MessageRead, read_message


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a thread: who said what; `ts` as Slack writes it, if known."""

    user: str
    text: str
    ts: str = ""


@dataclass(frozen=True, slots=True)
class Thanked:
    """Thanks in a thread: which message, and to whom (empty: everyone)."""

    index: int
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRead:
    """What became of a thread's first message (index 0).

    answer_indexes: the messages that answer it. helper: who comes first to be credited; named also
    where `answered` is unsure, None where nobody else said anything of substance. helpers: all of
    them, best first. thanks: words of thanks, to people of the thread.
    """

    answered: bool
    answer_indexes: tuple[int, ...]
    helper: str | None
    helpers: tuple[str, ...]
    thanks: tuple[Thanked, ...]
    score: float


def read_thread(messages: Sequence[Said]) -> ThreadRead:
    """Read a thread in the order it was written."""
    reads = [read_message(said.text) for said in messages]
    if not messages:
        return ThreadRead(
            answered=False, answer_indexes=(), helper=None, helpers=(), thanks=(), score=0.0
        )
    asker = messages[0].user
    answers = tuple(
        place
        for place, (said, read) in enumerate(zip(messages, reads, strict=True))
        if said.user != asker and read.substantive
    )
    helpers = tuple(dict.fromkeys(messages[place].user for place in answers))
    return ThreadRead(
        answered=bool(answers),
        answer_indexes=answers,
        helper=helpers[0] if helpers else None,
        helpers=helpers,
        thanks=_thanks(messages, reads),
        score=float(bool(answers)),
    )


def _thanks(messages: Sequence[Said], reads: Sequence[MessageRead]) -> tuple[Thanked, ...]:
    return tuple(
        Thanked(place, read.to or _last_other(messages, place, read))
        for place, read in enumerate(reads)
        if read.gratitude
    )


def _last_other(messages: Sequence[Said], place: int, read: MessageRead) -> tuple[str, ...]:
    if read.to_everyone:
        return ()
    before = (said.user for said in reversed(messages[:place]))
    return next(((user,) for user in before if user != messages[place].user), ())
