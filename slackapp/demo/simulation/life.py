"""What people do by themselves: talk, ask, answer, thank, share, pause, go away and come."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from math import exp
from random import Random

from slackapp.demo.simulation import chances
from slackapp.demo.simulation.agenda import Agenda
from slackapp.demo.simulation.matters import Matters, Question
from slackapp.demo.simulation.stage import SimulatedStage
from slackapp.demo.simulation.town import Peace, Resident
from slackapp.demo.simulation.words import ACCEPTED, Words
from slackapp.sandbox import Channel, Message

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_SOON = timedelta(minutes=1)
_A_MOMENT = timedelta(seconds=1)
_SILENCE = timedelta(minutes=2, seconds=5)


class Life:
    """Each decision throws dice of its own, named after it: what else happens changes none.

    So the same seed with and without nudges differs by the nudges alone.
    """

    def __init__(self, stage: SimulatedStage, agenda: Agenda, matters: Matters, seed: int) -> None:
        self._stage = stage
        self._agenda = agenda
        self._matters = matters
        self._seed = seed
        self._town = stage.town
        self._links: list[tuple[str, str]] = []
        self._recent: dict[str, list[Message]] = {}

    def dice(self, *about: object) -> Random:
        return Random(f"{self._seed} {about}")  # noqa: S311  no secret

    def begin_day(self) -> None:
        """At midnight UTC: all that people will do of themselves until the next."""
        now = self._stage.now
        for resident in self._town.residents.values():
            dice = self.dice("day", resident.id, now)
            if resident.comes_at <= now + _DAY:
                self._plan(resident, dice, now)
        self._agenda.put(now + _DAY, self.begin_day)

    def come(self, newcomer: Resident) -> None:
        """Somebody new joins the workspace and its public channels, and soon says thank you."""
        self._stage.workspace.person_joins_team(newcomer.person)
        for channel in (*self._town.asking, *self._town.chatting[:2]):
            newcomer.person.join(channel)
        dice = self.dice("come", newcomer.id)
        after = self._stage.now + timedelta(hours=dice.randrange(20, 90))
        self._agenda.put(newcomer.hours.next(after) + _SOON, lambda: self.kudos(newcomer, dice))

    def answer(self, question: Question, helper: Resident, dice: Random) -> None:
        if helper.is_away(self._stage.now) or question.deleted_at is not None:
            return
        channel = self._stage.workspace.channels[question.channel_id]
        if helper.id not in channel.members:
            return
        message = helper.person.post(channel, Words(dice).answer(), thread_ts=question.ts)
        question.answers[message.ts] = (helper.id, self._stage.now)
        if helper.kind != "left_out":  # what they say is nobody's business
            question.answered.append(self._stage.now)
        self._matters.answers[channel.id, message.ts] = question
        roll = dice.random()
        asker = self._town.residents[question.asker]
        when = self.soon(asker, dice, minutes=60)
        if roll < chances.ASKER_THANKS:
            self._agenda.put(when, lambda: self._thank_answer(question, message, asker, dice))
        elif roll < chances.ASKER_THANKS + chances.ASKER_ACCEPTS:
            self._agenda.put(when, lambda: self._accept(question, message, asker))

    def kudos(self, giver: Resident, dice: Random) -> None:
        channel = self._channel(giver, self._town.chatting, dice)
        others = [one for one in self._town.members(channel) if one is not giver] if channel else []
        if channel and others and not giver.is_away(self._stage.now):
            giver.person.post(channel, Words(dice).kudos(dice.choice(others).id))

    def soon(self, resident: Resident, dice: Random, *, minutes: float) -> datetime:
        """After about so many minutes, within their working time."""
        delay = timedelta(minutes=minutes * exp(dice.gauss(0, chances.SPREAD)))
        moment = self._stage.now + delay
        opens = resident.hours.next(moment)
        late = timedelta(minutes=dice.uniform(0, 90)) if opens > moment else timedelta()
        return max(opens + late, self._stage.now + _A_MOMENT)

    def _plan(self, resident: Resident, dice: Random, day: datetime) -> None:
        working = resident.hours.is_working_day(day.date())
        doings: tuple[tuple[float, Callable[[Resident, Random], None]], ...] = (
            (chances.CHATS, self._chat),
            (chances.REACTIONS, self._react),
            (chances.QUESTIONS / 5, self._ask),
            (chances.LINKS / 5, self._share),
            (chances.KUDOS / 5, self.kudos),
            (chances.THANKS_IN_CHAT / 5, self._thank),
            (chances.PAUSES / 5, self._pause),
            (chances.SNOOZES / 5, self._snooze),
            (chances.LONG_TALKS / 5, self._talk_long),
        )
        for number, (often, doing) in enumerate(doings):
            own = self.dice("do", number, resident.id, day)
            if working and own.random() < often:
                self._agenda.put(_in_hours(resident, own, day), _act(doing, resident, own))
        if dice.random() < chances.OFF_HOURS_CHATS:
            moment = day + timedelta(minutes=dice.randrange(24 * 60))
            self._agenda.put(moment, _act(self._chat, resident, dice))

    def _chat(self, resident: Resident, dice: Random) -> None:
        channel = self._channel(resident, self._town.chatting, dice)
        if channel and self._is_here(resident):
            self._keep(resident.person.post(channel, Words(dice).chat()))

    def _react(self, resident: Resident, dice: Random) -> None:
        channel = self._channel(resident, self._town.chatting, dice)
        recent = self._recent.get(channel.id, []) if channel else []
        if recent and self._is_here(resident):
            resident.person.react(dice.choice(recent), Words(dice).emoji())

    def _ask(self, asker: Resident, dice: Random) -> None:
        channel = self._channel(asker, self._town.asking, dice)
        if channel is None or not self._is_here(asker) or asker.kind == "outside":
            return
        words = Words(dice)
        message = asker.person.post(channel, words.question())
        question = Question(channel.id, message.ts, asker.id, words.thing)
        self._matters.questions[channel.id, message.ts] = question
        if dice.random() < chances.TAKEN_BACK:
            self._agenda.put(self._stage.now + timedelta(hours=1), lambda: self._withdraw(question))
        if dice.random() < chances.ANSWERED:
            helper = self._helper(question, channel, dice)
            if helper is not None:
                when = self.soon(helper, dice, minutes=chances.ANSWER_MINUTES)
                self._agenda.put(when, lambda: self.answer(question, helper, dice))

    def _helper(self, question: Question, channel: Channel, dice: Random) -> Resident | None:
        experts = self._town.experts[question.thing]
        known = experts if dice.random() < chances.BY_AN_EXPERT else self._town.members(channel)
        fit = [one for one in known if one.id != question.asker and one.id in channel.members]
        return dice.choice(fit) if fit else None

    def _share(self, sharer: Resident, dice: Random) -> None:
        channel = self._channel(sharer, self._town.chatting, dice)
        if channel is None or not self._is_here(sharer):
            return
        address, named = f"https://reading.example/{dice.randrange(10**9)}", ""
        known = [one for one in self._links[-30:] if one[1] != sharer.id]
        if known and dice.random() < chances.SHARED_BEFORE:
            address, finder = dice.choice(known)
            named = f" (found by <@{finder}>)" if dice.random() < chances.NAMES_THE_FINDER else ""
        else:
            self._links.append((address, sharer.id))
        message = sharer.person.post(channel, Words(dice).link(address) + named)
        self._keep(message)
        self._matters.shares.setdefault(sharer.id, []).append(
            (self._stage.now, (channel.id, message.ts))
        )
        self._maybe_delete(sharer, message, dice)

    def _thank(self, thanker: Resident, dice: Random) -> None:
        channel = self._channel(thanker, self._town.chatting, dice)
        others = (
            [one for one in self._town.members(channel) if one is not thanker] if channel else []
        )
        if channel is None or not others or not self._is_here(thanker):
            return
        message = thanker.person.post(channel, Words(dice).thanks(dice.choice(others).id))
        self._matters.thanks.setdefault(thanker.id, []).append(
            (self._stage.now, (channel.id, message.ts))
        )
        self._maybe_delete(thanker, message, dice)

    def _thank_answer(
        self, question: Question, answer: Message, asker: Resident, dice: Random
    ) -> None:
        if not self._can_say(question, asker):
            return
        helper, _at = question.answers[answer.ts]
        channel = self._stage.workspace.channels[question.channel_id]
        thanks = asker.person.post(channel, Words(dice).thanks(helper), thread_ts=question.ts)
        self._hear_asker(question, helper)
        self._matters.thanks.setdefault(asker.id, []).append(
            (self._stage.now, (channel.id, thanks.ts))
        )

    def _accept(self, question: Question, answer: Message, asker: Resident) -> None:
        if self._can_say(question, asker):
            asker.person.react(answer, ACCEPTED)
            self._hear_asker(question, question.answers[answer.ts][0])

    def _hear_asker(self, question: Question, helper: str) -> None:
        question.heard.append(self._stage.now)
        question.thanked.setdefault(helper, self._stage.now)

    def _can_say(self, question: Question, asker: Resident) -> bool:
        return self._is_here(asker) and question.deleted_at is None

    def _withdraw(self, question: Question) -> None:
        channel = self._stage.workspace.channels[question.channel_id]
        message = channel.message(question.ts)
        if message is not None and self._is_here(self._town.residents[question.asker]):
            self._town.residents[question.asker].person.delete(message)
            question.deleted_at = self._stage.now

    def _maybe_delete(self, author: Resident, message: Message, dice: Random) -> None:
        if dice.random() >= chances.TAKEN_BACK:
            return

        def delete() -> None:
            author.person.delete(message)
            self._matters.gone[message.channel_id, message.ts] = self._stage.now

        self._agenda.put(self._stage.now + timedelta(minutes=dice.randrange(1, 40)), delete)

    def _talk_long(self, resident: Resident, dice: Random) -> None:
        """Back and forth with somebody in a thread, until both fall silent."""
        channel = self._channel(resident, self._town.chatting, dice)
        others = (
            [one for one in self._town.members(channel) if one is not resident] if channel else []
        )
        if channel is None or not others or not self._is_here(resident):
            return
        other = dice.choice(others)
        root = resident.person.post(channel, Words(dice).chat())
        moment = self._stage.now
        for number in range(dice.randrange(20, 26)):
            moment += timedelta(seconds=dice.randrange(30, 70))
            self._agenda.put(moment, self._reply((other, resident)[number % 2], root, dice))
        self._agenda.put(moment + _SILENCE, self._stage.tick)

    def _reply(self, writer: Resident, root: Message, dice: Random) -> Callable[[], None]:
        channel = self._stage.workspace.channels[root.channel_id]

        def reply() -> None:
            writer.person.post(channel, Words(dice).chat(), thread_ts=root.ts)

        return reply

    def _pause(self, resident: Resident, _dice: Random) -> None:
        if resident.kind == "member" and self._is_here(resident):
            general = self._town.chatting[0]
            if not resident.person.command("/we", "pause 1w", channel=general).error:
                self.leave_in_peace(resident, _WEEK, "paused")

    def _snooze(self, resident: Resident, dice: Random) -> None:
        if self._is_here(resident):
            minutes = dice.choice((30, 60, 120))
            resident.person.snooze(minutes)
            self.leave_in_peace(resident, timedelta(minutes=minutes), "do not disturb")

    def leave_in_peace(self, resident: Resident, how_long: timedelta, why: str) -> None:
        now = self._stage.now
        resident.peace.append(Peace(now, now + how_long, why))

    def _channel(
        self, resident: Resident, among: Sequence[Channel], dice: Random
    ) -> Channel | None:
        mine = [one for one in among if resident.id in one.members]
        return dice.choice(mine) if mine else None

    def _is_here(self, resident: Resident) -> bool:
        now = self._stage.now
        return resident.comes_at <= now and not resident.is_away(now)

    def _keep(self, message: Message) -> None:
        recent = self._recent.setdefault(message.channel_id, [])
        recent.append(message)
        del recent[:-20]


def _in_hours(resident: Resident, dice: Random, day: datetime) -> datetime:
    """Some minute of that day's working time, by their own clock."""
    opens = datetime.combine(day.date(), resident.opens, resident.zone).astimezone(UTC)
    closes = datetime.combine(day.date(), resident.closes, resident.zone).astimezone(UTC)
    return opens + (closes - opens) * dice.random()


def _act(
    doing: Callable[[Resident, Random], None], resident: Resident, dice: Random
) -> Callable[[], None]:
    return lambda: doing(resident, dice)
