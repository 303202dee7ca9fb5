"""Somebody's Home tab: what is on it, and when it is drawn anew.

It is drawn when it is opened and at once after what is pressed on it. What people do elsewhere is
drawn a few seconds later, once for all of it, for those who looked at their tab within a day.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.home import store
from slackapp.features.home.models import HomeViewRow
from slackapp.features.home.rules import AppShown, HomeShown, PostFailed
from slackapp.jobs.queue import enqueue_job
from slackapp.outbox.unsettled import count_unsettled, list_unsettled
from slackapp.vocabulary.facts import HomeChanged, NudgeAnswered, PreferencesChanged
from slackapp.vocabulary.talk import HomeOpened, Message, Reaction
from slackapp.workspace.admins import Admin, is_admin
from slackapp.workspace.channels import count_channels_with_app
from slackapp.workspace.people import people_by_key
from slackapp.workspace.settings import load_settings
from slackapp.workspace.silence import SilenceSettings, switch_silence, why_silent
from slackapp.workspace.workspaces import workspace_zone

PUBLISH = "home.publish"

_SECOND = 1_000_000  # microseconds
_LOOKS_FOR = timedelta(days=1)
# What is done within so many seconds is drawn once, so many seconds later: all is committed then.
_GATHERED = 2


def open_home(tx: Transaction, opened: HomeOpened) -> None:
    """Drawn by a job, once for what is opened again within a second."""
    store.save_opened(tx, opened.person.key)
    _redraw(tx, opened.person.key, f"opened:{opened.at // _SECOND}")


def show_home(tx: Transaction, *, person: int, rooms: Sequence[Feature]) -> HomeShown | None:
    """By our key; None for who is forgotten."""
    found = people_by_key(tx, [person]).get(person)
    if found is None or not found.slack_id:
        return None
    left_out = found.kind == "left_out"
    offered = [] if left_out else [card for room in rooms for card in room.home_cards]
    if found.kind != "member":
        offered = [card for card in offered if card.for_guests]
    cards = [card.draw(tx, person) for card in sorted(offered, key=lambda card: card.place)]
    return HomeShown(
        person_id=found.slack_id,
        left_out=left_out,
        cards=tuple(card for card in cards if card),
        app=_app(tx, rooms) if is_admin(tx, found.slack_id) else None,
        known_hash=store.find_hash(tx, person),
    )


def keep_hash(tx: Transaction, *, person: int, view_hash: str) -> None:
    """What is published next says that it replaces this view."""
    store.save_hash(tx, person, view_hash)


def pause_all(tx: Transaction, *, by: Admin, paused: bool) -> None:
    switch_silence(tx, paused=paused, by=by.person.key)
    redraw_now(tx, by.person.key)


def list_failed(tx: Transaction, *, by: Admin) -> list[PostFailed]:  # noqa: ARG001  for admins alone
    """Where, why and since when, never what they said or to whom."""
    zone = workspace_zone(tx)
    return [
        PostFailed(
            channel_id=one.channel_id if one.channel_id.startswith(("C", "G")) else "",
            reason=one.reason,
            since=one.since.astimezone(zone),
        )
        for one in list_unsettled(tx.session, tx.workspace_id)
    ]


def hear_preferences(tx: Transaction, changed: PreferencesChanged) -> None:
    redraw_now(tx, changed.person)


def hear_answer(tx: Transaction, answered: NudgeAnswered) -> None:
    redraw_now(tx, answered.person)


def hear_change(tx: Transaction, changed: HomeChanged) -> None:
    redraw_now(tx, changed.person)


def see_message(tx: Transaction, message: Message) -> None:
    if not message.imported:
        redraw_soon(tx, [message.author.key])


def see_reaction(tx: Transaction, reaction: Reaction) -> None:
    if not reaction.imported:
        redraw_soon(tx, [reaction.person.key, reaction.author.key])


def redraw_now(tx: Transaction, person: int) -> None:
    _redraw(tx, person, tx.now.isoformat())


def redraw_if_looking(tx: Transaction, person: int) -> None:
    if person in _looking(tx):
        redraw_now(tx, person)


def redraw_soon(tx: Transaction, people: Iterable[int]) -> None:
    """Of these, for those who looked lately: whoever opens it later sees it new anyway."""
    number = int(tx.now.timestamp()) // _GATHERED
    due_at = datetime.fromtimestamp((number + 2) * _GATHERED, UTC)
    for person in set(people) & _looking(tx):
        _redraw(tx, person, f"soon:{number}", due_at=due_at)


def _looking(tx: Transaction) -> set[int]:
    """Asked once a transaction: a batch of events is one."""
    if HomeViewRow not in tx.memo:
        tx.memo[HomeViewRow] = store.list_opened(tx, since=tx.now - _LOOKS_FOR)
    return cast("set[int]", tx.memo[HomeViewRow])


def _redraw(tx: Transaction, person: int, asked_by: str, due_at: datetime | None = None) -> None:
    payload = {"person": person}
    enqueue_job(tx, kind=PUBLISH, key=f"{person}:{asked_by}", payload=payload, due_at=due_at)


def _app(tx: Transaction, rooms: Sequence[Feature]) -> AppShown:
    settings = load_settings(tx, SilenceSettings)
    told = (room.tells_admins(tx) for room in rooms if room.tells_admins is not None)
    return AppShown(
        silence=why_silent(tx),
        listening_until=settings.listening_until,
        zone=workspace_zone(tx),
        channels=count_channels_with_app(tx),
        failed=count_unsettled(tx),
        notes=tuple(filter(None, told)),
    )
