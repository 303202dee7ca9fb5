"""The leaderboard's tables: one row a covered week, posted or skipped; boards shared by people."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.base import Base


class LeaderboardPost(Base):
    """What became of a week's board; its key makes the weekly post happen once.

    `covered_week` is the week's name ("2026-W46"), so that text order is time order.
    `snapshot` holds `blocks` and `text` as planned, the `channel_id`, the chart's `trend`, at Slack
    its `picture` for Home, and the `deeds` of those named; `listed` their keys.
    """

    __tablename__ = "leaderboard_post"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    covered_week: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    reason: Mapped[str | None]
    post_id: Mapped[str | None]
    late: Mapped[bool]
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    listed: Mapped[list[int]] = mapped_column(JSON)
    planned_at: Mapped[datetime]


class SharedBoard(Base):
    """A board somebody shared with a channel, as it stood; the key makes it once a day."""

    __tablename__ = "shared_board"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    share_id: Mapped[str] = mapped_column(primary_key=True)
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    shared_at: Mapped[datetime]
