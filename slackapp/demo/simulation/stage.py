"""The real app and the sandbox over HTTP, in a time that moves when the simulation says so."""

import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from pydantic import SecretStr
from sqlalchemy import exists, func, or_, select

from slackapp.catalogue import FEATURES
from slackapp.demo.offered import COMMANDS, SHORTCUTS
from slackapp.demo.simulation.direct_engine import AcceleratedApplication
from slackapp.demo.simulation.town import BEGIN, BOT, Town, settle_town
from slackapp.demo.stage import HOST, DemoConfig, TookTooLong
from slackapp.intake.models import InboxEvent
from slackapp.jobs.models import Job
from slackapp.outbox.models import Post
from slackapp.sandbox import Sandbox, Workspace
from slackapp.sandbox.serving.connections import Connections
from slackapp.sandbox.serving.server import serving
from slackapp.workspace.silence import start

_PATIENCE = 120  # real seconds
_LOOK_EVERY = 0.001


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much is simulated; nudged: whether the app may ask anybody anything."""

    people: int
    weeks: int
    seed: int
    nudged: bool = True

    @property
    def begin(self) -> datetime:
        return BEGIN


@dataclass(frozen=True)
class SimulatedStage:
    """Both worlds share one clock, which stands still until it is moved."""

    application: AcceleratedApplication
    sandbox: Sandbox
    workspace: Workspace
    town: Town

    @property
    def now(self) -> datetime:
        return self.sandbox.clock.now()

    def go_to(self, moment: datetime) -> None:
        """Never back."""
        passed = (moment - self.now).total_seconds()
        if passed > 0:
            self.sandbox.advance(passed)

    def tick(self) -> None:
        """What the app looks for every few seconds; and all that comes of it."""
        self.application.tick.tick(self.now)
        self.settle()
        if self._has_due():
            self.application.hand_over.tick(self.now)
            self.settle()

    def settle(self) -> None:
        """Until every event is read, and every job and post that is due is done."""
        while True:
            self.sandbox.settle()
            self._wait_for_reading()
            if not self.application.direct.run_all():
                return

    def _has_due(self) -> bool:
        """What was put off, and is due now."""
        due = [
            exists().where(
                model.workspace_id == self.workspace.id,
                model.state == "planned",
                model.due_at <= self.now,
            )
            for model in (Job, Post)
        ]
        with self.application.database.reading() as session:
            return bool(session.scalar(select(or_(*due))))

    def _wait_for_reading(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        pause = Event()
        while self._unread():
            if time.monotonic() > deadline:
                raise TookTooLong("for events to be read")
            self.application.direct.run_all()  # people are looked up at Slack by jobs
            pause.wait(_LOOK_EVERY)

    def _unread(self) -> bool:
        waiting = select(func.count()).where(
            InboxEvent.workspace_id == self.workspace.id,
            InboxEvent.state.in_(("open", "parked")),
        )
        with self.application.database.reading() as session:
            return bool(session.scalar(waiting))


@contextmanager
def simulated(size: Size, *, database_url: str) -> Iterator[SimulatedStage]:
    """A town in which the app has just been installed."""
    secret = secrets.token_hex(16)
    sandbox = Sandbox(
        signing_secret=secret,
        start=BEGIN,
        rate_limits=False,
        commands=COMMANDS,
        shortcuts=SHORTCUTS,
    )
    workspace_id = f"TSIM{size.seed}{'NUDGED' if size.nudged else 'QUIET'}"
    workspace = sandbox.add_workspace(workspace_id, name="Simulated Town", domain="town")
    town = settle_town(workspace, people=size.people, weeks=size.weeks, seed=size.seed)
    token = workspace.install_app(bot_user_id=BOT)
    with ExitStack() as closing:
        url = closing.enter_context(sandbox.serving(port=0, host=HOST)).url
        config = DemoConfig(
            database_url=database_url,
            slack_signing_secret=SecretStr(sandbox.world.app.signing_secret),
            slack_bot_token=SecretStr(token),
            slack_api_url=f"{url}/api/",
        )
        application = AcceleratedApplication(config, sandbox.clock, FEATURES)
        closing.callback(application.close)
        application.bring_up_to_date()
        application.toolbox.run(start, workspace_id, by=None)  # nobody is there to press it
        application.start()
        app = closing.enter_context(serving(application.asgi, Connections(), HOST, 0))
        sandbox.request_url = f"{app.url}/slack/events"
        closing.callback(sandbox.settle)
        stage = SimulatedStage(application, sandbox, workspace, town)
        stage.settle()
        yield stage
