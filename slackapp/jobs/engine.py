"""Runs rows on DBOS: on SQLite in this one process, on PostgreSQL beside other replicas."""

import logging
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Protocol

import structlog
from dbos import DBOS

from slackapp.database.engines import Database
from slackapp.jobs.client import APPLICATION, WORKFLOW, DurableClient, workflow_id
from slackapp.observability.logs import place_of

# Given (workspace_id, row_id, attempt); owns its row's fate and may be called twice.
Handler = Callable[[str, str, int], None]

# One workflow with four plain arguments: replicas of neighbouring releases share the work.
WORKFLOW_VERSION = "1"
DRAIN_SECONDS = 5

_log = structlog.get_logger(__name__)
_the_one = Lock()


class Engine(Protocol):
    """What gives rows to their handlers, between these two calls."""

    def launch(self) -> None: ...

    def close(self) -> None: ...


class DurableEngine:
    """The process's one engine: takes rows from the queues and gives them to their handlers.

    `executor_id` must be unique a process: DBOS restarts what it finds under its own id.
    """

    def __init__(
        self,
        database: Database,
        handlers: Mapping[str, Handler],
        *,
        executor_id: str,
        application_version: str = WORKFLOW_VERSION,
    ) -> None:
        self._handlers = handlers
        self._executor_id = executor_id
        self._application_version = application_version
        self._client = DurableClient(database)
        self.enqueue = self._client.enqueue
        self._launched = False
        self._in_hand: set[str] = set()

    def launch(self) -> None:
        if not _the_one.acquire(blocking=False):
            raise RuntimeError("another durable engine runs in this process")
        self._launched = True
        try:
            self._client.prepare()
            self._launch()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Take no more rows and wait a little for those in hand; the others stay queued."""
        if self._launched:
            seconds = DRAIN_SECONDS if self._in_hand else 0
            DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=seconds)
            self._launched = False
            _the_one.release()
        self._client.close()

    def _launch(self) -> None:
        _keep_lines_with_ours(logging.getLogger("dbos"))
        DBOS(
            config={
                "name": APPLICATION,
                "system_database_engine": self._client.engine,
                "serializer": self._client.serializer,
                "executor_id": self._executor_id,
                "application_version": self._application_version,
                "log_level": "WARNING",
                "enable_otlp": False,
                "use_listen_notify": False,
                "notification_listener_polling_interval_sec": 0.25,  # what closing waits for
                "run_migrations": False,
            }
        )
        DBOS.workflow(name=WORKFLOW)(self._workflow())
        DBOS.launch()

    def _workflow(self) -> Callable[[str, str, str, int], None]:
        def run_row(handler: str, workspace_id: str, row_id: str, attempt: int) -> None:
            name = workflow_id(handler, workspace_id, row_id, attempt)
            self._in_hand.add(name)
            try:
                self._handlers[handler](workspace_id, row_id, attempt)
            except Exception as error:  # noqa: BLE001  DBOS would store and log its text
                # The tick finds the row where it was left.
                _log.error(
                    "jobs.handler_raised",
                    row=name,
                    error=type(error).__name__,
                    place=place_of(error),
                )
            finally:
                self._in_hand.discard(name)

        return run_row


def _keep_lines_with_ours(library: logging.Logger) -> None:
    """DBOS gives its logger a way out of its own, past our processors, unless there is one."""
    if not library.handlers:
        library.addHandler(logging.NullHandler())
