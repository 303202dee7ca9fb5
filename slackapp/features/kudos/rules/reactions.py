"""A reaction that thanked, as the buttons of its explanation carry it."""

import json
from dataclasses import asdict, dataclass

_LATEST = 2**62  # in microseconds; databases keep 64 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionDone:
    """On whose message in which channel with which emoji, `at` in microseconds."""

    channel_id: str
    ts: str
    emoji: str
    receiver_id: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionCounted:
    """What the explanation shows, and to whom where."""

    channel_id: str
    thread_ts: str | None
    person_id: str
    emoji: str
    receiver: str
    done: str


def value_of_done(done: ReactionDone) -> str:
    return json.dumps(asdict(done), separators=(",", ":"))


def done_of_value(value: str) -> ReactionDone | None:
    """None where the button is none of ours."""
    try:
        done = ReactionDone(**json.loads(value))
    except (TypeError, ValueError, RecursionError):
        return None
    texts = (done.channel_id, done.ts, done.emoji, done.receiver_id)
    fits = all(isinstance(text, str) for text in texts) and type(done.at) is int
    return done if fits and 0 <= done.at < _LATEST else None
