"""Who is about in a channel, and when: counts that fade, one update a message, no text."""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable
from math import exp, log, log1p
from typing import Generic, TypeVar

Person = TypeVar("Person", bound=Hashable)

MINUTE = 60 * 1_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_HOURS_A_DAY = 24
_TALKING = {"talk_3h": 3 * HOUR, "talk_2d": 2 * DAY, "talk_14d": 14 * DAY}
_REPLYING = {"replies_2d": 2 * DAY, "replies_14d": 14 * DAY, "replies_120d": 120 * DAY}
_BY_HOUR = 45 * DAY
_NEVER = 15.0  # log minutes: about six years
_LAST_SPEAKERS = 30


class _Fading:
    """A count of events that loses weight with time; they may be told in any order."""

    __slots__ = ("_life", "_reference", "_sum")

    def __init__(self, life: int) -> None:
        self._life, self._reference, self._sum = life, 0, 0.0

    def add(self, at: int) -> None:
        if at > self._reference:
            self._sum *= exp((self._reference - at) / self._life)
            self._reference = at
        self._sum += exp((at - self._reference) / self._life)

    def at(self, now: int) -> float:
        return self._sum * exp(min(0.0, (self._reference - now) / self._life))


class _Habit:
    """How one person uses one channel."""

    __slots__ = ("by_hour", "last", "replying", "talking")

    def __init__(self) -> None:
        self.last = 0
        self.talking = {name: _Fading(life) for name, life in _TALKING.items()}
        self.replying = {name: _Fading(life) for name, life in _REPLYING.items()}
        self.by_hour: dict[int, _Fading] = {}

    def add(self, at: int, *, replies: bool) -> None:
        self.last = max(self.last, at)
        counts = [*self.talking.values(), *(self.replying.values() if replies else ())]
        for count in counts:
            count.add(at)
        self.by_hour.setdefault(_hour(at), _Fading(_BY_HOUR)).add(at)

    def values(self, now: int) -> dict[str, float]:
        counts = self.talking | self.replying
        return {
            **{name: log1p(count.at(now)) for name, count in counts.items()},
            "silence": log(max(now - self.last, 0) / MINUTE + 1),
            "this_hour": log1p(self._around(now)),
        }

    def _around(self, now: int) -> float:
        hour = _hour(now)
        near = ((hour, 1.0), (hour - 1, 0.6), (hour + 1, 0.6))
        found = ((self.by_hour.get(at % _HOURS_A_DAY), weight) for at, weight in near)
        return sum(count.at(now) * weight for count, weight in found if count is not None)


NOBODYS_VALUES = dict.fromkeys([*_TALKING, *_REPLYING, "this_hour"], 0.0) | {"silence": _NEVER}


class Presence(Generic[Person]):
    """What `spoke` was told, to ask at any later time."""

    def __init__(self) -> None:
        self._habits: defaultdict[str, dict[Person, _Habit]] = defaultdict(dict)
        self._speakers: defaultdict[str, deque[Person]] = defaultdict(deque)
        self._together: dict[tuple[str, Person, Person], int] = {}

    def spoke(
        self, person: Person, channel: str, at: int, replies_to: Iterable[Person] = ()
    ) -> None:
        """Somebody wrote; `replies_to`: the thread's writer, whom the message mentions."""
        others = [other for other in replies_to if other != person]
        self._habits[channel].setdefault(person, _Habit()).add(at, replies=bool(others))
        for other in others:
            self._together[channel, person, other] = at
            self._together[channel, other, person] = at
        speakers = self._speakers[channel]
        if not speakers or speakers[0] != person:
            speakers.appendleft(person)
            if len(speakers) > _LAST_SPEAKERS:
                speakers.pop()

    def people(self, channel: str) -> set[Person]:
        return set(self._habits.get(channel, ()))

    def values(self, person: Person, channel: str, now: int, asker: Person) -> dict[str, float]:
        """What speaks for their being there and answering now."""
        habit = self._habits.get(channel, {}).get(person)
        ago = now - self._together.get((channel, person, asker), -365 * DAY)
        return (habit.values(now) if habit else NOBODYS_VALUES) | {
            "with_asker_30m": exp(-max(ago, 0) / (30 * MINUTE)),
            "with_asker_1d": exp(-max(ago, 0) / DAY),
        }

    def ranks(self, channel: str) -> dict[Person, float]:
        """1 for who spoke last, a half for who did before, and so on."""
        found: dict[Person, float] = {}
        for place, person in enumerate(self._speakers.get(channel, ()), start=1):
            found.setdefault(person, 1 / place)
        return found

    def forget_person(self, person: Person) -> None:
        for habits in self._habits.values():
            habits.pop(person, None)
        for channel, speakers in self._speakers.items():
            self._speakers[channel] = deque(one for one in speakers if one != person)
        self._together = {pair: at for pair, at in self._together.items() if person not in pair[1:]}


def _hour(at: int) -> int:
    return at // HOUR % _HOURS_A_DAY
