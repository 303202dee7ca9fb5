"""Forgetting somebody: their name, texts and links; what they gave stays counted, nameless."""

from collections.abc import Sequence

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, announce
from slackapp.features.privacy.use_cases.exporting import find_person
from slackapp.intake.forgetting import forget_messages
from slackapp.jobs.forgetting import forget_jobs
from slackapp.jobs.queue import enqueue_job
from slackapp.ledger.forgetting import blank_places
from slackapp.outbox.forgetting import forget_recipient
from slackapp.workspace.forgetting import forget_identity, leave_out_forgotten
from slackapp.workspace.forgetting_rows import forget_rows
from slackapp.workspace.people import people_by_key

FORGET = "privacy.forget"


def ask_to_forget(tx: Transaction, *, person_id: str, leave_out: bool) -> bool:
    """A job does it; False where nothing is kept about them. What it is given names nobody."""
    person = find_person(tx, person_id=person_id)
    if person is None:
        if leave_out:
            leave_out_forgotten(tx, person_id)
        return False
    payload = {"person": person, "leave_out": leave_out}
    enqueue_job(tx, kind=FORGET, key=f"{person}:{leave_out}", payload=payload)
    return True


def forget(tx: Transaction, *, person: int, leave_out: bool, rooms: Sequence[Feature]) -> bool:
    """All in one transaction, so that it is done or not; twice is once."""
    tx.lock_workspace()
    known = people_by_key(tx, [person]).get(person)
    if known is None or not known.slack_id:
        return False
    for room in rooms:
        if room.forget_person is None:
            continue
        answer = room.forget_person(tx, person)
        if answer is not None:
            announce(tx, answer.facts, rooms)
    blank_places(tx, person)
    forget_messages(tx, person, known.slack_id)
    forget_recipient(tx, known.slack_id)
    forget_rows(tx, person, known.slack_id)
    forget_jobs(tx, person, known.slack_id)
    forget_identity(tx, person, leave_out=leave_out)
    return True
