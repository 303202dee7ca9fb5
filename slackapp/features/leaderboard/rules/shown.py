"""A board as values, before it has words, and as it is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slackapp.features.leaderboard.rules.corrections import Correction
from slackapp.features.leaderboard.rules.figures import (
    FEWEST_GIVERS,
    MOST_QUIET_ACTS,
    Figure,
    Goal,
)
from slackapp.features.leaderboard.rules.periods import Wanted
from slackapp.features.leaderboard.rules.ranking import Ranking
from slackapp.features.leaderboard.rules.trend import TrendWeek
from slackapp.features.leaderboard.settings import Order

Block = Mapping[str, Any]

# A room's part with a lower place stands above who gave most.
RANKING_PLACE = 20
LONGEST_NAME = 32


@dataclass(frozen=True, slots=True)
class Part:
    """Another room's section: mrkdwn blocks and plain text, and what it says in a quiet week."""

    blocks: Sequence[Block]
    text: str
    place: int = 50
    when_quiet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All a board says.

    given: of few givers, how often what was done. channel: the name of the only one it is about.
    since_posted: what became different, for who asks.
    """

    wanted: Wanted
    finished: bool
    figures: Sequence[Figure]
    ranking: Ranking = field(default_factory=Ranking)
    parts: Sequence[Part] = ()
    trend: Sequence[TrendWeek] = ()
    given: Mapping[str, int] = field(default_factory=dict)
    order: Order = "top_five"
    cause: str | None = None
    goal: Goal | None = None
    late: bool = False
    channel: str = ""
    since_posted: Sequence[Correction] = ()

    @property
    def is_empty(self) -> bool:
        return not self.parts and not any(one.count for one in self.figures)

    @property
    def is_quiet(self) -> bool:
        """Few gave, little, and hardly anybody asked: numbers would say nothing."""
        few = self.count("givers") < FEWEST_GIVERS and sum(self.given.values()) <= MOST_QUIET_ACTS
        return few and not any(one.of for one in self.figures)

    def count(self, name: str) -> int:
        return next((one.count for one in self.figures if one.name == name), 0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A board drawn: blocks for Slack and plain, unescaped text."""

    blocks: Sequence[Block]
    text: str
