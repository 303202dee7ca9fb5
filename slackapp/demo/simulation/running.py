"""One run: a town lives its weeks, the app beside it, and everything visible is kept."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from slackapp.catalogue import FEATURES
from slackapp.database.transaction import Transaction
from slackapp.demo.simulation.agenda import Agenda
from slackapp.demo.simulation.answering import Answering
from slackapp.demo.simulation.life import Life
from slackapp.demo.simulation.matters import Matters
from slackapp.demo.simulation.sightings import NudgeSeen, read_nudges
from slackapp.demo.simulation.stage import SimulatedStage, Size, simulated
from slackapp.demo.simulation.town import BEGIN, ZONE, Resident, Town
from slackapp.features.nudges.settings import NudgesSettings
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.sandbox.world.sights import Sight
from slackapp.workspace.hours import HoursSettings
from slackapp.workspace.people import find_people, leave_out
from slackapp.workspace.preferences import Preferences, save_preferences
from slackapp.workspace.settings import save_settings
from slackapp.workspace.workspaces import set_zone

# A tick costs as much as several messages; people's acts bring the rest of what is due.
_TICK = timedelta(hours=1)
_TICK_AT_REST = timedelta(hours=3)
_FIRST_HOUR, _FRIDAY = 3, 4  # in UTC nobody of the town works before

Progress = Callable[[datetime], None]


@dataclass(frozen=True)
class Lived:
    """What came of a run: everything visible, the nudges in it, and what people did."""

    size: Size
    town: Town
    sights: list[Sight]
    nudges: list[NudgeSeen]
    matters: Matters
    shown: Counter[str] = field(default_factory=Counter)
    acted: Counter[str] = field(default_factory=Counter)


def live(size: Size, *, database_url: str, progress: Progress) -> Lived:
    with simulated(size, database_url=database_url) as stage:
        stage.application.toolbox.run(_set_up, stage.workspace.id, stage.town, nudged=size.nudged)
        return _Run(stage, size).live(progress)


class _Run:
    def __init__(self, stage: SimulatedStage, size: Size) -> None:
        self._stage = stage
        self._size = size
        self._agenda = Agenda()
        self._matters = Matters()
        self._life = Life(stage, self._agenda, self._matters, size.seed)
        self._answering = Answering(stage, self._agenda, self._matters, self._life)
        self._seen = 0
        self._nudges: list[NudgeSeen] = []

    def live(self, progress: Progress) -> Lived:
        self._begin()
        end = BEGIN + timedelta(weeks=self._size.weeks)
        while (coming := self._agenda.take_until(end)) is not None:
            moment, act = coming
            self._stage.go_to(moment)
            act()
            self._stage.settle()
            self._look()
            progress(moment)
        return Lived(
            self._size,
            self._stage.town,
            self._stage.sandbox.world.sights.all(),
            self._nudges,
            self._matters,
            self._answering.shown,
            self._answering.acted,
        )

    def _begin(self) -> None:
        self._agenda.put(self._stage.now, self._life.begin_day)
        self._agenda.put(self._stage.now, self._tick)
        for one in self._stage.town.newcomers:
            self._agenda.put(one.comes_at, _coming(self._life, one))
        for one in self._stage.town.residents.values():
            if one.quiet is not None:
                one.person.set_quiet_hours(*one.quiet)
            for peace in one.peace:
                self._agenda.put(peace.since, _going_away(one, peace.until))

    def _tick(self) -> None:
        self._stage.tick()
        now = self._stage.now
        is_time = self._size.nudged and now.hour >= _FIRST_HOUR and now.weekday() <= _FRIDAY
        self._agenda.put(now + (_TICK if is_time else _TICK_AT_REST), self._tick)

    def _look(self) -> None:
        for sight in self._stage.sandbox.world.sights.all(after=self._seen):
            self._seen += 1
            for nudge in read_nudges(sight):
                self._nudges.append(nudge)
                self._answering.see(nudge)


def _coming(life: Life, newcomer: Resident) -> Callable[[], None]:
    return lambda: life.come(newcomer)


def _going_away(resident: Resident, until: datetime) -> Callable[[], None]:
    return lambda: resident.person.set_status("Vacationing", ":palm_tree:", until=until)


def _set_up(tx: Transaction, town: Town, *, nudged: bool) -> None:
    """What admins and members chose, in the app's own settings and preferences."""
    set_zone(tx, ZONE.key)
    save_settings(tx, HoursSettings(country="DE"))
    save_settings(tx, QuestionsSettings(channels=tuple(one.id for one in town.asking)))
    kinds = [offer.kind for room in FEATURES for offer in room.nudges]
    chosen = {"talk": True} if nudged else dict.fromkeys(kinds, False)
    save_settings(tx, NudgesSettings(kinds=chosen))
    people = find_people(tx, list(town.residents))
    for one in town.residents.values():
        if one.id in people:
            save_preferences(tx, people[one.id].key, _preferences(one))
            if one.kind == "left_out":
                leave_out(tx, people[one.id].key, left_out=True)


def _preferences(one: Resident) -> Preferences:
    chosen = Preferences(direct_messages=not one.no_messages)
    if one.wants_unthanked:
        chosen = replace(chosen, nudges={"unthanked": True})
    return replace(
        chosen,
        opens=f"{one.opens:%H:%M}",
        closes=f"{one.closes:%H:%M}",
        days=one.days,
    )
