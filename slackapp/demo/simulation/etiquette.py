"""Every rule of nudging, held against what was visible: no table of the app is asked.

Written anew from the rules, with none of the app's own decisions in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from slackapp.demo.simulation.matters import Matters, Question
from slackapp.demo.simulation.sightings import NudgeSeen
from slackapp.demo.simulation.town import HOLIDAYS, ZONE, Resident, Town
from slackapp.sandbox.world.sights import Sight

MESSAGES_A_DAY, MESSAGES_A_WEEK, NOTICES_A_DAY = 1, 3, 2
ASKED_TO_HELP, LISTED_DAYS = 3, 2
_WEEK = timedelta(days=7)
_MINUTE = timedelta(minutes=1)
_PRESENT = timedelta(minutes=2, seconds=30)
_PRESENT_AFTER_SILENCE = timedelta(minutes=5)
_NINE, _FIVE = time(9), time(17)
_MONDAY_TO_FRIDAY = frozenset(range(5))
_LEAST_BURST, _BURST = 5, 0.2  # so many of the people within a minute


@dataclass(frozen=True)
class Violation:
    """A rule that did not hold: who saw what when."""

    rule: str
    at: datetime
    to: str
    kind: str


class Etiquette:
    """Checks a run; `violations` are all that it finds, rule by rule."""

    def __init__(
        self,
        town: Town,
        nudges: Sequence[NudgeSeen],
        sights: Sequence[Sight],
        matters: Matters,
    ) -> None:
        self._residents = town.residents
        self._nudges = nudges
        self._alone = [one for one in nudges if one.to]
        self._for_all = [one for one in nudges if not one.to]
        self._sights = sights
        self._matters = matters

    def violations(self) -> list[Violation]:
        return [
            *self._known_kinds(),
            *self._budgets(),
            *self._hours(),
            *self._peace(),
            *self._wishes(),
            *self._members(),
            *self._presence(),
            *self._once(),
            *self._settled(),
            *self._batons(),
            *self._channels(),
            *self._bursts(),
        ]

    def _known_kinds(self) -> Iterator[Violation]:
        """A nudge nobody can tell is one that no other rule was held against."""
        yield from (_against("kind is known", one) for one in self._nudges if one.kind == "unknown")

    def _budgets(self) -> Iterator[Violation]:
        for to, seen in _by_person(self._alone).items():
            zone = self._residents[to].zone
            messages = _messages(one for one in seen if one.way == "direct_message")
            notices = _messages(one for one in seen if one.way == "notice")
            yield from _too_many_a_day("messages a day", messages, MESSAGES_A_DAY, zone)
            yield from _too_many_a_day("notices a day", notices, NOTICES_A_DAY, zone)
            for first, later in zip(messages, messages[MESSAGES_A_WEEK:], strict=False):
                if later.at - first.at < _WEEK:
                    yield _against("messages a week", later)

    def _hours(self) -> Iterator[Violation]:
        for one in self._alone:
            who = self._residents[one.to]
            if not _is_working(one.at, who.zone, who.opens, who.closes, who.days):
                yield _against("hours", one)
        for one in self._for_all:
            if not _is_working(one.at, ZONE, _NINE, _FIVE, _MONDAY_TO_FRIDAY):
                yield _against("hours", one)

    def _peace(self) -> Iterator[Violation]:
        """Paused, in do not disturb, or away; what began within the minute could not be known."""
        for one in self._alone:
            who = self._residents[one.to]
            for peace in who.peace:
                if peace.since + _MINUTE <= one.at < peace.until - _MINUTE:
                    yield _against(peace.why, one)
            if who.quiet and _is_quiet(one.at, who):
                yield _against("do not disturb", one)

    def _wishes(self) -> Iterator[Violation]:
        for one in self._alone:
            who = self._residents[one.to]
            if one.way == "direct_message" and who.no_messages:
                yield _against("no messages", one)
            if one.kind == "unthanked" and not who.wants_unthanked:
                yield _against("only if asked for", one)
            places = {one.channel_id, *(channel for channel, _ts in one.about), one.kind}
            if any(who.muted.get(each, one.at) + _MINUTE <= one.at for each in places):
                yield _against("muted", one)

    def _members(self) -> Iterator[Violation]:
        for one in self._alone:
            if self._residents[one.to].kind != "member":
                yield _against(f"not to a {self._residents[one.to].kind} person", one)

    def _presence(self) -> Iterator[Violation]:
        """A notice is shown where its reader has just done something."""
        acts = defaultdict[tuple[str, str], list[datetime]](list)
        for sight in self._sights:
            if sight.what in {"posted", "reacted", "changed"}:
                acts[sight.by, sight.channel_id].append(sight.at)
        for one in self._alone:
            done = acts[one.to, one.channel_id]
            within = _PRESENT_AFTER_SILENCE if one.kind == "talk" else _PRESENT
            was_there = any(one.at - within <= at <= one.at for at in done)
            if one.way == "notice" and not was_there:
                yield _against("nobody there to see it", one)

    def _once(self) -> Iterator[Violation]:
        """The same matter twice to the same person; whether an answer helped is asked twice."""
        seen = defaultdict[tuple[str, str, object], list[NudgeSeen]](list)
        for one in self._nudges:
            seen[one.to or one.channel_id, one.kind, one.nudge_id].append(one)
            if matter := self._matter(one):
                seen[one.to, one.kind, matter].append(one)
        for (_to, kind, matter), same in seen.items():
            may_repeat = kind == "did_it_help" and not isinstance(matter, str)
            most = 2 if may_repeat else 1
            yield from (_against("once", one) for one in same[most:])
        for to, asked in _by_person(self._alone).items():
            offered = [one for one in asked if one.kind == "make_it_kudos"]
            zone = self._residents[to].zone
            yield from _too_many_a_day("kudos offered once a day", offered, 1, zone)

    def _matter(self, one: NudgeSeen) -> object:
        """What it is about, as its reader would say; None where only the nudge's own id tells.

        Once its asker has said that a question is still open, later answers are another matter.
        """
        match one.kind:
            case "can_you_help":
                return one.about[:1]
            case "did_it_help":
                asked = self._asked_about(one)[:1]
                return (one.about[:1], sum(at <= one.at for each in asked for at in each.reopened))
            case "talk":
                return (one.channel_id, one.thread_ts)
            case "may_i_ask" | "welcome_first":
                return (one.kind,)
        return None

    def _settled(self) -> Iterator[Violation]:
        """What was settled a minute before it was seen was known to be."""
        for one in self._nudges:
            if self._is_settled(one, one.at - _MINUTE):
                yield _against("settled before", one)

    def _is_settled(self, one: NudgeSeen, at: datetime) -> bool:
        match one.kind:
            case "can_you_help" | "open_questions" | "did_it_help":
                return not all(
                    each.waits_for_a_word(at) if one.kind == "did_it_help" else each.is_open(at)
                    for each in self._asked_about(one)
                )
            case "thanks_round" | "unthanked":
                return any(self._is_thanked(button.choice, at) for button in one.buttons)
            case "make_it_kudos":
                return self._is_gone(self._matters.thanks.get(one.to, []), at)
            case "credit_the_source":
                return self._is_gone(self._matters.shares.get(one.to, []), at)
        return False

    def _asked_about(self, one: NudgeSeen) -> list[Question]:
        """Of a list, only what can still be taken: the rest is struck through."""
        places = one.about
        if one.kind == "open_questions":
            places = tuple(each.place for each in one.buttons if each.place)
        known = self._matters.questions
        return [known[place] for place in places if place in known]

    def _is_thanked(self, choice: str, at: datetime) -> bool:
        channel_id, _, ts = choice.partition("|")
        question = self._matters.answers.get((channel_id, ts))
        if question is None:
            return False
        since = question.thanked.get(question.answers[ts][0])
        return since is not None and since <= at

    def _is_gone(self, said: Sequence[tuple[datetime, tuple[str, str]]], at: datetime) -> bool:
        """All that it could be about, of the last day or so, was deleted."""
        recent = [place for when, place in said if at - 4 * _WEEK / 14 <= when <= at + _MINUTE]
        gone = self._matters.gone
        return bool(recent) and all(place in gone and gone[place] <= at for place in recent)

    def _batons(self) -> Iterator[Violation]:
        """Only who said yes, not more often than they said; three people a question."""
        asked = [one for one in self._alone if one.kind == "can_you_help"]
        for to, seen in _by_person(asked).items():
            for place, one in enumerate(seen):
                said = [n for at, n in self._residents[to].times_a_week if at <= one.at]
                lately = sum(one.at - other.at < _WEEK for other in seen[: place + 1])
                if not said or lately > said[-1]:
                    yield _against("only as often as they said", one)
        for seen in _by_question(asked).values():
            yield from (_against("three are asked", one) for one in seen[ASKED_TO_HELP:])
            for before, one in pairwise(seen):
                if before.at == one.at:
                    yield _against("one after the other", one)

    def _channels(self) -> Iterator[Violation]:
        names = [resident.name for resident in self._residents.values()]
        for one in self._for_all:
            if "<@" in one.words or "<!" in one.words:
                yield _against("nobody is mentioned", one)
            if one.kind == "open_questions" and any(name in one.words for name in names):
                yield _against("nobody is named", one)
        days = defaultdict[tuple[str, str], list[NudgeSeen]](list)
        listed = defaultdict[tuple[str, str], set[date]](set)
        for one in self._for_all:
            days[one.kind, one.channel_id].append(one)
            for place in one.about if one.kind == "open_questions" else ():
                listed[place].add(one.at.astimezone(ZONE).date())
                if len(listed[place]) > LISTED_DAYS:
                    yield _against("listed on two days", one)
        for (kind, _channel), seen in days.items():
            posts = _messages(seen)
            yield from _too_many_a_day(f"{kind} once a day", posts, 1, ZONE)
            for before, one in pairwise(posts):
                if kind == "thanks_round" and one.at - before.at < _WEEK - timedelta(hours=8):
                    yield _against("thanks once a week", one)

    def _bursts(self) -> Iterator[Violation]:
        most = max(_LEAST_BURST, round(_BURST * len(self._residents)))
        messages = _messages(self._nudges)
        for first, later in zip(messages, messages[most:], strict=False):
            if later.at - first.at < _MINUTE:
                yield _against("no burst", later)
        for way in ("notice", "direct_message"):
            for seen in _by_person(one for one in self._alone if one.way == way).values():
                for before, one in pairwise(_messages(seen)):
                    if one.at - before.at < _MINUTE:
                        yield _against("one at a time", one)


def _against(rule: str, one: NudgeSeen) -> Violation:
    return Violation(rule, one.at, one.to or one.channel_id, one.kind)


def _by_person(nudges: Iterable[NudgeSeen]) -> dict[str, list[NudgeSeen]]:
    found = defaultdict[str, list[NudgeSeen]](list)
    for one in nudges:
        found[one.to].append(one)
    return found


def _by_question(nudges: Iterable[NudgeSeen]) -> dict[object, list[NudgeSeen]]:
    found = defaultdict[object, list[NudgeSeen]](list)
    for one in nudges:
        found[one.about[:1]].append(one)
    return found


def _messages(nudges: Iterable[NudgeSeen]) -> list[NudgeSeen]:
    """One of each message: several nudges may share it."""
    return list({(one.channel_id, one.ts): one for one in nudges}.values())


def _too_many_a_day(
    rule: str, messages: Sequence[NudgeSeen], most: int, zone: ZoneInfo
) -> Iterator[Violation]:
    days = defaultdict[date, int](int)
    for one in messages:
        days[one.at.astimezone(zone).date()] += 1
        if days[one.at.astimezone(zone).date()] > most:
            yield _against(rule, one)


def _is_working(
    at: datetime, zone: ZoneInfo, opens: time, closes: time, days: frozenset[int]
) -> bool:
    local = at.astimezone(zone)
    is_day = local.weekday() in days and local.date() not in HOLIDAYS
    return is_day and opens <= local.time() < closes


def _is_quiet(at: datetime, who: Resident) -> bool:
    if who.quiet is None:
        return False
    start, end = who.quiet
    clock = at.astimezone(who.zone).time()
    return start <= clock < end if start < end else clock >= start or clock < end
