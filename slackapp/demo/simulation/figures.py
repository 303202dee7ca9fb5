"""What a run amounts to: nudges a person a week, what was acted on, questions helped."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from slackapp.demo.simulation.etiquette import Etiquette, Violation
from slackapp.demo.simulation.running import Lived
from slackapp.demo.simulation.sightings import NudgeSeen
from slackapp.features.questions.jobs import ACCEPTED_SIGN

_WEEK_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Of people who may be asked: nudge messages a week each. kinds: shown and acted on."""

    people: int
    weeks: int
    nudges: int
    p50: int
    p95: int
    most: int
    average: float
    kinds: dict[str, tuple[int, int]]
    questions: int
    helped: int
    answered: int

    @property
    def helped_share(self) -> float:
        return self.helped / self.questions if self.questions else 0.0

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "helped_share": round(self.helped_share, 3)}


def figures_of(lived: Lived) -> Figures:
    """Messages to one person count; what everybody sees is counted among the kinds alone."""
    weeks = lived.size.weeks
    asked = [one for one in lived.town.residents.values() if one.kind == "member"]
    counted = Counter((one.to, _week_of(lived, one)) for one in _messages(lived.nudges))
    each = sorted(counted[one.id, week] for one in asked for week in range(weeks))
    helped = _helped(lived)
    return Figures(
        people=lived.size.people,
        weeks=weeks,
        nudges=sum(each),
        p50=_percentile(each, 0.5),
        p95=_percentile(each, 0.95),
        most=max(each, default=0),
        average=round(sum(each) / len(each), 3) if each else 0.0,
        kinds={kind: (shown, lived.acted[kind]) for kind, shown in sorted(lived.shown.items())},
        questions=len(lived.matters.questions),
        helped=helped,
        answered=sum(bool(one.answered) for one in lived.matters.questions.values()),
    )


def violations_of(lived: Lived) -> list[Violation]:
    return Etiquette(lived.town, lived.nudges, lived.sights, lived.matters).violations()


def _helped(lived: Lived) -> int:
    """Questions with an answer that carries the app's sign of having been accepted."""
    signed = {
        (sight.channel_id, sight.ts)
        for sight in lived.sights
        if sight.what == "reacted" and sight.emoji == ACCEPTED_SIGN
    }
    answers = lived.matters.answers
    return len({id(answers[place]) for place in signed if place in answers})


def _messages(nudges: list[NudgeSeen]) -> list[NudgeSeen]:
    alone = (one for one in nudges if one.to)
    return list({(one.channel_id, one.ts): one for one in alone}.values())


def _week_of(lived: Lived, one: NudgeSeen) -> int:
    first = lived.size.begin
    return int((one.at - first).total_seconds() // _WEEK_SECONDS)


def _percentile(counts: list[int], share: float) -> int:
    return counts[min(int(share * len(counts)), len(counts) - 1)] if counts else 0
