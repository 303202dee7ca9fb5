"""The real app and the sandbox Slack, speaking over real HTTP."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from slackapp.app import Application
from slackapp.catalogue import FEATURES
from slackapp.config import Config
from slackapp.intake.store import count_by_state
from slackapp.sandbox import Channel, Person, Sandbox, Workspace
from slackapp.vocabulary.clock import SettableClock
from tests.builders.servers import serving

SECRET = "journey-secret"
WEDNESDAY = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@dataclass
class Journey:
    """A workspace with three people, the app in #general, and everything that runs."""

    app: Application
    sandbox: Sandbox
    workspace: Workspace
    clock: SettableClock
    general: Channel
    ana: Person
    bo: Person
    cy: Person

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

    def posts(self) -> list[str]:
        """The texts the app has in #general."""
        return [each.text for each in self.general.messages if each.is_by_app]

    def _unread(self) -> int:
        with self.app.database.reading() as session:
            waiting = count_by_state(session)
        return waiting.get("open", 0) + waiting.get("parked", 0)


@pytest.fixture
def journey(database_url: str) -> Iterator[Journey]:
    clock = SettableClock(WEDNESDAY)
    sandbox = Sandbox(signing_secret=SECRET, start=WEDNESDAY, rate_limits=False)
    workspace = sandbox.add_workspace("T1", name="Harbour")
    ana = workspace.add_person("U1", name="Ana Lopez")
    bo = workspace.add_person("U2", name="Bo Berg")
    cy = workspace.add_person("U3", name="Cy Chen")
    general = workspace.add_channel("C1", "general", members=[ana, bo, cy], bot_is_member=True)
    token = workspace.install_app(bot_user_id="UBOT")
    with sandbox.serving() as slack:
        config = Config(
            _env_file=None,
            database_url=database_url,
            slack_signing_secret=SECRET,
            slack_bot_token=token,
            slack_api_url=slack.api_url,
        )
        app = Application(config, clock, FEATURES)
        app.start()
        try:
            with serving(app.asgi) as address:
                sandbox.request_url = f"{address}/slack/events"
                yield Journey(app, sandbox, workspace, clock, general, ana, bo, cy)
        finally:
            app.close()
