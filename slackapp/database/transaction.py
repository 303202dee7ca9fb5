"""One transaction's worth of a workspace: all a use case, a store or a floor works with."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session


class DurableQueue(Protocol):
    """Hands a row to the durable engine inside the caller's transaction."""

    def enqueue(
        self,
        session: Session,
        *,
        queue: str,
        handler: str,
        workspace_id: str,
        row_id: str,
        attempt: int,
        partition: str | None = None,
    ) -> None:
        """The same (handler, workspace, row, attempt) twice is one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """A session that sees one workspace, the time it runs at, and the way to jobs.

    `settings_overrides` replaces stored settings by name ("kudos.emoji") for this transaction only:
    an import says so what counted in the past. `memo` holds what was looked up in this transaction.
    """

    session: Session
    workspace_id: str
    now: datetime
    durable_queue: DurableQueue
    settings_overrides: Mapping[str, object] = field(default_factory=dict)
    memo: dict[object, object] = field(default_factory=dict)

    def lock_workspace(self) -> None:
        """Wait until no other transaction writes this workspace's ledger; held until commit.

        SQLite has one writer anyway: its write transactions begin IMMEDIATE.
        """
        if _LOCKED not in self.memo:
            if self.on_postgresql:
                self.session.execute(_LOCK, {"name": self._lock_name})
            self.memo[_LOCKED] = True

    def try_to_lock_workspace(self) -> bool:
        """The same without waiting; False where another transaction has it."""
        if self.on_postgresql and not self.session.scalar(_TRY_LOCK, {"name": self._lock_name}):
            return False
        self.memo[_LOCKED] = True
        return True

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What fails inside is undone alone, and so is what was looked up or locked in it."""
        try:
            with self.session.begin_nested():
                yield
        except BaseException:
            self.memo.clear()
            raise

    @property
    def on_postgresql(self) -> bool:
        return self.session.get_bind().dialect.name == "postgresql"

    @property
    def _lock_name(self) -> str:
        return f"workspace:{self.workspace_id}"


_LOCKED = "workspace locked"
_NUMBER = func.hashtextextended(bindparam("name"), 0)
_LOCK = select(func.pg_advisory_xact_lock(_NUMBER))
_TRY_LOCK = select(func.pg_try_advisory_xact_lock(_NUMBER))
