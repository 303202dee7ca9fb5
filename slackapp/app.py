"""The one place where everything is put together, the clock included."""

import gc
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from gettext import NullTranslations
from typing import Any
from uuid import uuid4

import structlog
from slack_bolt import App
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import ASGIApp

from slackapp.config import Config
from slackapp.database.engines import Database
from slackapp.database.host_lock import host_lock
from slackapp.database.migrations import migrate
from slackapp.database.transaction import Transaction
from slackapp.database.write_check import WriteCheck
from slackapp.feature_contract import Feature, Toolbox
from slackapp.intake import jobs as intake_jobs
from slackapp.intake import store as inbox
from slackapp.intake.envelope import Interaction
from slackapp.intake.front_door import FrontDoor, with_front_door
from slackapp.intake.inbox import InboxWriter
from slackapp.intake.reader import Reader
from slackapp.intake.signature import SignatureGate
from slackapp.intake.single_reading import LOOK_UP_JOB
from slackapp.jobs.client import DurableClient
from slackapp.jobs.engine import DurableEngine, Engine, Handler
from slackapp.jobs.queue import enqueue_job
from slackapp.jobs.replicas import Heartbeat
from slackapp.jobs.runner import KEEP_FAILED, JobFunction, JobRunner
from slackapp.jobs.tick import NightlyCleanUp, Tick
from slackapp.ledger.giver_weeks import refresh_weeks
from slackapp.outbox.content import HearsGivenUp, PostRenderer
from slackapp.outbox.jobs import OutboxJobs
from slackapp.outbox.refreshing import Refreshing
from slackapp.outbox.retention import KEEP_OTHERS, KEEP_SENT, forget_others, forget_sent
from slackapp.outbox.sending import PostSender
from slackapp.slack import we_command
from slackapp.slack.bolt_app import build_app, dispatch
from slackapp.slack.clients import web_client
from slackapp.slack.clock_watch import ClockLook
from slackapp.slack.throttle import Throttle
from slackapp.slack.we_command import WeWord
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.clock import Clock
from slackapp.vocabulary.words import speaking
from slackapp.web.health import health_routes
from slackapp.workspace import sync
from slackapp.workspace.installations import Installation, Installations, SlackUnreachable, identify
from slackapp.workspace.languages import words_for_all, words_for_id, words_for_job
from slackapp.workspace.workspaces import WorkspaceRecord, list_workspace_ids, save_workspace

SYNC_JOB = "workspace.sync"
EVENTS_PATH = "/slack/events"

log = structlog.get_logger(__name__)


