"""Who lives in the simulated workspace, and what of their lives asks to be left in peace."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from slackapp.demo.simulation.words import THINGS
from slackapp.sandbox import Channel, Person, Role, Workspace
from slackapp.vocabulary.working_time import WorkingHours

BOT = "U0WENOTME0"
# Twelve weeks from here hold a change of clocks, and Germany's five holidays of spring.
BEGIN = datetime(2026, 3, 23, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
HOLIDAYS = frozenset(
    date(2026, *each) for each in ((4, 3), (4, 6), (5, 1), (5, 14), (5, 25))
)  # fmt: skip
_ZONES = (
    *("Europe/Berlin",) * 9,
    *("America/New_York",) * 5,
    *("Asia/Kolkata",) * 3,
    *("America/Los_Angeles",) * 3,
)

# Shares of the people, each at least one of them.
GUESTS, LEFT_OUT, NO_MESSAGES = 0.03, 0.01, 0.1
OWN_HOURS, ASKS_FOR_UNTHANKED, NEWCOMERS = 0.1, 0.1, 0.06
VACATION, QUIET_HOURS = 0.3, 0.2  # in a quarter year; every day
_EXPERTS = 3
_NAMES = (
    "Ada", "Ben", "Cleo", "Dan", "Elif", "Finn", "Gus", "Hana", "Ivo", "Jun", "Kai", "Lena",
    "Milo", "Nora", "Omar", "Pia", "Quin", "Rosa", "Sven", "Tara",
)  # fmt: skip


@dataclass(frozen=True)
class Peace:
    """Somebody is to be left in peace for a while; why is a word for the report."""

    since: datetime
    until: datetime
    why: str


@dataclass
class Resident:
    """One of the people, with what an attentive colleague would know of them.

    quiet: hours of every day in do not disturb. muted: since when they want no nudges of a kind, or
    none in a channel. times_a_week: since when they may be asked to help so often.
    """

    person: Person
    zone: ZoneInfo
    kind: str = "member"
    opens: time = time(9)
    closes: time = time(17)
    days: frozenset[int] = frozenset(range(5))
    no_messages: bool = False
    wants_unthanked: bool = False
    comes_at: datetime = BEGIN
    quiet: tuple[time, time] | None = None
    peace: list[Peace] = field(default_factory=list)
    muted: dict[str, datetime] = field(default_factory=dict)
    times_a_week: list[tuple[datetime, int]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.person.id

    @property
    def name(self) -> str:
        return self.person.profile.real_name

    @property
    def hours(self) -> WorkingHours:
        return WorkingHours(
            zone=self.zone,
            opens=self.opens,
            closes=self.closes,
            days=self.days,
            holidays=HOLIDAYS,
        )

    def is_away(self, at: datetime) -> bool:
        """On vacation: they neither read nor write."""
        return any(one.why == "away" and one.since <= at < one.until for one in self.peace)


@dataclass(frozen=True)
class Town:
    """Everybody by Slack id, and where they talk."""

    residents: dict[str, Resident]
    asking: tuple[Channel, ...]
    chatting: tuple[Channel, ...]
    experts: dict[str, list[Resident]]
    newcomers: tuple[Resident, ...]

    def members(self, channel: Channel) -> list[Resident]:
        return [self.residents[each] for each in channel.members if each in self.residents]


def settle_town(workspace: Workspace, *, people: int, weeks: int, seed: int) -> Town:
    """The same numbers give the same town."""
    dice = Random(f"{seed} town")  # noqa: S311  no secret
    residents = [_resident(workspace, dice, number) for number in range(people)]
    _special(residents, dice, weeks)
    newcomers = residents[: _some(people, NEWCOMERS)]
    for number, one in enumerate(newcomers):
        one.comes_at = BEGIN + timedelta(
            days=15 + number * max(1, 7 * weeks - 20) // len(newcomers)
        )
        one.comes_at += timedelta(hours=8)
    here = [one.person for one in residents if one not in newcomers]
    outside = workspace.add_person("U0OUTSIDE0", name="Olga Outside", team_id="T0OTHER000")
    robot = workspace.add_person("U0ROBOT000", name="Deploy Robot", role=Role.BOT)
    everywhere = [*here, outside, robot]
    asking = tuple(
        workspace.add_channel(
            f"C0HELP{name.upper()}", f"help-{name}", members=some, bot_is_member=True
        )
        for name, some in (("it", everywhere), ("product", dice.sample(here, len(here) * 2 // 3)))
    )
    chatting = (
        workspace.add_channel("C0GENERAL", "general", members=everywhere, bot_is_member=True),
        workspace.add_channel("C0RANDOM", "random", members=here, bot_is_member=True),
        workspace.add_channel(
            "C0LEADS", "leads", members=dice.sample(here, max(3, len(here) // 10)),
            kind="private_channel", bot_is_member=True,
        ),
    )  # fmt: skip
    stranger = Resident(outside, ZONE, kind="outside")
    staff = [one for one in residents if one.kind == "member" and one not in newcomers]
    return Town(
        residents={one.id: one for one in [*residents, stranger]},
        asking=asking,
        chatting=chatting,
        experts={thing: dice.sample(staff, min(_EXPERTS, len(staff))) for thing in THINGS},
        newcomers=tuple(newcomers),
    )


def _resident(workspace: Workspace, dice: Random, number: int) -> Resident:
    name = f"{_NAMES[number % len(_NAMES)]} {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number // len(_NAMES)]}."
    zone = dice.choice(_ZONES)
    person = workspace.add_person(f"U0TOWN{number:04}", name=name, tz=zone)
    return Resident(person, ZoneInfo(zone))


def _special(residents: list[Resident], dice: Random, weeks: int) -> None:
    """Guests, who left themselves out, who wants no messages, own hours, quiet hours, vacations."""
    staff = residents[_some(len(residents), NEWCOMERS) : -1]
    residents[-1].person.profile.role = Role.ADMIN
    for one in _draw(dice, staff, GUESTS):
        one.kind, one.person.profile.role = "guest", Role.GUEST
    for one in _draw(dice, [one for one in staff if one.kind == "member"], LEFT_OUT):
        one.kind = "left_out"
    for one in _draw(dice, residents, NO_MESSAGES):
        one.no_messages = True
    for one in _draw(dice, residents, ASKS_FOR_UNTHANKED):
        one.wants_unthanked = True
    for one in _draw(dice, residents, OWN_HOURS):
        one.opens, one.closes = dice.choice(((time(7), time(15)), (time(11), time(19, 30))))
        one.days = dice.choice((frozenset({6, 0, 1, 2, 3}), frozenset({0, 1, 2, 3})))
    for one in _draw(dice, residents, QUIET_HOURS):
        one.quiet = dice.choice(((time(12), time(14)), (time(15, 30), time(8))))
    for one in _draw(dice, residents, VACATION):
        since = BEGIN + timedelta(days=dice.randrange(max(1, 7 * weeks - 7)), hours=6)
        one.peace.append(Peace(since, since + timedelta(days=dice.choice((3, 7, 10))), "away"))


def _draw(dice: Random, among: list[Resident], share: float) -> list[Resident]:
    return dice.sample(among, _some(len(among), share))


def _some(people: int, share: float) -> int:
    return max(1, round(people * share))
