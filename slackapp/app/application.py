"""The app that serves workspaces: how it starts, says it is ready, and ends."""

import gc
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from slackapp.app.background import clean_ups, tick_tasks
from slackapp.app.doors import Clicks, build_asgi, build_socket_mode
from slackapp.app.installing import Installing
from slackapp.app.workers import Workers
from slackapp.config import Config
from slackapp.database.engines import Database
from slackapp.database.host_lock import host_lock
from slackapp.database.migrations import migrate
from slackapp.database.write_check import WriteCheck
from slackapp.feature_contract import Feature
from slackapp.intake.inbox import InboxWriter
from slackapp.intake.lifecycle import CHECK_JOB
from slackapp.intake.reader import Reader
from slackapp.jobs.client import DurableClient
from slackapp.jobs.engine import DurableEngine, Engine, Handler
from slackapp.jobs.tick import Tick
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.clock import Clock


class Application:
    """The app that serves workspaces: start it, serve `asgi`, close it."""

    def __init__(self, config: Config, clock: Clock, features: Sequence[Feature]) -> None:
        self._config = config
        self.database = Database(config.database_url, is_replica=True)
        self._queue = self.open_queue()
        self._installing = Installing(config, self.database, clock, self._queue)
        self.toolbox = AppToolbox(
            self.database,
            clock,
            self._queue,
            features,
            installations=self._installing.installations,
            api_url=config.slack_api_url,
        )
        checks = {CHECK_JOB: partial(self._installing.check, self.toolbox)}
        workers = Workers(self.database, self._queue, self.toolbox, checks)
        self._heartbeat, self.hand_over = workers.heartbeat, workers.hand_over
        self._engine = self.open_engine(workers.handlers, workers.replica_id)
        self.reader = Reader(
            self.database,
            features,
            clock,
            self._queue,
            changed=self._installing.installations.forget,
            knows_all=self._installing.knows_all,
        )
        self._inbox = InboxWriter(self.database, clock, on_stored=self.reader.wake)
        self.tick = Tick(
            [
                *self._installing.tick_tasks(self.toolbox),
                *tick_tasks(self.database, self.toolbox, api_url=config.slack_api_url),
                *clean_ups(self.database, self._queue, workers.runner),
            ],
            clock,
        )
        pages = self._installing.pages(self.toolbox)
        clicks = Clicks(config, self.toolbox)
        self.asgi = build_asgi(config, self._inbox, clicks, self.trouble, pages)
        self._socket_mode = build_socket_mode(config, self._inbox, clicks)
        self._cleanup = ExitStack()
        self._write_check = WriteCheck(self.database)
        self.stopping = False  # set by who serves `asgi`: no new requests, please

    def open_queue(self) -> DurableClient:
        """A simulation has one of its own, as it has an engine: time there is not the engine's."""
        return DurableClient(self.database)

    def open_engine(self, handlers: Mapping[str, Handler], replica_id: str) -> Engine:
        return DurableEngine(self.database, handlers, executor_id=replica_id)

    def bring_up_to_date(self) -> None:
        """The database's tables; `start` does it by itself."""
        migrate(self.database, then=self._queue.prepare)

    def start(self) -> None:
        """Migrates, then takes events and works; BadToken, ConfigError or TakenError if not."""
        with ExitStack() as started:
            if self.database.sqlite_path is not None:
                started.enter_context(host_lock(self.database.sqlite_path.with_suffix(".serving")))
            self.bring_up_to_date()
            self._installing.check_keys()
            self._installing.identify(self.toolbox)
            for begin, end in (
                (self._heartbeat.start, self._heartbeat.stop),
                (self._engine.launch, self._engine.close),
                (self.hand_over.start, self.hand_over.stop),
                (self.tick.start, self.tick.stop),
                (self.reader.start, self.reader.close),
                (self._inbox.start, self._inbox.close),
            ):
                begin()
                started.callback(end)
            if self._socket_mode is not None:
                self._socket_mode.start()
                started.callback(self._socket_mode.close)
            self._cleanup = started.pop_all()
        gc.collect()
        gc.freeze()  # start-up objects stay: collecting them cost most of the tail latency

    def close(self) -> None:
        """What is stored stays stored; what is not done goes on at the next start."""
        self._cleanup.close()
        self._queue.close()
        self.database.close()

    def trouble(self) -> str | None:
        """Why the app is not ready, or None."""
        if self.stopping:
            return "it is stopping"
        if not self._installing.knows_all():
            return "Slack has not told yet which workspace the token is for"
        try:
            with self.database.reading() as session:
                session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return "the database does not answer"
        if self._inbox.stalled:
            return "events wait and are not stored"
        if self._inbox.failing and not self._write_check.passes():
            return "the database stores nothing"
        return self._socket_mode.trouble() if self._socket_mode is not None else None
