"""The room's tables: who was told of the Home tab, who looks at it."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.base import Base


class FirstUseRow(Base):
    """Somebody used the app for the first time and was told of their Home tab, once ever."""

    __tablename__ = "first_use"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    explained_at: Mapped[datetime]


class HomeViewRow(Base):
    """Somebody's Home tab: opened when last, and Slack's hash of it as last published, or empty."""

    __tablename__ = "home_view"
    __table_args__ = (Index("ix_home_view_opened_at", "workspace_id", "opened_at"),)

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    opened_at: Mapped[datetime]
    hash: Mapped[str]
