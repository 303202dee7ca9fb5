"""What people said is wrong with their receipts."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.base import Base


class ReceiptNoteRow(Base):
    """A note to the admins, as typed; `line` is the receipt's line it is about, empty for none."""

    __tablename__ = "receipt_note"
    __table_args__ = (Index("ix_receipt_note_person", "workspace_id", "person", "sent_at"),)

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    note_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int]
    week: Mapped[str]
    line: Mapped[str]
    words: Mapped[str]
    sent_at: Mapped[datetime]
