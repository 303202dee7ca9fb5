"""Where every `Transaction` begins: one workspace at a time, at the clock's time."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.orm import Session

from slackapp.database.engines import Database
from slackapp.database.transaction import DurableQueue, Transaction
from slackapp.vocabulary.clock import Clock


class Transactions:
    """Opens them; `settings` replaces stored ones by name ("kudos.emoji")."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        queue: DurableQueue,
        *,
        settings: Mapping[str, object] | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._queue = queue
        self._settings = settings or {}

    @contextmanager
    def writing(self, workspace_id: str) -> Iterator[Transaction]:
        with self._database.workspace_writing(workspace_id) as session:
            yield self._begin(session, workspace_id)

    @contextmanager
    def reading(self, workspace_id: str) -> Iterator[Transaction]:
        with self._database.workspace_reading(workspace_id) as session:
            yield self._begin(session, workspace_id)

    def _begin(self, session: Session, workspace_id: str) -> Transaction:
        return Transaction(
            session=session,
            workspace_id=workspace_id,
            now=self._clock.now(),
            durable_queue=self._queue,
            settings_overrides=self._settings,
        )
