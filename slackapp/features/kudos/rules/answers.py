"""What a giver is answered, and why a kudos cannot be given as it stands."""

from dataclasses import dataclass
from typing import Literal

from slackapp.features.kudos.rules.orders import Draft, Form
from slackapp.features.kudos.rules.thanks import (
    PEOPLE_WITHOUT_ASKING,
    Receivers,
    Shown,
    is_enough,
)
from slackapp.features.kudos.settings import KudosSettings
from slackapp.vocabulary.facts import Answer
from slackapp.vocabulary.people import Audience

Problem = Literal[
    "nobody",
    "unknown_name",
    "unreachable",
    "too_many",
    "large_group",
    "self",
    "bots",
    "gone",
    "left_out",
    "too_short",
    "outside_alone",
    "no_way_there",
    "not_started",
    "locked",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosGiven(Answer):
    """The kudos stands; names for its giver's eyes.

    `shown_instead` is the feed's name where the app is not in the channel it was typed in.
    `counted_a_week` is after how many thanks more do not count.
    """

    source: str
    receivers: tuple[str, ...]
    outside: tuple[str, ...]
    has_self: bool
    bots: tuple[str, ...]
    gone: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    audience: Audience
    counts: bool
    shown: Shown = "here"
    channel: str = ""
    shown_instead: str = ""
    changed: bool = False
    counted_a_week: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosNotGiven(Answer):
    """Nothing happened; `typed` is the input to keep, `limit` the number the problem is about.

    `suggestion` may be who was meant by a name we do not know. `again` is the value of a button
    that orders it so, or orders it confirmed; empty where it is too long for a button. `form` is
    the form with what was typed in it.
    """

    problem: Problem
    typed: str
    names: tuple[str, ...] = ()
    limit: int = 0
    suggestion: str = ""
    again: str = ""
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosTakenBack(Answer):
    """Undone; `typed` gives it again and is empty when it was undone before.

    `alone` are the names of whom alone it was told to: then `typed` is the words, no command.
    """

    typed: str
    post_stays: bool
    alone: tuple[str, ...] = ()


def find_problem(
    receivers: Receivers, draft: Draft, settings: KudosSettings
) -> KudosNotGiven | None:
    """Why a kudos cannot be given as it stands, the first reason that holds."""
    thanked = tuple(one.person.name for one in receivers.thanked)
    typed = draft.typed
    if receivers.alone > settings.max_receivers:
        return KudosNotGiven(problem="too_many", typed=typed, limit=settings.max_receivers)
    if not thanked:
        problem = _why_nobody(receivers)
        missing = receivers.left_out if problem == "left_out" else receivers.gone
        names = tuple(person.name for person in missing)
        return KudosNotGiven(problem=problem, typed=typed, names=names)
    if not is_enough(draft.reason, settings.minimum_reason):
        limit = max(settings.minimum_reason, 1)
        return KudosNotGiven(
            problem="too_short", typed=typed, names=thanked, limit=limit, form=draft.form
        )
    outside = tuple(one.person.name for one in receivers.thanked if one.person.kind == "outside")
    if draft.form.shown == "receivers" and outside:
        return KudosNotGiven(problem="outside_alone", typed=typed, names=outside)
    if receivers.in_groups > PEOPLE_WITHOUT_ASKING and not draft.confirmed:
        return KudosNotGiven(
            problem="large_group",
            typed=typed,
            limit=len(thanked),
            again=draft.again,
            form=None if draft.again else draft.form,
        )
    return None


def _why_nobody(receivers: Receivers) -> Problem:
    if receivers.has_self:
        return "self"
    if receivers.bots:
        return "bots"
    if receivers.left_out:
        return "left_out"
    return "gone" if receivers.gone else "nobody"
