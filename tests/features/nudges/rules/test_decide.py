"""Every etiquette rule, by itself and over random situations."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from slackapp.features.nudges.rules.decide import JUST_NOW, decide
from slackapp.features.nudges.rules.situation import (
    Ask,
    Availability,
    Budget,
    House,
    Later,
    No,
    Now,
    Place,
    Recipient,
    Situation,
    Wish,
)
from slackapp.vocabulary.working_time import WorkingHours

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday: 13:00 in Berlin, 07:00 in New York
TOMORROW_9 = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)  # in Berlin
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOURS = WorkingHours(zone=BERLIN)
FREE = Availability()


def message(now: datetime = NOON) -> Situation:
    """A direct message that nothing speaks against."""
    wish = Wish(way="direct_message", not_before=now - HOUR, until=now + 5 * DAY)
    return Situation(
        now=now,
        wish=wish,
        house=House(hours=HOURS),
        person=Recipient(hours=HOURS),
        availability=FREE,
    )


def notice(now: datetime = NOON) -> Situation:
    """The same for a notice: they have just been there."""
    given = message(now)
    return replace(given, wish=replace(given.wish, way="notice"), place=Place(), seen_at=now)


def post(now: datetime = NOON) -> Situation:
    """The same for everybody."""
    wish = Wish(way="channel", not_before=now - HOUR, until=now + DAY)
    return Situation(now=now, wish=wish, house=House(hours=HOURS), place=Place())


def wishing(situation: Situation, **changes: object) -> Situation:
    return replace(situation, wish=replace(situation.wish, **changes))  # type: ignore[arg-type]


def to(situation: Situation, **changes: object) -> Situation:
    person = situation.person or Recipient(hours=HOURS)
    return replace(situation, person=replace(person, **changes))  # type: ignore[arg-type]


def at(situation: Situation, **changes: object) -> Situation:
    return replace(situation, place=replace(situation.place or Place(), **changes))  # type: ignore[arg-type]


def house(situation: Situation, **changes: object) -> Situation:
    return replace(situation, house=replace(situation.house, **changes))  # type: ignore[arg-type]


def got(situation: Situation, **changes: object) -> Situation:
    return replace(situation, budget=replace(situation.budget, **changes))  # type: ignore[arg-type]


def told(situation: Situation, **said: datetime) -> Situation:
    return replace(situation, availability=Availability(**said))


@pytest.mark.parametrize("situation", [message(), notice(), post()])
def test_what_nothing_speaks_against_is_asked_now(situation: Situation) -> None:
    assert decide(situation) == Now()


@pytest.mark.parametrize("situation", [message(), notice()])
def test_slack_is_asked_about_a_person_before_the_last_word(situation: Situation) -> None:
    assert decide(replace(situation, availability=None)) == Ask()


@pytest.mark.parametrize(
    ("situation", "reason"),
    [
        (wishing(message(), imported=True), "imported"),
        (wishing(message(), settled=True), "settled"),
        (wishing(message(), until=NOON), "expired"),
        (wishing(message(), asked=True), "asked_before"),
        (house(message(), kind_on=False), "kind_off"),
        (house(notice(), matter_off=True), "channel_off"),
        (replace(message(), person=None), "nobody"),
        (to(message(), kind="guest"), "guest"),
        (to(message(), kind="outside"), "outside"),
        (to(notice(), kind="bot"), "bot"),
        (to(notice(), kind="left_out"), "left_out"),
        (to(notice(), kind="unknown"), "unknown"),
        (to(message(), active=False), "deactivated"),
        (to(notice(), wants_kind=False), "kind_muted"),
        (to(message(), opted_in=False), "not_opted_in"),
        (to(notice(), mutes_matter=True), "channel_muted"),
        (to(message(), wants_messages=False), "no_direct_messages"),
        (wishing(message(), audience="private"), "not_public"),
        (at(post(), app_is_member=False), "not_in_channel"),
        (at(post(), archived=True), "channel_archived"),
        (at(post(), off=True), "channel_off"),
        (replace(post(), place=None), "not_in_channel"),
        (house(post(), enough_people=False), "too_few_people"),
        (house(message(), silence="listening"), "listening"),
        (house(post(), silence="listening"), "listening"),
    ],
)
def test_what_rules_it_out_for_good(situation: Situation, reason: str) -> None:
    assert decide(situation) == No(reason)


@pytest.mark.parametrize(
    ("situation", "until", "reason"),
    [
        (wishing(message(), not_before=NOON + HOUR), NOON + HOUR, "not_yet"),
        (house(post(), silence="paused"), NOON + timedelta(minutes=15), "workspace_paused"),
        (message(NOON + 4 * HOUR), TOMORROW_9, "outside_hours"),
        (post(NOON + 4 * HOUR), TOMORROW_9, "outside_hours"),
        (notice(NOON + 3 * DAY), datetime(2026, 11, 23, 8, tzinfo=UTC), "outside_hours"),
        (to(message(), paused_until=NOON + 2 * DAY), NOON + 2 * DAY, "paused"),
        (told(message(), quiet_until=NOON + HOUR), NOON + HOUR, "do_not_disturb"),
        (told(notice(), away_until=NOON + 2 * DAY), NOON + 2 * DAY, "away"),
        (got(message(), messages=(NOON - HOUR,)), TOMORROW_9, "messages_a_day"),
        (
            got(message(), messages=(NOON - 6 * DAY, NOON - 2 * DAY, NOON - DAY)),
            NOON + DAY,
            "messages_a_week",
        ),
        (got(notice(), notices_today=2), TOMORROW_9, "notices_budget"),
        (got(notice(), kind_today=True), TOMORROW_9, "once_a_day"),
        (got(post(), kind_today=True), TOMORROW_9, "once_a_day"),
        (replace(notice(), seen_at=None), NOON + 5 * DAY, "not_seen"),
        (
            replace(notice(), seen_at=NOON - JUST_NOW - timedelta(seconds=1)),
            NOON + 5 * DAY,
            "not_seen",
        ),
        (at(notice(), app_is_member=False), NOON + 5 * DAY, "no_fitting_channel"),
        (at(notice(), muted=True), NOON + 5 * DAY, "channel_muted"),
        (at(notice(), off=True), NOON + 5 * DAY, "channel_off"),
    ],
)
def test_what_only_puts_it_off(situation: Situation, until: datetime, reason: str) -> None:
    assert decide(situation) == Later(until, reason)


def test_a_holiday_is_no_working_day() -> None:
    hours = replace(HOURS, holidays=frozenset({NOON.date()}))
    assert decide(to(message(), hours=hours)) == Later(TOMORROW_9, "outside_hours")


def test_the_hours_are_those_of_the_recipients_zone() -> None:
    there = WorkingHours(zone=NEW_YORK)
    assert decide(to(message(), hours=there)) == Later(NOON + 2 * HOUR, "outside_hours")
    assert decide(to(message(NOON + 9 * HOUR), hours=there)) == Now()


@pytest.mark.parametrize("day", [datetime(2026, 3, 29), datetime(2026, 10, 25)])  # noqa: DTZ001
def test_on_days_when_clocks_change_nine_is_nine_by_the_clock(day: datetime) -> None:
    """Both are Sundays in Berlin."""
    hours = WorkingHours(zone=BERLIN, days=frozenset(range(7)))
    nine = day.replace(hour=9, tzinfo=BERLIN).astimezone(UTC)
    early = to(message(nine - timedelta(minutes=1)), hours=hours)
    assert decide(early) == Later(nine, "outside_hours")
    assert decide(to(message(nine), hours=hours)) == Now()


def test_listening_is_decided_like_any_other_time() -> None:
    """So that what would have been posted can be told."""
    evening = house(message(NOON + 4 * HOUR), silence="listening")
    assert decide(evening) == Later(TOMORROW_9, "outside_hours")


moments = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001  hypothesis adds the zone
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
spans = st.integers(min_value=0, max_value=14 * 24 * 60).map(lambda each: timedelta(minutes=each))
working_hours = st.builds(
    WorkingHours,
    zone=st.sampled_from([BERLIN, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")]),
    opens=st.sampled_from([time(0), time(7, 30), time(9)]),
    closes=st.sampled_from([time(12), time(17), time(23, 59)]),
    days=st.sets(st.integers(0, 6), min_size=1).map(frozenset),
)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Anything that can be; each thing that speaks against it is rare, so that some are a yes."""

    def seldom(usual: object, odd: st.SearchStrategy[object]) -> Any:  # noqa: ANN401  either's own
        return draw(odd) if exceptionally() else usual

    def exceptionally() -> bool:
        return draw(st.integers(0, 11)) == 0

    hours = draw(working_hours)
    moment = draw(moments)
    now = seldom(hours.next(moment), st.just(moment))
    wish = Wish(
        way=draw(st.sampled_from(["notice", "direct_message"])),
        not_before=seldom(now, spans.map(lambda span: now - DAY + span)),
        until=seldom(now + DAY, spans.map(lambda span: now - DAY + span)),
        settled=exceptionally(),
    )
    sometime = spans.map(lambda span: now - DAY + span)
    person = Recipient(
        hours=hours,
        kind=seldom("member", st.sampled_from(["guest", "outside", "bot", "left_out"])),
        paused_until=seldom(None, sometime),
        wants_kind=not exceptionally(),
        wants_messages=not exceptionally(),
        opted_in=seldom(None, st.booleans()),
    )
    return Situation(
        now=now,
        wish=wish,
        house=House(hours=HOURS),
        place=Place(muted=exceptionally()),
        person=person,
        seen_at=seldom(now, spans.map(lambda span: now - span / 1000)),
        availability=Availability(
            quiet_until=seldom(None, sometime), away_until=seldom(None, sometime)
        ),
        budget=Budget(
            messages=tuple(sorted(now - DAY - each for each in draw(st.lists(spans, max_size=4)))),
            notices_today=draw(st.integers(0, 3)),
            kind_today=exceptionally(),
        ),
    )


