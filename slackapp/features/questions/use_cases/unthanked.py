"""`unthanked`: on Thursdays somebody is shown who helped them and has no thanks from them yet."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import NudgeOffer
from slackapp.features.questions.blocks import nudges as blocks
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
from slackapp.ledger.received import list_thanked_by
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.hours import hours_of
from slackapp.workspace.people import people_by_key
from slackapp.workspace.preferences import prepare_preferences
from slackapp.workspace.workspaces import workspace_zone

KIND = "unthanked"
THURSDAY = 3
MOST_LINES = 3
# When it is Thursday somewhere, it is one of these in UTC.
_AROUND_THURSDAY = frozenset({2, 3, 4})
_SINCE_LAST_TIME = timedelta(days=4)  # from last week's Thursday to this week's Monday
_CHANGES_FOR = timedelta(days=14) // timedelta(microseconds=1)


def find(tx: Transaction) -> Iterator[NudgeWanted]:
    if tx.now.weekday() not in _AROUND_THURSDAY:
        return
    week = Week.of(tx.now, workspace_zone(tx))
    lines = _unthanked(tx, week)
    prepare_preferences(tx, lines.keys())
    for asker in sorted(lines):
        hours = hours_of(tx, asker)
        day = tx.now.astimezone(hours.zone).date()
        if day.weekday() == THURSDAY and hours.contains(tx.now):
            yield NudgeWanted(
                workspace_id=tx.workspace_id,
                kind=KIND,
                subject=str(Week.of(tx.now, hours.zone)),
                people=(asker,),
                not_before=hours.at(day, hours.opens),
                until=hours.at(day, hours.closes),
            )


def ask(tx: Transaction, nudge: Nudge) -> NudgeAsk | None:
    week = Week.named(nudge.subject)
    kept = nudged.list_lines(tx, nudge)
    lines = kept or _unthanked(tx, week).get(nudge.person, [])[:MOST_LINES]
    thanked = {helper for _, helper in _thanked(tx, {nudge.person}, week)}
    if all(one.helper in thanked for one in lines):
        return None
    shown = show_answers(tx, lines, thanked)
    return NudgeAsk(markup=blocks.unthanked(len(shown)), lines=shown) if shown else None


def hears_sent(tx: Transaction, nudge: Nudge) -> None:
    lines = _unthanked(tx, Week.named(nudge.subject)).get(nudge.person, [])
    nudged.save_lines(tx, nudge, lines[:MOST_LINES])


def _unthanked(tx: Transaction, week: Week) -> dict[int, list[Line]]:
    """By asker: who answered since last time, still stands as answered, and has no thanks."""
    start, end = _span(tx, week)
    found = [
        one
        for one in questions.list_asked_in(tx, start=start, end=end)
        if one.state in {"answered", "helped"} and may_nudge(tx, one) and is_public(tx, one)
    ]
    given = list_given(tx, found, first=start, until=end)
    thanked = _thanked(tx, {one.question.asker for one in found}, week)
    people = people_by_key(tx, {said.author for _, said in given})
    left = defaultdict(list)
    for one, said in given:
        pair = one.question.asker, said.author
        if pair not in thanked and said.author in people and people[said.author].is_heard:
            left[one.question.asker].append((one, said))
    return {asker: lines_of(answers) for asker, answers in left.items()}


def _thanked(tx: Transaction, askers: set[int], week: Week) -> set[tuple[int, int]]:
    start, _end = _span(tx, week)
    return list_thanked_by(tx, askers, first=start, until=start + _CHANGES_FOR)


def _span(tx: Transaction, week: Week) -> tuple[int, int]:
    zone = workspace_zone(tx)
    return micros_of_datetime(week.start(zone) - _SINCE_LAST_TIME), week.micros(zone)[1]


OFFER = NudgeOffer(
    kind=KIND,
    way="direct_message",
    label=blocks.unthanked_label,
    find=find,
    ask=ask,
    act=thank,
    undo=take_thanks_back,
    hears_sent=hears_sent,
    opt_in=True,
    on_home=True,
)
