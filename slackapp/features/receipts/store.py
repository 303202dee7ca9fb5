"""Every query on notes about receipts."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.feature_contract import PersonalData
from slackapp.features.receipts.models import ReceiptNoteRow
from slackapp.workspace.personal_rows import delete_naming, rows_naming


class Note(NamedTuple):
    """Who said what about which week and line."""

    person: int
    week: str
    line: str
    words: str


def add_note(tx: Transaction, note_id: str, note: Note) -> None:
    key = {"workspace_id": tx.workspace_id, "note_id": note_id}
    insert_new(tx.session, ReceiptNoteRow, [{**key, **note._asdict(), "sent_at": tx.now}])


def find_note(tx: Transaction, note_id: str) -> Note | None:
    row = tx.session.get(ReceiptNoteRow, (tx.workspace_id, note_id))
    return Note(row.person, row.week, row.line, row.words) if row else None


def count_notes(tx: Transaction, person: int, *, since: datetime) -> int:
    query = select(func.count()).where(
        ReceiptNoteRow.workspace_id == tx.workspace_id,
        ReceiptNoteRow.person == person,
        ReceiptNoteRow.sent_at > since,
    )
    return tx.session.scalar(query) or 0


def export_person(tx: Transaction, person: int) -> PersonalData:
    return {"receipt_note": rows_naming(tx, ReceiptNoteRow, person, by=["person"])}


def forget_person(tx: Transaction, person: int) -> None:
    delete_naming(tx, ReceiptNoteRow, person, by=["person"])


def erase_before(tx: Transaction, before: datetime, most: int) -> int:
    """Notes go: whoever was to read them has, or never will."""
    old = select(ReceiptNoteRow.note_id).where(
        ReceiptNoteRow.workspace_id == tx.workspace_id, ReceiptNoteRow.sent_at < before
    )
    note_ids = tx.session.scalars(old.limit(most)).all()
    tx.session.execute(
        delete(ReceiptNoteRow).where(
            ReceiptNoteRow.workspace_id == tx.workspace_id, ReceiptNoteRow.note_id.in_(note_ids)
        )
    )
    return len(note_ids)
