"""What intake keeps about one person, and what is old in its message index."""

from datetime import datetime

from sqlalchemy import delete, select, update

from slackapp.database.transaction import Transaction
from slackapp.intake.models import InboxEvent, IndexedMessage
from slackapp.vocabulary.slack_time import micros_of_datetime
from slackapp.workspace.personal_rows import Row, delete_naming, rows_naming


def export_messages(tx: Transaction, person: int) -> list[Row]:
    """Where and when they wrote; there are no words."""
    return rows_naming(tx, IndexedMessage, person, by=["author"])


def forget_messages(tx: Transaction, person: int, slack_id: str) -> None:
    """And what waits until Slack says who they are: nobody asks any more."""
    delete_naming(tx, IndexedMessage, person, by=["author"])
    waiting = (
        InboxEvent.workspace_id == tx.workspace_id,
        InboxEvent.state == "parked",
        InboxEvent.waits_for == slack_id,
    )
    given_up = {"state": "ignored", "reason": "forgotten", "body": None, "waits_for": None}
    tx.session.execute(update(InboxEvent).where(*waiting).values(given_up))
    _erase_unread(tx, slack_id)


def _erase_unread(tx: Transaction, slack_id: str) -> None:
    """What could not be read yet and names them; the others go within 48 hours as ever."""
    names = (f'"{slack_id}"'.encode(), f"<@{slack_id}>".encode())
    query = select(InboxEvent).where(
        InboxEvent.workspace_id == tx.workspace_id,
        InboxEvent.state.in_(("parked", "failed")),
        InboxEvent.body.is_not(None),
    )
    for event in tx.session.scalars(query):
        if any(name in (event.body or b"") for name in names):
            event.state, event.reason, event.body = "ignored", "forgotten", None
    tx.session.flush()


def erase_messages_before(tx: Transaction, before: datetime, most: int) -> int:
    """How many were deleted from the index, at most so many."""
    old = (
        IndexedMessage.workspace_id == tx.workspace_id,
        IndexedMessage.at < micros_of_datetime(before),
    )
    oldest = select(IndexedMessage.at).where(*old).order_by(IndexedMessage.at).limit(most)
    times = tx.session.scalars(oldest).all()
    if times:
        tx.session.execute(delete(IndexedMessage).where(*old, IndexedMessage.at <= times[-1]))
    return len(times)
