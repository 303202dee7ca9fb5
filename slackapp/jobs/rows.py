"""What the engine and the tick need to know of a row that stands for work to do."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column


class DurableRow:
    """The truth about a piece of work; the engine only gets its name.

    `attempt` numbers the hand-overs to the engine and fences those that wake late; `failures`
    counts only what went wrong. `handed_over_at` is empty while the row waits for `due_at`.
    `claimed_by` and `claimed_at` name the replica that last had it in hand, and since when.
    """

    handler: ClassVar[str]
    queue: ClassVar[str]

    workspace_id: Mapped[str] = mapped_column(primary_key=True, sort_order=-2)
    row_id: Mapped[str] = mapped_column(primary_key=True, sort_order=-1)
    state: Mapped[str]
    attempt: Mapped[int] = mapped_column(default=1)
    failures: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    handed_over_at: Mapped[datetime | None]
    planned_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    reason: Mapped[str | None]
    claimed_by: Mapped[str | None]
    claimed_at: Mapped[datetime | None]

    @property
    def partition(self) -> str | None:
        """What shares one rate limit within the queue."""
        return None
