"""Every query of the import."""

from sqlalchemy import select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.features.history_import.models import ImportedDay


def list_imported_days(tx: Transaction, *, options: str) -> set[tuple[str, int]]:
    """(path, checksum) of every day that was read with these options."""
    query = select(ImportedDay.path, ImportedDay.crc).where(
        ImportedDay.workspace_id == tx.workspace_id, ImportedDay.options == options
    )
    return {(row.path, row.crc) for row in tx.session.execute(query)}


def add_imported_day(tx: Transaction, *, path: str, crc: int, options: str) -> None:
    row = {
        "workspace_id": tx.workspace_id,
        "path": path,
        "crc": crc,
        "options": options,
        "imported_at": tx.now,
    }
    insert_new(tx.session, ImportedDay, [row])
