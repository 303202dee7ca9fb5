"""What people did that nudges are about, as whoever watched the channels would remember it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

Place = tuple[str, str]
CLAIMED_FOR = timedelta(hours=8)  # working hours, so at least


@dataclass
class Question:
    """A question and what was said to it; people by Slack id.

    answers: by ts who answered and when. closed, opened: when it was answered, thanked for or
    deleted; when its asker said that it is open again. thanked: by helper since when.
    """

    channel_id: str
    ts: str
    asker: str
    thing: str
    answers: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    answered: list[datetime] = field(default_factory=list)
    heard: list[datetime] = field(default_factory=list)
    reopened: list[datetime] = field(default_factory=list)
    claimed: list[datetime] = field(default_factory=list)
    thanked: dict[str, datetime] = field(default_factory=dict)
    deleted_at: datetime | None = None
    helped: bool = False

    def is_open(self, at: datetime) -> bool:
        """Nobody answered since it was opened last, and nobody has taken it."""
        opened = max((one for one in self.reopened if one <= at), default=None)
        answered = [one for one in self.answered if one <= at and (not opened or one > opened)]
        taken = [one for one in self.claimed if one <= at < one + CLAIMED_FOR]
        return not (answered or taken or self.is_deleted(at))

    def waits_for_a_word(self, at: datetime) -> bool:
        """Somebody answered since it was opened last, and the asker has not said a word to it."""
        opened = max((one for one in self.reopened if one <= at), default=None)
        answered = [one for one in self.answered if one <= at and (not opened or one > opened)]
        heard = [one for one in self.heard if one <= at and (not opened or one > opened)]
        return bool(answered) and not heard and not self.is_deleted(at)

    def is_deleted(self, at: datetime) -> bool:
        return self.deleted_at is not None and self.deleted_at <= at


@dataclass
class Matters:
    """All that happened. gone: when messages with thanks or links were deleted, by their place."""

    questions: dict[Place, Question] = field(default_factory=dict)
    answers: dict[Place, Question] = field(default_factory=dict)
    gone: dict[Place, datetime] = field(default_factory=dict)
    thanks: dict[str, list[tuple[datetime, Place]]] = field(default_factory=dict)
    shares: dict[str, list[tuple[datetime, Place]]] = field(default_factory=dict)
