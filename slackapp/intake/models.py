"""Intake's tables: the inbox, what failed in it, and the message index."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.base import Base


class InboxEvent(Base):
    """An event as Slack sent it, kept before Slack is told so.

    state: open (to be read), parked (behind the look-up of `waits_for`), failed (some rooms still
    owe it), done, ignored. The row outlives its body, so that a repeat a day later is still known.
    """

    __tablename__ = "inbox_event"
    __table_args__ = (
        Index(
            "ix_inbox_event_unfinished",
            "workspace_id",
            "state",
            "received_at",
            postgresql_where=text("state IN ('open', 'parked', 'failed')"),
            sqlite_where=text("state IN ('open', 'parked', 'failed')"),
        ),
        Index("ix_inbox_event_received_at", "received_at"),
    )

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    received_at: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str]
    reason: Mapped[str | None]
    waits_for: Mapped[str | None]


class InboxFailure(Base):
    """A room that has not managed to read an event: tried again with backoff, dead after five."""

    __tablename__ = "inbox_failure"
    __table_args__ = (Index("ix_inbox_failure_next_try_at", "workspace_id", "next_try_at"),)

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(primary_key=True)
    room: Mapped[str] = mapped_column(primary_key=True)
    attempts: Mapped[int]
    next_try_at: Mapped[datetime | None]
    reason: Mapped[str]


class IndexedMessage(Base):
    """A message by a person, without its words. Times are microseconds since 1970."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_at", "workspace_id", "at"),
        Index("ix_message_author", "workspace_id", "author", "at"),
    )

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str] = mapped_column(primary_key=True)
    ts: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[int] = mapped_column(BigInteger)
    author: Mapped[int] = mapped_column(BigInteger)
    thread_ts: Mapped[str | None]
    version_at: Mapped[int] = mapped_column(BigInteger)
    deleted: Mapped[bool]
