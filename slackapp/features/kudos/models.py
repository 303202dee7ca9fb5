"""The room's table: the words people typed to us; what counts is in the ledger."""

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.base import Base


class KudosRow(Base):
    """What one person was thanked for; a kudos to three people is three rows of one source."""

    __tablename__ = "kudos"
    __table_args__ = (Index("ix_kudos_workspace_id_at", "workspace_id", "at"),)

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    receiver: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int]
    giver: Mapped[int]
    party: Mapped[str]
    channel_id: Mapped[str]
    audience: Mapped[str]
    at: Mapped[int]
    reason: Mapped[str]
    values: Mapped[list[str]] = mapped_column(JSON)
    counts: Mapped[bool]
    taken_back: Mapped[bool]
