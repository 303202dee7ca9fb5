"""`/we questions`: what waits, what one asked oneself, and a channel's."""

from collections.abc import Collection
from datetime import timedelta

from slackapp.database.transaction import Transaction
from slackapp.features.questions.rules.facts import WAITING, State
from slackapp.features.questions.rules.shown import MINE, OPEN, PAGE, Listing, QuestionShown, View
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.features.questions.store import questions
from slackapp.features.questions.use_cases.showing import show_all
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.channels import find_channel
from slackapp.workspace.people import find_people
from slackapp.workspace.settings import load_settings

_MINE: tuple[State, ...] = (*WAITING, "answered", "expired")
_MOST_WAITING = 15


def list_for(
    tx: Transaction, *, person_id: str, channel_id: str, view: View, offset: int = 0
) -> Listing:
    """A page; of a private channel only for who asks in it."""
    person = find_people(tx, [person_id]).get(person_id)
    viewer = person.key if person else 0
    watched = load_settings(tx, QuestionsSettings).channels
    states, asker, channels = WAITING, None, None
    name, is_watched = "", True
    if view == MINE:
        states, asker = _MINE, viewer
    elif view != OPEN:
        channel = find_channel(tx, view)
        may_see = channel is not None and (channel.audience == "public" or view == channel_id)
        channels = [view] if may_see else []
        name = channel.name if channel and may_see else ""
        is_watched = view in watched
    total = questions.count_questions(tx, states=states, channel_ids=channels, asker=asker)
    offset = offset if offset < total else 0
    found = questions.list_questions(
        tx, states=states, channel_ids=channels, asker=asker, offset=offset, limit=PAGE
    )
    return Listing(
        view=view,
        lines=tuple(show_all(tx, found, viewer)),
        total=total,
        offset=offset,
        channel_name=name,
        is_watched=is_watched,
        any_watched=bool(watched),
    )


def list_still_open(tx: Transaction) -> list[QuestionShown]:
    """For the board: up to fifteen public ones in channels everybody may still see, oldest first.

    What has waited too long is left out, also before the tick says so.
    """
    days = load_settings(tx, QuestionsSettings).expiry_days
    since = micros_of_datetime(tx.now - timedelta(days=days))
    found = questions.list_questions(tx, states=WAITING, since=since, limit=_MOST_WAITING)
    shown = show_all(tx, found)
    public = _public(tx, {one.channel_id for one in shown})
    return [one for one in shown if one.channel_id in public]


def _public(tx: Transaction, channel_ids: Collection[str]) -> set[str]:
    channels = ((one, find_channel(tx, one)) for one in channel_ids)
    return {one for one, channel in channels if channel and channel.audience == "public"}
