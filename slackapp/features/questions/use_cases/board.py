"""What the board shows of questions: answered, first reply, thanked; what is still open."""

from dataclasses import dataclass
from statistics import median

from slackapp.database.transaction import Transaction
from slackapp.features.questions.rules.facts import State
from slackapp.features.questions.store import questions
from slackapp.features.questions.store.questions import Stored
from slackapp.ledger.received import list_thanked
from slackapp.vocabulary.slack_time import datetime_of_micros
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.channels import find_channels
from slackapp.workspace.hours import workspace_hours
from slackapp.workspace.people import keys_left_out
from slackapp.workspace.workspaces import workspace_zone

FEWEST_QUESTIONS = 3

_KNOWN: tuple[State, ...] = ("open", "claimed", "answered", "helped", "solved", "expired")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAnswered:
    """A week's questions in public. first_reply: median working minutes, None without any.

    helpers: people who answered somebody's question; thanked: those of them who were thanked.
    """

    asked: int
    answered: int
    first_reply: int | None
    helpers: int
    thanked: int


def read_week(tx: Transaction, week: Week) -> WeekAnswered:
    start, end = week.micros(workspace_zone(tx))
    asked = _public(tx, questions.list_asked_in(tx, start=start, end=end))
    answered = [one for one in asked if one.first_answer_at is not None]
    left_out = set(tx.session.scalars(keys_left_out(tx)))
    pairs = {
        (one.question.asker, helper)
        for one in asked
        for helper in one.helpers
        if helper not in left_out
    }
    thanked = list_thanked(tx, pairs, first=start, until=end)
    helpers = {helper for _, helper in pairs}
    return WeekAnswered(
        asked=len(asked),
        answered=len(answered),
        first_reply=_first_reply(tx, answered),
        helpers=len(helpers),
        thanked=len(helpers & thanked),
    )


def count_questions(tx: Transaction) -> dict[str, int]:
    """Questions known of, under the name an import shows."""
    return {"questions": questions.count_questions(tx, states=_KNOWN)}


def _first_reply(tx: Transaction, answered: list[Stored]) -> int | None:
    working = workspace_hours(tx)
    minutes = [
        working.minutes_between(
            datetime_of_micros(one.question.asked_at), datetime_of_micros(one.first_answer_at)
        )
        for one in answered
        if one.first_answer_at is not None
    ]
    return round(median(minutes)) if minutes else None


def _public(tx: Transaction, found: list[Stored]) -> list[Stored]:
    """Asked where everybody may still see it."""
    channels = find_channels(tx, {one.question.channel_id for one in found})
    public = {one.channel_id for one in channels.values() if one.audience == "public"}
    return [one for one in found if one.question.channel_id in public]