def ideal(situation: Situation) -> Situation:
    """The same moment and person, with everything else in favour."""
    person = situation.person
    assert person is not None
    return replace(
        message(situation.now),
        person=Recipient(hours=person.hours),
    )


def test_random_situations_are_often_a_yes() -> None:
    """So that the next test is about something."""
    assert find(situations(), lambda each: decide(each) == Now()) is not None


@given(situations())
def test_a_yes_breaks_no_rule(situation: Situation) -> None:
    if decide(situation) != Now():
        return
    now, person, budget = situation.now, situation.person, situation.budget
    assert person is not None
    local = now.astimezone(person.hours.zone)
    assert local.weekday() in person.hours.days
    assert person.hours.opens <= local.time() < person.hours.closes
    assert situation.wish.not_before <= now < situation.wish.until
    assert not situation.wish.settled
    assert person.kind == "member"
    assert person.opted_in is not False
    assert person.paused_until is None or person.paused_until <= now
    if situation.wish.way == "direct_message":
        assert not [at for at in budget.messages if _same_day(at, now, person)]
        assert len([at for at in budget.messages if at > now - 7 * DAY]) < 3
    else:
        assert budget.notices_today < 2
        assert situation.seen_at is not None
        assert now - situation.seen_at <= JUST_NOW


