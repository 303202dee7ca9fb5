"""The leaderboard's table: one row a covered week, posted or skipped."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.base import Base


class LeaderboardPost(Base):
    """What became of a week's board; its key makes the weekly post happen once.

    `covered_week` is the week's name ("2026-W46"), so that text order is time order.
    `snapshot` holds `blocks` and `text` as planned; `listed` the keys of the people named.
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
