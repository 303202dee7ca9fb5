"""The real app and the sandbox Slack, speaking over real HTTP."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
import yaml
from pydantic import SecretStr
from sqlalchemy import select

from slackapp.app import Application
from slackapp.catalogue import FEATURES
from slackapp.config import Config
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.intake.store import count_by_state
from slackapp.jobs.models import Job
from slackapp.ledger.export import ExportRow, export_rows
from slackapp.outbox.models import Post
from slackapp.sandbox import Channel, Person, Sandbox, Workspace
from slackapp.vocabulary.clock import SettableClock
from slackapp.workspace.silence import start
from tests.builders.patience import wait_longer
from tests.builders.servers import serving

SECRET = "journey-secret"
SCOPES = yaml.safe_load((Path(__file__).parents[2] / "manifest.yml").read_text())["oauth_config"][
    "scopes"
]["bot"]
WEDNESDAY = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@dataclass
class Journey:
    """A workspace with three people, the app in #general, and everything that runs."""

    config: Config
    sandbox: Sandbox
    workspace: Workspace
    clock: SettableClock
    general: Channel
    ana: Person
    bo: Person
    cy: Person
    features: Sequence[Feature] = FEATURES
    started: Sequence[str] = ("T1", "T2", "T3")  # by the operator, before anybody installs it
    app: Application = field(init=False)
    _running: ExitStack = field(default_factory=ExitStack)

    def start(self) -> None:
        self.app = Application(self.config, self.clock, self.features)
        self._running.callback(self.app.close)
        for workspace_id in self.started:
            self.app.toolbox.run(start, workspace_id, by=None)
        self.app.start()
        if self.config.slack_app_token is not None:
            self.wait_until(lambda: self.app.trouble() is None)
            return
        address = self._running.enter_context(serving(self.app.asgi))
        self.sandbox.request_url = f"{address}/slack/events"

    def stop(self) -> None:
        self._running.close()

    def restart(self, *, token: str | None = None) -> None:
        """The app ends and another one starts on the same database, maybe for another workspace."""
        self.stop()
        if token is not None:
            self.config = self.config.model_copy(update={"slack_bot_token": SecretStr(token)})
        self.start()

    def live_kudos(self, workspace_id: str = "T1") -> list[tuple[str, str, str]]:
        """Giver, receiver and points of each kudos that counts."""
        rows = [row for row in self.export(workspace_id) if row.live and row.kind == "kudos"]
        return sorted((row.from_person, row.to_person, row.points) for row in rows)

    def export(self, workspace_id: str = "T1") -> list[ExportRow]:
        def rows(tx: Transaction) -> list[ExportRow]:
            return list(export_rows(tx))

        return self.app.toolbox.run(rows, workspace_id)

    def settle(self) -> None:
        """Until every stored event has been read and what people see has been delivered."""
        self.wait_until(lambda: not self._unread())

    def wait_until(self, done: Callable[[], bool], *, seconds: float = 30) -> None:
        """Ask again until it is so; the app works in threads of its own."""
        pause = threading.Event()
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, "waited in vain"
            self.sandbox.settle()
            pause.wait(0.05)

    def has_work(self) -> bool:
        """Whether a job or post is due that is not done."""
        now = self.clock.now()
        with self.app.database.reading() as session:
            jobs = session.scalars(
                select(Job.row_id).where(Job.state.in_(("planned", "running")), Job.due_at <= now)
            ).all()
            posts = session.scalars(
                select(Post.row_id).where(
                    Post.state.in_(("planned", "sending")), Post.due_at <= now
                )
            ).all()
        return bool(jobs or posts)

    def posts(self) -> list[str]:
        """The texts the app has in #general."""
        return [each.text for each in self.general.messages if each.is_by_app]

    def _unread(self) -> int:
        with self.app.database.reading() as session:
            waiting = count_by_state(session)
        return waiting.get("open", 0) + waiting.get("parked", 0)


@pytest.fixture(autouse=True)
def patience(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine busy with other tests takes its time, and that changes no answer.

    The app keeps its own limits in tests about them, which are marked `deadline`.
    """
    wait_longer(monkeypatch, app_too=request.node.get_closest_marker("deadline") is None)


@pytest.fixture
def furnish() -> Callable[[Workspace], None]:
    """Who and what else is there before the app starts; tests in a folder say their own."""
    return lambda _workspace: None


@pytest.fixture
def features() -> Sequence[Feature]:
    """What the app does; tests of a floor may put a room of their own beside."""
    return FEATURES


@pytest.fixture
def way() -> Literal["http", "socket"]:
    """How Slack sends everything; tests of Socket Mode say otherwise."""
    return "http"


@pytest.fixture
def started() -> Sequence[str]:
    """Workspaces in which nobody has to press [Start]; tests of the first run say none."""
    return ("T1", "T2", "T3")


@pytest.fixture
def journey(
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    furnish: Callable[[Workspace], None],
    features: Sequence[Feature],
    way: Literal["http", "socket"],
    started: Sequence[str],
) -> Iterator[Journey]:
    monkeypatch.chdir(tmp_path)  # whoever runs the tests may have a .env
    clock = SettableClock(WEDNESDAY)
    sandbox = Sandbox(signing_secret=SECRET, start=WEDNESDAY, rate_limits=False)
    workspace = sandbox.add_workspace("T1", name="Harbour")
    ana = workspace.add_person("U1", name="Ana Lopez")
    bo = workspace.add_person("U2", name="Bo Berg")
    cy = workspace.add_person("U3", name="Cy Chen")
    general = workspace.add_channel("C1", "general", members=[ana, bo, cy], bot_is_member=True)
    furnish(workspace)
    token = workspace.install_app(bot_user_id="UBOT", scopes=SCOPES)
    with sandbox.serving() as slack:
        config = Config(
            database_url=database_url,
            slack_signing_secret=SecretStr(SECRET) if way == "http" else None,
            slack_app_token=SecretStr(sandbox.use_socket_mode()) if way == "socket" else None,
            slack_bot_token=SecretStr(token),
            slack_api_url=slack.api_url,
        )
        journey = Journey(config, sandbox, workspace, clock, general, ana, bo, cy, features)
        journey.started = started
        try:
            journey.start()
            yield journey
        finally:
            journey.stop()
