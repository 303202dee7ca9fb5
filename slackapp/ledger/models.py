"""Tables of the ledger: turns of acts, append-only, and the weeks derived from them."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import JSON, BigInteger, Dialect, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from slackapp.database.audience import AudienceColumn
from slackapp.database.base import Base
from slackapp.ledger.policy import DIGITS


class Points(TypeDecorator[Decimal]):
    """Points as whole billionths: exact on both databases, and they sort."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> int | None:
        return None if value is None else int(value.scaleb(DIGITS))

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-DIGITS)


class ActTurnRow(Base):
    """An act given or taken back; no points here. `at` is the turn's own time in microseconds.

    `place` is where acts of one giver to one receiver replace each other: the message,
    else the source.
    """

    __tablename__ = "act_turn"
    __table_args__ = (
        Index("ix_act_turn_week", "workspace_id", "at", "place", "giver", "receiver"),
        Index("ix_act_turn_place", "workspace_id", "place"),
        Index("ix_act_turn_giver", "workspace_id", "giver", "at"),
        Index("ix_act_turn_receiver", "workspace_id", "receiver", "at"),
    )

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    giver: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    receiver: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    turn: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str]
    channel_id: Mapped[str | None]
    message_ts: Mapped[str | None]
    audience: Mapped[str] = mapped_column(AudienceColumn)
    bare: Mapped[bool]
    party: Mapped[str]
    recorded_at: Mapped[datetime]


def _dirty_index(table: str, period: str) -> Index:
    """What is out of date, few rows of many: every tick asks for all of it."""
    return Index(
        f"ix_{table}_dirty",
        "workspace_id",
        period,
        sqlite_where=text("dirty = 1"),
        postgresql_where=text("dirty"),
    )


class GiverWeekRow(Base):
    """What somebody's week scores, derived from the turns; `week` is "2026-W47".

    met: the new connections, [[other person, microseconds], …]. given: how many public acts of each
    kind, a group being one, `acts` all of them; kudos: how many receivers those were. thanked: by
    anybody, in public. A dirty row is out of date.
    """

    __tablename__ = "giver_week"
    __table_args__ = (
        # Who gave most is read from its end.
        Index("ix_giver_week_score", "workspace_id", "week", "dirty", "score", "person", "acts"),
        # All that a team's figures are counted from: a large week is read from here alone.
        Index(
            "ix_giver_week_figures",
            "workspace_id",
            "week",
            "dirty",
            "person",
            "acts",
            "thanked",
            "kudos",
            "met_count",
        ),
        _dirty_index("giver_week", "week"),
    )

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    week: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    helping: Mapped[Decimal] = mapped_column(Points)
    sharing: Mapped[Decimal] = mapped_column(Points)
    thanking: Mapped[Decimal] = mapped_column(Points)
    connections: Mapped[Decimal] = mapped_column(Points)
    score: Mapped[Decimal] = mapped_column(Points)
    met: Mapped[list[list[int]]] = mapped_column(JSON)
    met_count: Mapped[int] = mapped_column(server_default="0")
    given: Mapped[dict[str, int]] = mapped_column(JSON, server_default="{}")
    acts: Mapped[int] = mapped_column(server_default="0")
    kudos: Mapped[int] = mapped_column(server_default="0")
    thanked: Mapped[bool] = mapped_column(server_default=false())
    dirty: Mapped[bool]


class GiverYearRow(Base):
    """Somebody's weeks of an ISO year added up; a dirty row is out of date."""

    __tablename__ = "giver_year"
    __table_args__ = (
        Index("ix_giver_year_score", "workspace_id", "year", "dirty", "score", "person", "acts"),
        Index(
            "ix_giver_year_figures",
            "workspace_id",
            "year",
            "dirty",
            "person",
            "acts",
            "thanked",
            "kudos",
            "met_count",
        ),
        _dirty_index("giver_year", "year"),
    )

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    score: Mapped[Decimal] = mapped_column(Points)
    acts: Mapped[int]
    kudos: Mapped[int]
    thanked: Mapped[bool]
    met_count: Mapped[int]
    dirty: Mapped[bool]


class ScorePolicyRow(Base):
    """What contributions weigh from a week on ("2026-W47"): all of `score.*`, by name."""

    __tablename__ = "score_policy"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    from_week: Mapped[str] = mapped_column(primary_key=True)
    settings: Mapped[dict[str, object]] = mapped_column(JSON)
    changed_at: Mapped[datetime]


class LedgerBasisRow(Base):
    """What the stored weeks were cut by and scored under; where it changes, all are out of date."""

    __tablename__ = "ledger_basis"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    basis: Mapped[str]
