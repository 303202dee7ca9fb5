"""The table of background work."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from slackapp.database.base import Base
from slackapp.jobs.rows import DurableRow

JobState = Literal["planned", "running", "done", "failed"]


class Job(DurableRow, Base):
    """A function to run with a payload, at least once, some time after `due_at`."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state_due_at", "state", "due_at"),)
    handler: ClassVar[str] = "job"
    queue: ClassVar[str] = "work"

    row_id: Mapped[str] = mapped_column("job_id", primary_key=True, sort_order=-1)
    kind: Mapped[str]
    payload: Mapped[Mapping[str, Any]] = mapped_column(JSON)
