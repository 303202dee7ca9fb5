"""Whether somebody is asked now, later or never: every etiquette rule, in the order of weight.

What rules it out for good is a No; what passes by itself is a Later with the time to look again.
A nudge that is still waiting when its use ends is expired, so nothing floods after an outage.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from slackapp.features.nudges.rules.situation import (
    Ask,
    Later,
    No,
    Now,
    Recipient,
    Situation,
    Verdict,
)

JUST_NOW = timedelta(minutes=2)
_WEEK = timedelta(days=7)
_PAUSED_LOOK = timedelta(minutes=15)


def decide(situation: Situation) -> Verdict:
    """A listening workspace is decided for like any other, so that it can be told what was held."""
    if reason := _never(situation):
        return No(reason)
    if waits := list(_waits(situation)):
        return max(waits, key=lambda wait: wait.at)
    if situation.house.silence == "listening":
        return No("listening")
    if situation.wish.way != "channel" and situation.availability is None:
        return Ask()
    return Now()


def _never(situation: Situation) -> str:
    """Why not ever, or nothing."""
    wish, house = situation.wish, situation.house
    rules = (
        (wish.imported, "imported"),
        (wish.settled, "settled"),
        (situation.now >= wish.until, "expired"),
        (wish.asked, "asked_before"),
        (not house.kind_on, "kind_off"),
        (house.matter_off, "channel_off"),
    )
    for rules_out, reason in rules:
        if rules_out:
            return reason
    if wish.way == "channel":
        return _never_there(situation)
    return "nobody" if situation.person is None else _never_them(situation, situation.person)


def _never_there(situation: Situation) -> str:
    place = situation.place
    if place is None or not place.app_is_member:
        return "not_in_channel"
    if place.archived:
        return "channel_archived"
    if place.off:
        return "channel_off"
    return "" if situation.house.enough_people else "too_few_people"


def _never_them(situation: Situation, person: Recipient) -> str:
    if person.kind != "member":
        return person.kind
    by_message = situation.wish.way == "direct_message"
    rules = (
        (not person.active, "deactivated"),
        (not person.wants_kind, "kind_muted"),
        (person.opted_in is False, "not_opted_in"),
        (person.mutes_matter, "channel_muted"),
        (by_message and not person.wants_messages, "no_direct_messages"),
        (by_message and situation.wish.audience != "public", "not_public"),
    )
    return next((reason for rules_out, reason in rules if rules_out), "")


def _waits(situation: Situation) -> Iterator[Later]:
    now, wish = situation.now, situation.wish
    if now < wish.not_before:
        yield Later(wish.not_before, "not_yet")
    if situation.house.silence == "paused":
        yield Later(now + _PAUSED_LOOK, "workspace_paused")
    if situation.person is None:
        yield from _waits_of_everybody(situation)
    else:
        yield from _waits_of(situation, situation.person)


def _waits_of_everybody(situation: Situation) -> Iterator[Later]:
    hours, now = situation.house.hours, situation.now
    if (opens := hours.next(now)) > now:
        yield Later(opens, "outside_hours")
    if situation.budget.kind_today:
        yield Later(hours.next_day(now), "once_a_day")


def _waits_of(situation: Situation, person: Recipient) -> Iterator[Later]:
    now = situation.now
    if (opens := person.hours.next(now)) > now:
        yield Later(opens, "outside_hours")
    if person.paused_until is not None and now < person.paused_until:
        yield Later(person.paused_until, "paused")
    yield from _waits_for_peace(situation)
    if situation.budget.kind_today:
        yield Later(person.hours.next_day(now), "once_a_day")
    if situation.wish.way == "direct_message":
        yield from _waits_for_messages(situation, person)
    else:
        yield from _waits_to_be_seen(situation)
        if situation.budget.notices_today >= situation.budget.notices_a_day:
            yield Later(person.hours.next_day(now), "notices_budget")


def _waits_for_peace(situation: Situation) -> Iterator[Later]:
    """What Slack said; a time that has passed holds nobody back."""
    said = situation.availability
    if said is None:
        return
    for until, reason in ((said.quiet_until, "do_not_disturb"), (said.away_until, "away")):
        if until is not None and situation.now < until:
            yield Later(until, reason)


def _waits_for_messages(situation: Situation, person: Recipient) -> Iterator[Later]:
    now, budget = situation.now, situation.budget
    today = now.astimezone(person.hours.zone).date()
    sent_today = [at for at in budget.messages if _day(at, person) == today]
    if len(sent_today) >= budget.messages_a_day:
        yield Later(person.hours.next_day(now), "messages_a_day")
    this_week = [at for at in budget.messages if at > now - _WEEK]
    if len(this_week) >= budget.messages_a_week:
        frees = this_week[-budget.messages_a_week] if budget.messages_a_week else now
        yield Later(frees + _WEEK, "messages_a_week")


def _waits_to_be_seen(situation: Situation) -> Iterator[Later]:
    """A notice reaches only somebody who is there; their next sign of life wakes it."""
    seen, place = situation.seen_at, situation.place
    if seen is None or not timedelta(0) <= situation.now - seen <= JUST_NOW:
        yield Later(situation.wish.until, "not_seen")
    elif place is None or not place.app_is_member or place.archived:
        yield Later(situation.wish.until, "no_fitting_channel")
    elif place.off or place.muted:
        yield Later(situation.wish.until, "channel_off" if place.off else "channel_muted")


def _day(moment: datetime, person: Recipient) -> object:
    return moment.astimezone(person.hours.zone).date()
