"""The index of helped questions that a process keeps for each workspace it serves."""

from dataclasses import dataclass, field
from threading import Lock

from slackapp.reading.help_index import HelpIndex


@dataclass(slots=True)
class Kept:
    """A workspace's index; `changed_at` (microseconds) is the newest change it has seen."""

    known: HelpIndex[int] = field(default_factory=HelpIndex)
    changed_at: int = 0
    lock: Lock = field(default_factory=Lock)


class Indexes:
    """By workspace; empty at the start, filled from the tables at the first question."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}
        self._lock = Lock()

    def of(self, workspace_id: str) -> Kept:
        with self._lock:
            return self._kept.setdefault(workspace_id, Kept())


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """Somebody who could help: why, and the ids of the questions that speak for it."""

    person_id: str
    name: str
    reasons: tuple[str, ...]
    because: tuple[str, ...]
