"""Whether nudges led to what they ask for: counts of a kind, never of a person."""

from dataclasses import dataclass
from datetime import timedelta

LEADS_WITHIN = timedelta(hours=24)
LOOKED_BACK = timedelta(weeks=4)
_FEWEST_SENT = 20
_LEAST_SHARE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class KindEffect:
    """How many of a kind were sent in the last four weeks, and led to their act within a day."""

    kind: str
    sent: int
    acted: int

    @property
    def share(self) -> float:
        return self.acted / self.sent if self.sent else 0.0

    @property
    def better_off(self) -> bool:
        """Nobody seems to want it: suggest that it be turned off."""
        return self.sent >= _FEWEST_SENT and self.share < _LEAST_SHARE
