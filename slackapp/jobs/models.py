"""The tables of background work and of those who do it."""

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


class Replica(Base):
    """A running `slackapp serve`; its `beat` counts up every few seconds while it lives.

    The only table that is no workspace's: a replica works for all of them.
    """

    __tablename__ = "replica"

    replica_id: Mapped[str] = mapped_column(primary_key=True)
    beat: Mapped[int]