@given(moments, working_hours)
def test_within_hours_nothing_speaks_against_asking_and_outside_it_waits_for_them(
    now: datetime, hours: WorkingHours
) -> None:
    verdict = decide(to(message(now), hours=hours))
    if hours.contains(now):
        assert verdict == Now()
    else:
        assert isinstance(verdict, Later)
        assert verdict.at > now
        later = to(message(verdict.at), hours=hours)
        assert decide(later) == Now()


@given(situations())
def test_whoever_is_put_off_is_looked_at_again_later_and_not_at_once(situation: Situation) -> None:
    verdict = decide(situation)
    if isinstance(verdict, Later):
        assert verdict.at > situation.now


@given(situations(), st.lists(spans, min_size=1, max_size=40))
def test_over_any_history_nobody_gets_more_than_the_budget(
    situation: Situation, steps: list[timedelta]
) -> None:
    """Asked again and again, and each yes is remembered."""
    now, sent = situation.now, list[datetime]()
    base = ideal(situation)
    assert base.person is not None
    for step in steps:
        now += step / 8
        wish = replace(base.wish, until=now + DAY, not_before=now)
        asked = replace(base, now=now, wish=wish, budget=Budget(messages=tuple(sent)))
        if decide(asked) == Now():
            sent.append(now)
    for moment in sent:
        assert len([at for at in sent if _same_day(at, moment, base.person)]) == 1
        assert len([at for at in sent if moment - 7 * DAY < at <= moment]) <= 3


def _same_day(one: datetime, other: datetime, person: Recipient) -> bool:
    zone = person.hours.zone
    return one.astimezone(zone).date() == other.astimezone(zone).date()
