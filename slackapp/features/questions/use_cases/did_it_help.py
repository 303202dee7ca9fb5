"""`did_it_help`: who asked is asked whether an answer helped, once, and once more later.

It counts from the newest answer. Once somebody says that it is still open, and is answered again,
it begins anew.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import NudgeOffer
from slackapp.features.questions.blocks import nudges as blocks
from slackapp.features.questions.blocks import sentences
from slackapp.features.questions.store import nudged, questions
from slackapp.features.questions.store.nudged import Line
from slackapp.features.questions.store.questions import Stored
from slackapp.features.questions.use_cases.answering import (
    accept_helpers,
    press,
    pressed_by,
    take_mark_off,
)
from slackapp.features.questions.use_cases.nudging import may_nudge
from slackapp.features.questions.use_cases.showing import name_of, show_all
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk, NudgeDone
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.slack_time import datetime_of_micros, micros_of_datetime
from slackapp.vocabulary.working_time import WorkingHours
from slackapp.workspace.channels import find_channels
from slackapp.workspace.hours import hours_of
from slackapp.workspace.people import people_by_key
from slackapp.workspace.preferences import prepare_preferences

KIND = "did_it_help"
WORKING_DAYS = 5
_AGAIN_AFTER = timedelta(days=3)
_AGAIN, _ANSWER = "#2", "@"
_TIMES = 2
_LONGEST = timedelta(days=21)  # five working days, with holidays between


def find(tx: Transaction) -> Iterator[NudgeWanted]:
    since = micros_of_datetime(tx.now - _LONGEST)
    found = [one for one in questions.list_answered(tx, first=since) if may_nudge(tx, one)]
    if not found:
        return
    prepare_preferences(tx, {one.question.asker for one in found})
    shown = nudged.times_shown(tx, KIND, [one.question.question_id for one in found])
    hours: dict[int, WorkingHours] = {}
    for one in found:
        asker = one.question.asker
        hours[asker] = hours.get(asker) or hours_of(tx, asker)
        times = shown.get(one.question.question_id, [])
        yield from _want(tx, one, hours[asker], [at for at in times if at > one.reopened_at])


def ask(tx: Transaction, nudge: Nudge) -> NudgeAsk | None:
    """As long as its asker has said nothing to the answers; not of an older one than the newest."""
    found = questions.find_question(tx, _question_id(nudge))
    if found is None or found.state != "answered":
        return None
    is_newest = nudge.subject.removesuffix(_AGAIN) == _subject(found)
    if not is_newest and not nudged.list_lines(tx, nudge):
        return None
    helpers = _helpers(tx, found)
    if not helpers:
        return None
    [question] = show_all(tx, [found], nudge.person)
    said = blocks.did_it_help(question, [name for _, name in helpers])
    return NudgeAsk(markup=said, choices=blocks.help_choices(helpers))


def act(tx: Transaction, nudge: Nudge, person: int, value: str) -> NudgeDone:
    pressed = pressed_by(tx, person, _question_id(nudge))
    if value == blocks.STILL_OPEN:
        press(tx, pressed, "still_open")
        return NudgeDone(markup=blocks.still_open(), can_undo=True)
    chosen = _chosen(tx, nudge, value)
    accept_helpers(tx, pressed, tuple(chosen), accepted=True)
    return NudgeDone(markup=blocks.helped(list(chosen.values())), can_undo=True)


def undo(tx: Transaction, nudge: Nudge, person: int, value: str) -> NudgeDone:
    pressed = pressed_by(tx, person, _question_id(nudge))
    if value == blocks.STILL_OPEN:
        take_mark_off(tx, pressed, "still_open")
    else:
        accept_helpers(tx, pressed, tuple(_chosen(tx, nudge, value)), accepted=False)
    return NudgeDone(markup=blocks.taken_back())


def hears_sent(tx: Transaction, nudge: Nudge) -> None:
    nudged.save_lines(tx, nudge, [Line(question_id=_question_id(nudge))])


def _want(
    tx: Transaction, one: Stored, hours: WorkingHours, shown: Sequence[int]
) -> Iterator[NudgeWanted]:
    """The first time from the next working day on; once more three days after that."""
    question = one.question
    subject, begins, ends = _subject(one), *_days(one, hours)
    if shown:
        subject = f"{subject}{_AGAIN}"
        begins = max(begins, datetime_of_micros(shown[0]) + _AGAIN_AFTER)
    channel = find_channels(tx, [question.channel_id]).get(question.channel_id)
    if not (begins <= tx.now < ends) or len(shown) >= _TIMES or channel is None:
        return
    yield NudgeWanted(
        workspace_id=tx.workspace_id,
        kind=KIND,
        subject=subject,
        people=(question.asker,),
        channel_id=question.channel_id,
        audience=channel.audience if question.audience == "public" else "private",
        not_before=begins,
        until=ends,
    )


def _days(one: Stored, hours: WorkingHours) -> tuple[datetime, datetime]:
    """From the working day after its newest answer to the end of the fifth such day."""
    begins = hours.next_day(datetime_of_micros(one.last_answer_at or 0))
    last = begins
    for _ in range(WORKING_DAYS - 1):
        last = hours.next_day(last)
    return begins, hours.at(last.astimezone(hours.zone).date(), hours.closes)


def _helpers(tx: Transaction, found: Stored) -> list[tuple[int, str]]:
    """Key and name of who answered, in order."""
    people = people_by_key(tx, found.helpers)
    return [
        (key, name_of(people, key))
        for key in found.helpers
        if key in people and people[key].is_heard
    ]


def _chosen(tx: Transaction, nudge: Nudge, value: str) -> dict[int, str]:
    """By key the names of those a button stands for."""
    found = questions.find_question(tx, _question_id(nudge))
    helpers = dict(_helpers(tx, found)) if found else {}
    chosen = {key: helpers[key] for key in helpers if value in {str(key), blocks.ALL}}
    if not chosen:
        raise Refusal(sentences.old_button())
    return chosen


def _subject(one: Stored) -> str:
    """Of each answer its own: what waited for an older one is not in the way."""
    return f"{one.question.question_id}{_ANSWER}{one.last_answer_at}"


def _question_id(nudge: Nudge) -> str:
    return nudge.subject.partition(_ANSWER)[0]


OFFER = NudgeOffer(
    kind=KIND,
    way="notice",
    label=blocks.did_it_help_label,
    find=find,
    ask=ask,
    act=act,
    undo=undo,
    hears_sent=hears_sent,
    on_home=True,
)
