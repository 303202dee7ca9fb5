"""The room's tables: the words people typed to us; what counts is in the ledger."""

from sqlalchemy import JSON, Index, true
from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.audience import AudienceColumn
from slackapp.database.base import Base


class KudosRow(Base):
    """What one person was thanked for; a kudos to three people is three rows of one source."""

    __tablename__ = "kudos"
    __table_args__ = (
        Index("ix_kudos_workspace_id_at", "workspace_id", "at"),
        Index("ix_kudos_workspace_id_receiver_at", "workspace_id", "receiver", "at"),
    )

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    receiver: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int]
    giver: Mapped[int]
    party: Mapped[str]
    channel_id: Mapped[str]
    audience: Mapped[str] = mapped_column(AudienceColumn)
    at: Mapped[int]
    reason: Mapped[str]
    values: Mapped[list[str]] = mapped_column(JSON)
    counts: Mapped[bool]
    taken_back: Mapped[bool]
    shown: Mapped[str] = mapped_column(server_default="here")
    message_ts: Mapped[str] = mapped_column(server_default="")
    thread_ts: Mapped[str] = mapped_column(server_default="")


class KudosAdditionRow(Base):
    """Thanks that somebody joined in, or credit that somebody passed on."""

    __tablename__ = "kudos_addition"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    giver: Mapped[int] = mapped_column(primary_key=True)
    receiver: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[int]
    reason: Mapped[str]
    taken_back: Mapped[bool]


class KudosNoticeRow(Base):
    """Somebody is told of a kudos by direct message, bundled with the others of its hour."""

    __tablename__ = "kudos_notice"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    receiver: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    hour: Mapped[int]


class KudosReportRow(Base):
    """Somebody asked the admins to look at a kudos; settled: "", "removed" or "kept".

    decision: how often it was let stand and reported again.
    """

    __tablename__ = "kudos_report"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    reporter: Mapped[int]
    at: Mapped[int]
    settled: Mapped[str]
    settled_by: Mapped[int]
    decision: Mapped[int]


class KudosPreferenceRow(Base):
    """What a member chose, and whether their first reaction was explained to them."""

    __tablename__ = "kudos_preference"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reactions: Mapped[bool] = mapped_column(server_default=true())
    notices: Mapped[bool] = mapped_column(server_default=true())
    reaction_explained: Mapped[bool]
