"""All that a decision about a nudge depends on, in plain values."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from slackapp.vocabulary.people import Audience, PersonKind
from slackapp.vocabulary.working_time import WorkingHours

Way = Literal["channel", "notice", "direct_message"]
Silence = Literal["paused", "listening"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a room wants asked; `asked`: this person was asked the same before."""

    way: Way
    not_before: datetime
    until: datetime
    audience: Audience = "public"
    imported: bool = False
    settled: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What the workspace says; `hours` are its own, with its holidays.

    enough_people: for what everybody sees. matter_off: the matter's own channel is switched off.
    """

    hours: WorkingHours
    silence: Silence | None = None
    kind_on: bool = True
    matter_off: bool = False
    enough_people: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A channel where it would be shown: as Slack has it, and what people chose about it."""

    app_is_member: bool = True
    archived: bool = False
    off: bool = False
    muted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who is to be asked, and what they chose.

    opted_in: None for a kind that needs no yes. mutes_matter: the matter's channel is muted.
    """

    hours: WorkingHours
    kind: PersonKind = "member"
    active: bool = True
    paused_until: datetime | None = None
    wants_kind: bool = True
    wants_messages: bool = True
    mutes_matter: bool = False
    opted_in: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """What Slack says about somebody right now: do not disturb, and a status that says away."""

    quiet_until: datetime | None = None
    away_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What the person (or, for everybody, the channel) got already, and what is allowed.

    messages: times of direct messages in the last seven days, oldest first. notices_today: by the
    person's clock. kind_today: this kind was shown today, and once a day is enough.
    """

    messages: tuple[datetime, ...] = ()
    notices_today: int = 0
    kind_today: bool = False
    messages_a_day: int = 1
    messages_a_week: int = 3
    notices_a_day: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything a decision may look at, and nothing else.

    place: where it would be shown; None for a direct message, and for a notice to somebody who was
    seen nowhere. seen_at: when the person was last seen there. availability: None until asked for.
    """

    now: datetime
    wish: Wish
    house: House
    place: Place | None = None
    person: Recipient | None = None
    seen_at: datetime | None = None
    availability: Availability | None = None
    budget: Budget = field(default_factory=Budget)


@dataclass(frozen=True, slots=True)
class Now:
    """Ask, now."""


@dataclass(frozen=True, slots=True)
class Ask:
    """All that we know allows it: ask Slack whether they are to be left in peace."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not before `at`; look again then."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class No:
    """Never, for this nudge and person."""

    reason: str


Verdict = Now | Ask | Later | No
