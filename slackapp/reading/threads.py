"""One reading of a thread: was its first message answered, by whom, and who thanked whom."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log1p

from slackapp.reading.lexicon import pattern
from slackapp.reading.links import read_addresses
from slackapp.reading.prose import Prose, read_prose
from slackapp.reading.talk import MessageRead, read_words

_DECLINES, _REQUESTS = pattern("declines"), pattern("requests")


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
    proses = [read_prose(said.text) for said in messages]
    reads = [
        read_words(prose, read_addresses(said.text))
        for prose, said in zip(proses, messages, strict=True)
    ]
    answers = tuple(_answers(messages, proses, reads))
    thanks = tuple(_thanks(messages, reads))
    helpers = _helpers(messages, proses, answers, thanks) or tuple(_who_replied(messages, reads))
    return ThreadRead(
        answered=bool(answers),
        answer_indexes=answers,
        helper=helpers[0] if helpers else None,
        helpers=helpers,
        thanks=thanks,
        score=_score(proses, answers),
    )


def _answers(
    messages: Sequence[Said], proses: Sequence[Prose], reads: Sequence[MessageRead]
) -> Iterator[int]:
    """Replies of substance by others that neither decline nor ask back."""
    for place, (said, prose, read) in enumerate(zip(messages, proses, reads, strict=True)):
        if said.user != messages[0].user and may_answer(prose, read):
            yield place


def may_answer(prose: Prose, read: MessageRead) -> bool:
    """Whether a reply has substance and neither declines nor asks for something in turn."""
    return (
        read.substantive and not _DECLINES.search(prose.text) and not _REQUESTS.search(prose.text)
    )


def _helpers(
    messages: Sequence[Said],
    proses: Sequence[Prose],
    answers: Sequence[int],
    thanks: Sequence[Thanked],
) -> tuple[str, ...]:
    """Who answered: whom the asker thanked last, then who said most; earlier first where equal."""
    said: defaultdict[str, float] = defaultdict(float)
    for place in answers:
        said[messages[place].user] += log1p(len(proses[place].words))
    thanked = [one.to for one in thanks if messages[one.index].user == messages[0].user and one.to]
    first = thanked[-1] if thanked else ()
    return tuple(dict.fromkeys((*first, *sorted(said, key=lambda person: -said[person]))))


def _who_replied(messages: Sequence[Said], reads: Sequence[MessageRead]) -> Iterator[str]:
    """Where nothing looks like an answer: others who wrote more than "+1", once each."""
    others = (
        said.user
        for said, read in zip(messages, reads, strict=True)
        if said.user != messages[0].user and not read.flippant
    )
    yield from dict.fromkeys(others)


def _score(proses: Sequence[Prose], answers: Sequence[int]) -> float:
    """How much was answered, 0 to 1."""
    words = sum(len(proses[place].words) for place in answers)
    return words / (words + 10)


def _thanks(messages: Sequence[Said], reads: Sequence[MessageRead]) -> Iterator[Thanked]:
    for place, read in enumerate(reads):
        if read.gratitude:
            yield Thanked(place, read.to or _last_other(messages, place, read))


def _last_other(messages: Sequence[Said], place: int, read: MessageRead) -> tuple[str, ...]:
    if read.to_everyone:
        return ()
    before = (said.user for said in reversed(messages[:place]))
    return next(((user,) for user in before if user != messages[place].user), ())
