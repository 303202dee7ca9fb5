"""Tables of the nudges room: keys and ids, and the room's own short words for what came of it."""

from datetime import datetime

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.audience import AudienceColumn
from slackapp.database.base import Base


class NudgeRow(Base):
    """One kindness to ask somebody for; people are keys of ours, 0 is the whole channel.

    people: who may be asked, where there are several; person: the one being tried, or asked.
    state: waiting, planned (in a post on its way), sent, dropped or settled (before it was sent).
    look_at: when it is looked at again, empty for never. seen_*: where the person was last.
    post_id: of its message, which others may share. shown_at: when that was last worded to be sent.
    said: a hash of what it said. choice, outcome, answered_at, undoable: what was pressed, and what
    came of it in the room's words, or why it was refused. led_at: when its act was done, within a
    day.
    """

    __tablename__ = "nudge"
    __table_args__ = (
        Index("ix_nudge_look_at", "workspace_id", "look_at"),
        Index("ix_nudge_person", "workspace_id", "person", "state"),
        Index("ix_nudge_kind_subject", "workspace_id", "kind", "subject"),
        Index("ix_nudge_post_id", "workspace_id", "post_id"),
    )

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    nudge_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    way: Mapped[str]
    subject: Mapped[str]
    person: Mapped[int]
    people: Mapped[list[int]] = mapped_column(JSON)
    channel_id: Mapped[str]
    thread_ts: Mapped[str]
    audience: Mapped[str] = mapped_column(AudienceColumn)
    not_before: Mapped[datetime]
    until: Mapped[datetime]
    state: Mapped[str]
    reason: Mapped[str]
    look_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    seen_channel_id: Mapped[str]
    seen_thread_ts: Mapped[str]
    post_id: Mapped[str]
    planned_at: Mapped[datetime | None]
    shown_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    said: Mapped[str]
    choice: Mapped[str]
    outcome: Mapped[str]
    undoable: Mapped[bool]
    answered_at: Mapped[datetime | None]
    led_at: Mapped[datetime | None]


class NudgeDecisionRow(Base):
    """A verdict about a nudge for a person: now, later or no; only where it changed."""

    __tablename__ = "nudge_decision"
    __table_args__ = (
        Index("ix_nudge_decision_decided_at", "workspace_id", "decided_at"),
        Index("ix_nudge_decision_person", "workspace_id", "person", "decided_at"),
    )

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    nudge_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    subject: Mapped[str]
    verdict: Mapped[str]
    reason: Mapped[str]
    decided_at: Mapped[datetime]
    at: Mapped[datetime | None]


class NudgePressRow(Base):
    """Who pressed what in a nudge that everybody sees; `undone` where they took it back."""

    __tablename__ = "nudge_press"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    nudge_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    choice: Mapped[str] = mapped_column(primary_key=True)
    pressed_at: Mapped[datetime]
    undone: Mapped[bool]


class NudgeAvailabilityRow(Base):
    """What Slack said last about whether somebody is to be left in peace."""

    __tablename__ = "nudge_availability"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    asked_at: Mapped[datetime]
    quiet_until: Mapped[datetime | None]
    away_until: Mapped[datetime | None]
