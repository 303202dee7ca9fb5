"""`thanks_round`: on Thursdays a channel is shown good answers that nobody thanked yet."""

from collections.abc import Iterator
from datetime import time, timedelta

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import NudgeOffer
from slackapp.features.questions.blocks import nudges as blocks
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.features.questions.store import nudged, questions
from slackapp.features.questions.store.nudged import Line
from slackapp.features.questions.use_cases.answers_given import (
    lines_of,
    list_given,
    show_answers,
    take_thanks_back,
    thank,
)
from slackapp.features.questions.use_cases.nudging import is_public, may_nudge
from slackapp.ledger.received import list_thanked
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.channels import find_channels
from slackapp.workspace.hours import workspace_hours
from slackapp.workspace.people import people_by_key
from slackapp.workspace.settings import load_settings
from slackapp.workspace.workspaces import workspace_zone

KIND = "thanks_round"
THURSDAY = 3
OPENS, EXPIRES = time(15), time(17)
MOST_LINES = 3
_NEWEST = 1000
_CHANGES_FOR = timedelta(days=14) // timedelta(microseconds=1)


def find(tx: Transaction) -> Iterator[NudgeWanted]:
    working = workspace_hours(tx)
    day = tx.now.astimezone(working.zone).date()
    opens, expires = working.at(day, OPENS), working.at(day, EXPIRES)
    is_time = day.weekday() == THURSDAY and opens <= tx.now < expires
    if not (is_time and working.is_working_day(day)):
        return
    week = Week.of(tx.now, working.zone)
    channels = find_channels(tx, load_settings(tx, QuestionsSettings).channels)
    public = [one.channel_id for one in channels.values() if one.audience == "public"]
    for channel_id in sorted(_unthanked(tx, public, week)):
        if channels[channel_id].app_is_member:
            yield NudgeWanted(
                workspace_id=tx.workspace_id,
                kind=KIND,
                subject=f"{channel_id}:{week}",
                channel_id=channel_id,
                not_before=opens,
                until=expires,
            )


def ask(tx: Transaction, nudge: Nudge) -> NudgeAsk | None:
    """Once shown, it keeps its lines while they are thanked; never who asked."""
    week = Week.named(nudge.subject.partition(":")[2])
    lines = nudged.list_lines(tx, nudge) or _here(tx, nudge)
    found = {one.question_id: questions.find_question(tx, one.question_id) for one in lines}
    pairs = {
        (one.question.asker, line.helper)
        for line in lines
        if (one := found[line.question_id]) is not None
    }
    shown = show_answers(tx, _namable(tx, lines), _thanked(tx, pairs, week))
    if not shown:
        return None
    all_thanked = all(one.choice is None for one in shown)
    return NudgeAsk(markup=blocks.thanks_round(all_thanked=all_thanked), lines=shown)


def hears_sent(tx: Transaction, nudge: Nudge) -> None:
    nudged.save_lines(tx, nudge, _here(tx, nudge))


def _here(tx: Transaction, nudge: Nudge) -> list[Line]:
    week = Week.named(nudge.subject.partition(":")[2])
    return _unthanked(tx, [nudge.channel_id], week).get(nudge.channel_id, [])


def _unthanked(tx: Transaction, channel_ids: list[str], week: Week) -> dict[str, list[Line]]:
    """By channel, of the week's public answers: helpers nobody thanked, longest waiting first."""
    start, end = week.micros(workspace_zone(tx))
    found = [
        one
        for one in questions.list_changed(tx, since=start, newest=_NEWEST)
        if one.question.channel_id in channel_ids and one.state != "withdrawn"
        if may_nudge(tx, one) and is_public(tx, one)
    ]
    given = list_given(tx, found, first=start, until=end)
    thanked = _thanked(tx, {(one.question.asker, said.author) for one, said in given}, week)
    left = [(one, said) for one, said in given if said.author not in thanked]
    lines = {
        each: _namable(tx, lines_of([(one, said) for one, said in left if said.channel_id == each]))
        for each in channel_ids
    }
    return {each: named[:MOST_LINES] for each, named in lines.items() if named}


def _thanked(tx: Transaction, pairs: set[tuple[int, int]], week: Week) -> set[int]:
    start, _end = week.micros(workspace_zone(tx))
    return list_thanked(tx, pairs, first=start, until=start + _CHANGES_FOR)


def _namable(tx: Transaction, lines: list[Line]) -> list[Line]:
    """Guests, people from outside and who hides their name are named to nobody."""
    people = people_by_key(tx, {one.helper for one in lines})
    return [one for one in lines if one.helper in people and people[one.helper].may_be_named]


OFFER = NudgeOffer(
    kind=KIND,
    way="channel",
    label=blocks.thanks_round_label,
    find=find,
    ask=ask,
    act=thank,
    undo=take_thanks_back,
    hears_sent=hears_sent,
)
