"""Which links a message shares, whatever order its versions arrive in. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from slackapp.reading.mrkdwn import spans

Whose = Literal["self", "other", "own_event", "unclear"]
OWN: tuple[Whose, ...] = ("self", "own_event")
ENOUGH_WORDS = 5  # of one's own, for a link's full weight

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A link in a message: since when, whether still, and the time of the version that said so.

    whose: one's own work, another's, an event one runs; words: of one's own beside it, as that
    version has them.
    """

    shared_at: int
    live: bool
    turn: int
    whose: Whose = "unclear"
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a version of a message says about all its links."""

    whose: Whose = "unclear"
    words: int = 0


def after_version(
    known: Mapping[str, Share],
    links: Collection[str],
    *,
    at: int,
    superseded: bool,
    context: Context = Context(),
) -> dict[str, Share]:
    """The shares that change when a version of the message has exactly these links.

    A superseded version still tells since when a link was there, never that it is there now.
    """
    said = Share(
        shared_at=at, live=not superseded, turn=at, whose=context.whose, words=context.words
    )
    changed = {key: _stated(known.get(key), said) for key in links}
    gone = {
        key: replace(share, live=False, turn=at)
        for key, share in known.items()
        if key not in changed and share.turn < at
    }
    return changed | gone


def own_words(text: str) -> int:
    """Words of a message that are neither link, mention, code, emoji nor quote."""
    own = (span.text for span in spans(text) if span.kind == "text" and not span.quoted)
    return sum(len(_WORD.findall(part)) for part in own)


def _stated(known: Share | None, said: Share) -> Share:
    if known is None:
        return said
    shared_at = min(known.shared_at, said.turn)
    if said.turn < known.turn:
        return replace(known, shared_at=shared_at)
    return replace(said, shared_at=shared_at)
