"""All that is kept about somebody, by table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, PersonalData
from slackapp.features.privacy.rules import as_json
from slackapp.intake.forgetting import export_messages
from slackapp.jobs.forgetting import export_jobs
from slackapp.jobs.queue import enqueue_job
from slackapp.ledger.forgetting import export_acts, export_scores
from slackapp.outbox.forgetting import export_posts
from slackapp.workspace.forgetting_rows import export_rows
from slackapp.workspace.people import find_people, people_by_key

EXPORT = "privacy.export"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """For whom (U…), and the JSON."""

    person_id: str
    text: str = field(repr=False)


def ask_for_export(tx: Transaction, *, person_id: str, trigger_id: str) -> bool:
    """A job sends it; False where nothing is kept."""
    person = find_person(tx, person_id=person_id)
    if person is None:
        return False
    key = f"{person}:{trigger_id or tx.now.isoformat()}"
    enqueue_job(tx, kind=EXPORT, key=key, payload={"person": person})
    return True


def find_person(tx: Transaction, *, person_id: str) -> int | None:
    """Our key of somebody of whom there is a row."""
    person = find_people(tx, [person_id]).get(person_id)
    return person.key if person and people_by_key(tx, [person.key]) else None


def find_id(tx: Transaction, *, person: int) -> str:
    """The Slack id, "" once forgotten."""
    known = people_by_key(tx, [person]).get(person)
    return known.slack_id if known else ""


def export_person(tx: Transaction, person: int, rooms: Iterable[Feature]) -> PersonalData:
    """By table; every table that may name a person is there, and empty where it does not."""
    slack_id = people_by_key(tx, [person])[person].slack_id
    parts: dict[str, Sequence[Mapping[str, object]]] = {
        **export_rows(tx, person, slack_id),
        "message": export_messages(tx, person),
        "post": export_posts(tx, slack_id),
        "job": export_jobs(tx, person, slack_id),
        "act_turn": export_acts(tx, person),
        **export_scores(tx, person),
    }
    for room in rooms:
        if room.export_person is not None:
            parts |= room.export_person(tx, person)
    return parts


def write_export(tx: Transaction, *, person: int, rooms: Iterable[Feature]) -> Export | None:
    """As JSON to read; None once they were forgotten."""
    person_id = find_id(tx, person=person)
    if not person_id:
        return None
    parts = export_person(tx, person, rooms)
    return Export(person_id=person_id, text=as_json(parts, made_at=tx.now))
