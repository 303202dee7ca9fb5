"""The table of posts; what they say is made at sending time and never stored."""

from typing import ClassVar, Literal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.base import Base
from slackapp.jobs.rows import DurableRow

PostState = Literal["planned", "sending", "sent", "failed", "unknown", "dropped", "removed"]


class Post(DurableRow, Base):
    """A message the app wants in a channel, once; `due_at` is the earliest time to send it.

    unknown: Slack may have taken it. removed: it was sent and taken away again.
    ephemeral_to: the one person (U…) who sees it; Slack keeps none, so it is never looked up,
    changed or taken away, and `sent_ts` stays empty.
    """

    __tablename__ = "post"
    __table_args__ = (Index("ix_post_state_due_at", "state", "due_at"),)
    handler: ClassVar[str] = "post"
    queue: ClassVar[str] = "posts"

    row_id: Mapped[str] = mapped_column("post_id", primary_key=True, sort_order=-1)
    kind: Mapped[str]
    subject: Mapped[str]
    channel_id: Mapped[str]
    thread_ts: Mapped[str | None]
    response_url: Mapped[str | None]
    ephemeral_to: Mapped[str | None]
    sent_ts: Mapped[str | None]
    sent_channel_id: Mapped[str | None]
    remove_requested: Mapped[bool] = mapped_column(default=False)

    @property
    def partition(self) -> str:
        return f"{self.workspace_id}:{self.channel_id}"
