"""What can be done at home: look at it, pause everything, be told of it once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.home import blocks, store
from slackapp.features.home.rules import AppShown, HomeShown
from slackapp.jobs.queue import enqueue_job
from slackapp.outbox.content import PostContent
from slackapp.outbox.posts import plan_post
from slackapp.vocabulary.facts import (
    NudgeAnswered,
    PreferencesChanged,
    QuestionAsked,
    ThanksGiven,
)
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.talk import HomeOpened
from slackapp.workspace import silence
from slackapp.workspace.people import find_people, is_admin, list_admins, people_by_key
from slackapp.workspace.preferences import find_preferences
from slackapp.workspace.settings import load_settings
from slackapp.workspace.silence import SilenceSettings, why_silent
from slackapp.workspace.workspaces import workspace_zone

PUBLISH = "home.publish"
FIRST_USE = "home.first_use"
LISTENED = "home.listened"

_SECOND = 1_000_000  # microseconds


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a report went to."""

    admins: int


def open_home(tx: Transaction, opened: HomeOpened) -> None:
    """Drawn by a job, once for what is opened again within a second."""
    _redraw(tx, opened.person.key, f"opened:{opened.at // _SECOND}")


def show_home(tx: Transaction, *, person: int, rooms: Sequence[Feature]) -> HomeShown | None:
    """By our key; None for who is forgotten."""
    found = people_by_key(tx, [person]).get(person)
    if found is None or not found.slack_id:
        return None
    offered = [room.home_card for room in rooms if room.home_card is not None]
    cards = [card.draw(tx, person) for card in sorted(offered, key=lambda card: card.place)]
    return HomeShown(
        person_id=found.slack_id,
        left_out=found.kind == "left_out",
        cards=tuple(card for card in cards if card),
        app=_app(tx) if is_admin(tx, found.slack_id) else None,
    )


def pause_all(tx: Transaction, *, person_id: str, paused: bool) -> None:
    """By admins alone, whatever the tab showed."""
    if not is_admin(tx, person_id):
        raise Refusal(blocks.only_admins([admin.name for admin in list_admins(tx)]))
    if paused:
        silence.pause(tx)
    else:
        silence.resume(tx)
    for person in find_people(tx, [person_id]).values():
        _redraw(tx, person.key, tx.now.isoformat())


def hear_preferences(tx: Transaction, changed: PreferencesChanged) -> None:
    _redraw(tx, changed.person, tx.now.isoformat())


def hear_answer(tx: Transaction, answered: NudgeAnswered) -> None:
    _redraw(tx, answered.person, tx.now.isoformat())


def hear_thanks(tx: Transaction, given: ThanksGiven) -> None:
    _explain_once(tx, given.giver)


def hear_question(tx: Transaction, asked: QuestionAsked) -> None:
    _explain_once(tx, asked.asker)


def word_first_use(tx: Transaction, subject: str) -> PostContent | None:
    person = people_by_key(tx, [int(subject)]).get(int(subject))
    if person is None or not _may_be_written_to(tx, person):
        return None
    return PostContent(text=blocks.first_use())


def report_listened(tx: Transaction) -> Told | None:
    """Once the time of listening is over: each admin is told, once, what would have been posted."""
    tx.lock_workspace()
    listened = silence.find_listened(tx)
    admins = list_admins(tx)
    if listened is None or not admins or why_silent(tx):
        return None
    subject = f"{listened.since.isoformat()}/{listened.until.isoformat()}"
    for admin in admins:
        plan_post(
            tx,
            post_id=f"{LISTENED}:{subject}:{admin.key}",
            kind=LISTENED,
            subject=subject,
            channel_id=admin.slack_id,
        )
    silence.forget_listened(tx)
    return Told(len(admins))


def word_listened(tx: Transaction, subject: str, rooms: Sequence[Feature]) -> PostContent:
    since, until = map(datetime.fromisoformat, subject.split("/"))
    offered = (room.would_have_posted for room in rooms)
    lines = [line for tell in offered if tell is not None for line in tell(tx, since, until)]
    days = max(round((until - since).total_seconds() / 86_400), 1)
    return PostContent(
        text=blocks.listening_report_text(days), blocks=blocks.listening_report(days, lines)
    )


def _redraw(tx: Transaction, person: int, asked_by: str) -> None:
    enqueue_job(tx, kind=PUBLISH, key=f"{person}:{asked_by}", payload={"person": person})


def _explain_once(tx: Transaction, person: int) -> None:
    """The row is written with the post: neither is there without the other."""
    if store.is_explained(tx, person) or why_silent(tx):
        return
    found = people_by_key(tx, [person]).get(person)
    if found is None or not _may_be_written_to(tx, found):
        return
    store.save_explained(tx, person)
    plan_post(
        tx,
        post_id=f"{FIRST_USE}:{person}",
        kind=FIRST_USE,
        subject=str(person),
        channel_id=found.slack_id,
    )


def _may_be_written_to(tx: Transaction, person: Person) -> bool:
    return person.is_member and find_preferences(tx, person.key).direct_messages


def _app(tx: Transaction) -> AppShown:
    settings = load_settings(tx, SilenceSettings)
    return AppShown(
        silence=why_silent(tx),
        listening_until=settings.listening_until,
        zone=workspace_zone(tx),
    )
