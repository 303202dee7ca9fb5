"""What people do about nudges they see: press a button, mute them, or leave them be."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from slackapp.demo.simulation import chances
from slackapp.demo.simulation.agenda import Agenda
from slackapp.demo.simulation.life import Life
from slackapp.demo.simulation.matters import Matters, Question
from slackapp.demo.simulation.sightings import Button, NudgeSeen, Place
from slackapp.demo.simulation.stage import SimulatedStage
from slackapp.demo.simulation.town import Resident
from slackapp.sandbox import Ephemeral, Message

_WEEK = timedelta(weeks=1)
_NOES = frozenset({"Still open", "No need", "No", "Not now", "Not my topic"})
_CONSENT = {"Once a week": 1, "Up to 3": 3, "No": 0}


class Answering:
    """shown, acted: a count for each kind, of nudges or, in lists, of their lines."""

    def __init__(self, stage: SimulatedStage, agenda: Agenda, matters: Matters, life: Life) -> None:
        self._stage = stage
        self._agenda = agenda
        self._matters = matters
        self._life = life
        self.shown: Counter[str] = Counter()
        self.acted: Counter[str] = Counter()

    def see(self, nudge: NudgeSeen) -> None:
        lines = [one for one in nudge.buttons if one.label in {"I'll take it", "Say thanks"}]
        is_list = nudge.kind in {"open_questions", "thanks_round", "unthanked"}
        self.shown[nudge.kind] += len(lines) if is_list else 1
        if nudge.to:
            self._see_alone(nudge, self._stage.town.residents[nudge.to])
        else:
            for line in lines:
                self._see_line(nudge, line)

    def _see_alone(self, nudge: NudgeSeen, reader: Resident) -> None:
        dice = self._life.dice("sees", nudge.kind, reader.id, nudge.at)
        button = self._choose(nudge, dice)
        if button is not None and not reader.is_away(nudge.at):
            when = nudge.at + timedelta(minutes=dice.randrange(1, 25))
            self._agenda.put(when, lambda: self._press(nudge, button, reader, dice))

    def _choose(self, nudge: NudgeSeen, dice: Random) -> Button | None:
        roll = dice.random()
        for label, share in [*chances.PRESSES.get(nudge.kind, {}).items(), *chances.MUTES.items()]:
            button = self._named(nudge, label)
            if button is not None and roll < share:
                return button
            roll -= share if button is not None else 0
        return None

    def _named(self, nudge: NudgeSeen, label: str) -> Button | None:
        """The first that is no no, for "yes"."""
        if label != "yes":
            return nudge.button(label)
        kind = (one for one in nudge.buttons if one.label not in _NOES)
        return next((one for one in kind if one.label not in chances.MUTES), None)

    def _see_line(self, nudge: NudgeSeen, line: Button) -> None:
        """Somebody of the channel, if anybody."""
        channel = self._stage.workspace.channels[nudge.channel_id]
        members = [one for one in self._stage.town.members(channel) if one.kind == "member"]
        dice = self._life.dice("line", nudge.kind, line.value, nudge.at)
        reader, roll = dice.choice(members), dice.random()
        when = self._life.soon(reader, dice, minutes=30)
        if nudge.kind == "thanks_round":
            if roll < chances.LINE_THANKED:
                self._agenda.put(when, lambda: self._press(nudge, line, reader, dice))
            return
        question = self._matters.questions.get(line.place) if line.place else None
        if question is None or question.asker == reader.id:
            return
        if roll < chances.LINE_TAKEN:
            self._agenda.put(when, lambda: self._press(nudge, line, reader, dice))
        elif roll < chances.LINE_TAKEN + chances.LINE_ANSWERED:
            self.acted[nudge.kind] += 1
            self._agenda.put(when, lambda: self._answer_open(question, reader, dice))

    def _answer_open(self, question: Question, helper: Resident, dice: Random) -> None:
        if question.is_open(self._stage.now):
            self._life.answer(question, helper, dice)

    def _press(self, nudge: NudgeSeen, button: Button, reader: Resident, dice: Random) -> None:
        source = self._source(nudge)
        block_id = block_of(source, button) if source else None
        if source is None or block_id is None or reader.is_away(self._stage.now):
            return
        click = reader.person.click
        if click(source, button.action_id, button.value, block_id=block_id).error:
            return  # they saw that it did not work
        now = self._stage.now
        if button.label in chances.MUTES and button.action_id == "nudges.more":
            self._mute(nudge, button.label, reader, now)
        else:
            self._follow(nudge, button, reader, dice)

    def _mute(self, nudge: NudgeSeen, label: str, reader: Resident, now: datetime) -> None:
        if label == "Pause a week":
            self._life.leave_in_peace(reader, _WEEK, "paused")
        elif label == "Never ask this":
            reader.muted.setdefault(nudge.kind, now)
        elif label == "Not in this channel":
            channel = nudge.about[0][0] if nudge.about else nudge.channel_id
            place = nudge.channel_id if nudge.way == "notice" else channel
            reader.muted.setdefault(place, now)

    def _follow(self, nudge: NudgeSeen, button: Button, reader: Resident, dice: Random) -> None:
        """What the press did, as others would know it."""
        now = self._stage.now
        if button.label not in _NOES:
            self.acted[nudge.kind] += 1
        question = next(iter(self._questions(nudge, button)), None)
        match nudge.kind, button.label:
            case ("may_i_ask", label):
                reader.times_a_week.append((now, _CONSENT[label]))
            case (_, "I'll take it") if question:
                question.claimed.append(now)
                if dice.random() < chances.TAKEN_IS_ANSWERED:
                    when = self._life.soon(reader, dice, minutes=45)
                    self._agenda.put(when, lambda: self._life.answer(question, reader, dice))
            case ("did_it_help", "Still open") if question:
                question.reopened.append(now)
            case ("did_it_help", _) if question:
                question.heard.append(now)
                for helper, _at in question.answers.values():
                    question.thanked.setdefault(helper, now)
            case (_, "Say thanks"):
                self._thank(button, now)

    def _thank(self, button: Button, now: datetime) -> None:
        channel_id, _, ts = button.choice.partition("|")
        answered = self._matters.answers.get((channel_id, ts))
        if answered is not None:
            answered.thanked.setdefault(answered.answers[ts][0], now)

    def _questions(self, nudge: NudgeSeen, button: Button) -> Iterator[Question]:
        places: list[Place] = [button.place] if button.place else list(nudge.about)
        for place in places:
            if place in self._matters.questions:
                yield self._matters.questions[place]

    def _source(self, nudge: NudgeSeen) -> Message | Ephemeral | None:
        if nudge.way != "notice":
            return self._stage.workspace.channels[nudge.channel_id].message(nudge.ts)
        shown = self._stage.workspace.team.ephemerals
        return next((one for one in reversed(shown) if one.ts == nudge.ts), None)


def block_of(source: Message | Ephemeral, button: Button) -> str | None:
    """Where it stands now; None where it was settled meanwhile.

    Several nudges of a message have menus of the same action id.
    """
    for block in source.blocks or []:
        for each in [*block.get("elements", ()), block.get("accessory") or {}]:
            values = [each.get("value"), *(one["value"] for one in each.get("options", ()))]
            if each.get("action_id") == button.action_id and button.value in values:
                return str(block["block_id"])
    return None
