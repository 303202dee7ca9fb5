"""Thanks in somebody's own words that could become kudos, as the nudge's subject carries them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from slackapp.vocabulary.slack_time import is_ts, micros_of_ts


@dataclass(frozen=True, slots=True, kw_only=True)
class Thankful:
    """A message and whom it thanks, by our keys; no words."""

    channel_id: str
    ts: str
    receivers: tuple[int, ...]

    @property
    def at(self) -> int:
        return micros_of_ts(self.ts)

    @property
    def subject(self) -> str:
        return f"{self.channel_id}:{self.ts}:{'+'.join(map(str, self.receivers))}"

    @classmethod
    def of(cls, subject: str) -> Self | None:
        """None for what is no such subject."""
        channel_id, _, rest = subject.partition(":")
        ts, _, keys = rest.partition(":")
        receivers = [key for key in keys.split("+") if key.isdecimal()]
        if not (channel_id and is_ts(ts) and receivers):
            return None
        return cls(channel_id=channel_id, ts=ts, receivers=tuple(map(int, receivers)))

    def without(self, people: Iterable[int]) -> tuple[int, ...]:
        thanked = set(people)
        return tuple(one for one in self.receivers if one not in thanked)
