"""A kudos, a report and a year of thanks as people see them: names and Slack ids, no keys."""

from dataclasses import dataclass
from datetime import datetime

from slackapp.features.kudos.rules.orders import Form
from slackapp.features.kudos.rules.thanks import Shown
from slackapp.vocabulary.people import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditShown:
    """Somebody passed credit on to others, maybe with words."""

    giver: str
    receivers: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosShown:
    """A kudos as its post shows it; `people` are Slack ids, `parties` user groups.

    `joined` are the names of those who added their thanks; `reason` is plain text.
    """

    source: str
    giver: str
    people: tuple[str, ...]
    parties: tuple[str, ...]
    names: tuple[str, ...]
    reason: str
    values: tuple[str, ...]
    joined: tuple[str, ...] = ()
    credits: tuple[CreditShown, ...] = ()
    shown: Shown = "here"
    channel_id: str = ""
    audience: Audience = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosUnshown:
    """A kudos that Slack did not let us show; `unreached` are those who got no direct message.

    `typed` gives it again, or is the words alone.
    """

    kudos: KudosShown
    unreached: tuple[str, ...]
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormShown:
    """The form with everything it needs to be drawn; `minimum` letters make a reason.

    `groups` are ids and sizes of the user groups it also thanks; `names` are whom the command it
    was opened for thanked with too few words.
    """

    form: Form
    values: tuple[str, ...]
    has_feed: bool
    groups: tuple[tuple[str, int], ...]
    minimum: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeShown:
    """Somebody is told of thanks or credit they did not see."""

    kudos: KudosShown
    credited_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportShown:
    """What an admin is asked to look at; `kudos` is None once it is taken back.

    `post_stays`: its words were removed, but only a click on its post clears that.
    """

    source: str
    kudos: KudosShown | None
    settled: str
    settled_by: str
    post_stays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAsked:
    """Who would be told of a kudos, and whether they would see its words."""

    source: str
    admins: tuple[str, ...]
    with_words: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedLately:
    """How many people thanked somebody this week; the newest words everybody may read, and whose.

    giver: empty where they hide their name.
    """

    people: int
    reason: str = ""
    giver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedLine:
    """One time somebody was thanked with words."""

    giver: str
    reason: str
    values: tuple[str, ...]
    at: datetime
    alone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What somebody was thanked for in a year: all acts counted, the newest words shown.

    `hidden` were said in private channels, so their words stay there.
    """

    year: int
    times: int
    people: int
    lines: tuple[ReceivedLine, ...]
    more: int
    hidden: int
