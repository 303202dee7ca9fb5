"""What people are told once: that there is a Home tab, and, admins, what listening kept back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.home import blocks, store
from slackapp.features.home.use_cases.showing import redraw_if_looking, redraw_soon
from slackapp.outbox.admins import tell_admins
from slackapp.outbox.content import PostContent
from slackapp.outbox.posts import plan_post
from slackapp.vocabulary.facts import QuestionAsked, ThanksGiven
from slackapp.vocabulary.people import Person
from slackapp.workspace import silence
from slackapp.workspace.admins import list_admins
from slackapp.workspace.people import people_by_key
from slackapp.workspace.preferences import find_preferences
from slackapp.workspace.silence import why_silent

FIRST_USE = "home.first_use"
LISTENED = "home.listened"


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a report went to."""

    admins: int


def hear_thanks(tx: Transaction, given: ThanksGiven) -> None:
    _explain_once(tx, given.giver)
    redraw_if_looking(tx, given.giver)
    redraw_soon(tx, given.receivers)


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
    tell_admins(
        tx,
        kind=LISTENED,
        subject=subject,
        post_id=lambda admin: f"{LISTENED}:{subject}:{admin.key}",
        admins=admins,
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