class Application:
    """The app that serves workspaces: start it, serve `asgi`, close it."""

    def __init__(self, config: Config, clock: Clock, features: Sequence[Feature]) -> None:
        self._config = config
        self._clock = clock
        self.database = Database(config.database_url, is_replica=True)
        self._queue = self.open_queue()
        self._installations = Installations()
        self.toolbox = AppToolbox(
            self.database,
            clock,
            self._queue,
            features,
            installations=self._installations,
            api_url=config.slack_api_url,
        )
        replica_id = f"{socket.gethostname()}-{uuid4().hex[:12]}"
        self._sender = PostSender(
            self.database,
            clock,
            self._queue,
            renderers=self._renderers(),
            given_up=self._given_up(),
            slack=self.toolbox.slack,
            replica_id=replica_id,
        )
        self._runner = JobRunner(
            self.database, clock, self._queue, self._job_functions(), replica_id=replica_id
        )
        self._heartbeat = Heartbeat(
            self.database,
            clock,
            self._queue,
            replica_id,
            [self._runner.take_over, self._sender.take_over],
        )
        handlers = {"job": self._runner.run, "post": self._sender.run}
        self._engine = self.open_engine(handlers, replica_id)
        self.reader = Reader(self.database, features, clock, self._queue)
        self._inbox = InboxWriter(self.database, clock, on_stored=self.reader.wake)
        self.hand_over = Tick([self._runner.tick, self._sender.tick], clock, seconds=5)
        self.tick = Tick(self._tick_tasks(), clock)
        self._bolt = self._build_bolt()
        self.asgi = self._build_asgi()
        self._cleanup = ExitStack()
        self._write_check = WriteCheck(self.database)
        self.stopping = False  # set by who serves `asgi`: no new requests, please

    def open_queue(self) -> DurableClient:
        """A simulation has one of its own, as it has an engine: time there is not the engine's."""
        return DurableClient(self.database)

    def open_engine(self, handlers: Mapping[str, Handler], replica_id: str) -> Engine:
        return DurableEngine(self.database, handlers, executor_id=replica_id)

    def start(self) -> None:
        """Migrates, then takes events and works; BadToken or TakenError where it cannot."""
        with ExitStack() as started:
            if self.database.sqlite_path is not None:
                started.enter_context(host_lock(self.database.sqlite_path.with_suffix(".serving")))
            migrate(self.database, then=self._queue.prepare)
            self._identify()
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
        if not self._installations:
            return "Slack has not told yet which workspace the token is for"
        try:
            with self.database.reading() as session:
                session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return "the database does not answer"
        if self._inbox.failing and not self._write_check.passes():
            return "the database stores nothing"
        return None

    def _identify(self) -> None:
        """Learn whose token we have; the tick asks again where Slack does not answer now."""
        if self._installations:
            return
        token = self._config.slack_bot_token.get_secret_value()
        try:
            found = identify(web_client(api_url=self._config.slack_api_url, token=token))
        except SlackUnreachable as error:
            log.warning("slack.unreachable", reason=error.outcome.reason)
            return
        self._installations.add(found)
        self.toolbox.run(_install, found.workspace_id, found)
        log.info("workspace.installed", workspace=found.workspace_id)

    def _renderers(self) -> dict[str, PostRenderer]:
        features = self.toolbox.features
        return {kind: show for each in features for kind, show in each.posts.items()}

    def _given_up(self) -> dict[str, HearsGivenUp]:
        features = self.toolbox.features
        return {kind: hears for each in features for kind, hears in each.posts_given_up.items()}

    def _job_functions(self) -> dict[str, JobFunction]:
        outbox = OutboxJobs(
            self.database,
            self._clock,
            self._queue,
            given_up=self._given_up(),
            slack=self.toolbox.slack,
        )
        refreshing = Refreshing(
            self.database,
            self._clock,
            self._queue,
            renderers=self._renderers(),
            slack=self.toolbox.slack,
        )
        rooms = {
            kind: _with_toolbox(self.toolbox, function)
            for feature in self.toolbox.features
            for kind, function in feature.jobs.items()
        }
        return {
            **outbox.by_kind(),
            **refreshing.by_kind(),
            LOOK_UP_JOB: _with_toolbox(self.toolbox, intake_jobs.look_up),
            SYNC_JOB: _with_toolbox(self.toolbox, _sync),
            **rooms,
        }

    def _tick_tasks(self) -> list[Callable[[datetime], None]]:
        return [
            lambda _now: self._identify(),
            intake_jobs.HourlyTidying(self.database, self._clock),
            lambda _now: self._tick_rooms(),
            ClockLook(web_client(api_url=self._config.slack_api_url)),
            NightlyCleanUp(self._queue.forget_finished),
            NightlyCleanUp(self._runner.forget_done),
            NightlyCleanUp(self._runner.forget_failed, kept=KEEP_FAILED),
            NightlyCleanUp(forget_sent(self.database), kept=KEEP_SENT),
            NightlyCleanUp(forget_others(self.database), kept=KEEP_OTHERS),
        ]

    def _tick_rooms(self) -> None:
        with self.database.reading() as session:
            workspace_ids = list_workspace_ids(session)
        for workspace_id in workspace_ids:
            self.toolbox.run(intake_jobs.look_up_again, workspace_id)
            self.toolbox.run(refresh_weeks, workspace_id)
            with speaking(self.toolbox.read(words_for_all, workspace_id)):
                for feature in self.toolbox.features:
                    if feature.on_tick is not None:
                        feature.on_tick(self.toolbox, workspace_id)

    def _build_bolt(self) -> App:
        app = build_app(
            client=web_client(api_url=self._config.slack_api_url),
            find_installation=self._installations.by_workspace,
            throttle=Throttle(self._config.person_requests_per_minute),
        )
        register_listeners(app, self.toolbox)
        return app

    def _build_asgi(self) -> ASGIApp:
        secret = self._config.slack_signing_secret.get_secret_value()
        door = FrontDoor(SignatureGate(secret), self._inbox, self._answer)
        house = Starlette(routes=health_routes(self.trouble))
        return with_front_door(door, house, path=EVENTS_PATH)

    async def _answer(self, interaction: Interaction) -> Response:
        headers = {"content-type": "application/json"}
        status, headers, body = await run_in_threadpool(
            dispatch, self._bolt, interaction.body, headers, self._words_for
        )
        return Response(body, status, headers)

    def _words_for(self, workspace_id: str, person_id: str) -> NullTranslations:
        return self.toolbox.read(words_for_id, workspace_id, person_id)


def register_listeners(app: App, toolbox: Toolbox) -> None:
    """All that people can press and type."""
    for feature in toolbox.features:
        if feature.register_listeners is not None:
            feature.register_listeners(app, toolbox)

    def words() -> list[WeWord]:
        return [word(toolbox) for feature in toolbox.features for word in feature.we_words]

    we_command.register(app, words)


def _install(tx: Transaction, found: Installation) -> None:
    record = WorkspaceRecord(
        name=found.team_name,
        bot_user_id=found.bot_user_id,
        bot_id=found.bot_id,
        app_id=found.app_id,
        url=found.url,
    )
    save_workspace(tx, record)
    enqueue_job(tx, kind=SYNC_JOB, key=tx.now.isoformat(), payload={})


def _sync(toolbox: Toolbox, workspace_id: str, _payload: Mapping[str, Any]) -> None:
    sync.sync_directory(toolbox.slack(workspace_id), workspace_id=workspace_id, run=toolbox.run)
    toolbox.run(inbox.reopen_all_parked, workspace_id)


def _with_toolbox(
    toolbox: Toolbox, function: Callable[[Toolbox, str, Mapping[str, Any]], None]
) -> JobFunction:
    def run(workspace_id: str, payload: Mapping[str, Any]) -> None:
        with speaking(toolbox.read(words_for_job, workspace_id, payload)):
            function(toolbox, workspace_id, payload)

    return run
