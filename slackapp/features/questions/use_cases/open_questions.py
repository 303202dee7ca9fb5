"""`open_questions`: once a morning, a channel is shown what nobody there has answered yet."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import NudgeOffer
from slackapp.features.questions.blocks import nudges as blocks
from slackapp.features.questions.rules.facts import OPEN
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.features.questions.store import nudged, questions
from slackapp.features.questions.store.nudged import Line
from slackapp.features.questions.store.questions import Stored
from slackapp.features.questions.use_cases.answering import press, pressed_by
from slackapp.features.questions.use_cases.nudging import nudged_since, waits_long
from slackapp.features.questions.use_cases.showing import show_all
from slackapp.intake.message_index import channels_written_in
from slackapp.vocabulary.facts import NudgeWanted
from slackapp.vocabulary.nudges import Nudge, NudgeAsk, NudgeDone
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.channels import find_channels
from slackapp.workspace.hours import workspace_hours
from slackapp.workspace.settings import load_settings

KIND = "open_questions"
OPENS, EXPIRES = time(10), time(12)
MOST_LINES = 5
MOST_DAYS = 2
_QUIET = timedelta(minutes=10)
_LOOKED_AT = 200


def find(tx: Transaction) -> Iterator[NudgeWanted]:
    """Channels where something waits and nobody is talking right now."""
    working = workspace_hours(tx)
    day = tx.now.astimezone(working.zone).date()
    opens, expires = working.at(day, OPENS), working.at(day, EXPIRES)
    if not (opens <= tx.now < expires and working.is_working_day(day)):
        return
    waiting = _waiting(tx, load_settings(tx, QuestionsSettings).channels)
    channels = find_channels(tx, {one.question.channel_id for one in waiting})
    talking = channels_written_in(tx, since=micros_of_datetime(tx.now - _QUIET)) if waiting else ()
    for channel_id, channel in channels.items():
        subject = _subject(channel_id, day)
        if channel_id in talking or not channel.app_is_member or not _due(tx, waiting, subject):
            continue
        yield NudgeWanted(
            workspace_id=tx.workspace_id,
            kind=KIND,
            subject=subject,
            channel_id=channel_id,
            audience=channel.audience,
            not_before=opens,
            until=expires,
        )


def ask(tx: Transaction, nudge: Nudge) -> NudgeAsk | None:
    """Once shown, it keeps its lines while they close."""
    shown = [one.question_id for one in nudged.list_lines(tx, nudge)]
    waiting = _due(tx, _waiting(tx, [nudge.channel_id]), nudge.subject)
    kept = [questions.find_question(tx, each) for each in shown]
    found = [one for one in kept if one is not None] if shown else waiting[:MOST_LINES]
    if not found:
        return None
    lines = [blocks.open_line(one) for one in show_all(tx, found)]
    more = len([one for one in waiting if one not in found])
    all_closed = all(one.choice is None for one in lines) and not _any_claimed(found)
    return NudgeAsk(
        markup=blocks.open_questions(all_closed=all_closed, more=0 if all_closed else more),
        lines=lines,
    )


def act(tx: Transaction, _nudge: Nudge, person: int, value: str) -> NudgeDone:
    press(tx, pressed_by(tx, person, value), "claim")
    return NudgeDone(markup=blocks.taken(), can_undo=True)


def undo(tx: Transaction, _nudge: Nudge, person: int, value: str) -> NudgeDone:
    press(tx, pressed_by(tx, person, value), "let_go")
    return NudgeDone(markup=blocks.let_go())


def hears_sent(tx: Transaction, nudge: Nudge) -> None:
    found = _due(tx, _waiting(tx, [nudge.channel_id]), nudge.subject)[:MOST_LINES]
    nudged.save_lines(tx, nudge, [Line(question_id=one.question.question_id) for one in found])


def _waiting(tx: Transaction, channel_ids: list[str] | tuple[str, ...]) -> list[Stored]:
    """Open for four working hours and more, oldest first."""
    if not channel_ids:
        return []
    working = workspace_hours(tx)
    found = questions.list_questions(
        tx,
        states=OPEN,
        channel_ids=channel_ids,
        since=max(nudged_since(tx), _expired_before(tx)),
        limit=_LOOKED_AT,
    )
    return [one for one in found if waits_long(one, working, tx.now)]


def _due(tx: Transaction, waiting: list[Stored], subject: str) -> list[Stored]:
    """Of a channel's, those that stood in its list on fewer than two other days."""
    channel_id = subject.partition(":")[0]
    here = [one for one in waiting if one.question.channel_id == channel_id]
    ids = {one.question.question_id for one in here}
    listed = nudged.count_listed(tx, KIND, ids, beside=subject)
    return [one for one in here if listed.get(one.question.question_id, 0) < MOST_DAYS]


def _any_claimed(found: list[Stored]) -> bool:
    return any(one.state == "claimed" for one in found)


def _expired_before(tx: Transaction) -> int:
    days = load_settings(tx, QuestionsSettings).expiry_days
    return micros_of_datetime(tx.now - timedelta(days=days))


def _subject(channel_id: str, day: date) -> str:
    return f"{channel_id}:{day.isoformat()}"


OFFER = NudgeOffer(
    kind=KIND,
    way="channel",
    label=blocks.open_questions_label,
    find=find,
    ask=ask,
    act=act,
    undo=undo,
    hears_sent=hears_sent,
    once_a_day=True,
)
