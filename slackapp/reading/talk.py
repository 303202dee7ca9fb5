"""One reading of a message: what it asks, thanks for, answers and shares. The rooms start here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from slackapp.reading.gratitude import read_gratitude
from slackapp.reading.links import read_addresses
from slackapp.reading.prose import Prose, read_prose
from slackapp.reading.questions import read_question
from slackapp.reading.replies import is_flippant
from slackapp.reading.sharing import Share, whose_share


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """What is known of who wrote: names and handles, domains they claimed as their own."""

    names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


NOBODY = Author()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRead:
    """What a message does.

    question: asks anything. trackable: seeks help that a tracker should open. gratitude: thanks for
    something done; anticipatory: only for what is hoped for. to: whom it thanks, by Slack id;
    to_everyone: it thanks all. ack: says that it worked or is clear. flippant: "+1", "me too",
    laughter, a greeting. substantive: may be an answer. urls: canonical addresses, unmasked (keep
    them out of what people see; `reading.links.read_links` has the safe form).
    """

    question: bool
    trackable: bool
    gratitude: bool
    anticipatory: bool
    ack: bool
    to: tuple[str, ...]
    to_everyone: bool
    flippant: bool
    substantive: bool
    share: Share | None
    urls: tuple[str, ...]
    scores: Mapping[str, float]


def read_message(text: str, *, author: Author = NOBODY) -> MessageRead:
    """Read one message as Slack sends it."""
    return read_words(read_prose(text), read_addresses(text), author=author)


def read_words(prose: Prose, urls: Collection[str], *, author: Author = NOBODY) -> MessageRead:
    asked = read_question(prose)
    thanks = read_gratitude(prose, asks=asked.question or asked.trackable)
    flippant = is_flippant(prose)
    return MessageRead(
        question=asked.question,
        trackable=asked.trackable,
        gratitude=thanks.meant,
        anticipatory=thanks.ahead and not thanks.meant,
        ack=thanks.worked,
        to=thanks.to,
        to_everyone=thanks.everyone,
        flippant=flippant,
        substantive=not (flippant or asked.question or thanks.meant or thanks.worked),
        share=whose_share(prose, urls, names=author.names, own=author.domains),
        urls=tuple(urls),
        scores={"question": asked.question_score, "trackable": asked.trackable_score},
    )
