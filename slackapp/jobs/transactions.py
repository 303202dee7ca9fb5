"""Writing transactions for handlers, which have a row to work on and no request."""

from collections.abc import Iterator
from contextlib import contextmanager

from slackapp.database.engines import Database
from slackapp.database.transaction import DurableQueue, Transaction
from slackapp.vocabulary.clock import Clock


class Transactions:
    """Opens them one workspace at a time."""

    def __init__(self, database: Database, clock: Clock, queue: DurableQueue) -> None:
        self._database = database
        self._clock = clock
        self._queue = queue

    @contextmanager
    def writing(self, workspace_id: str) -> Iterator[Transaction]:
        with self._database.writing() as session:
            yield Transaction(
                session=session,
                workspace_id=workspace_id,
                now=self._clock.now(),
                durable_queue=self._queue,
            )
