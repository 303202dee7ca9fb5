"""Socket Mode between a sandbox and a real inbox, in a hurry; clicks are answered by the test."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from slackapp.database.engines import Database
from slackapp.intake.envelope import Interaction
from slackapp.intake.inbox import InboxWriter
from slackapp.intake.models import InboxEvent
from slackapp.intake.socket_mode.pace import Pace
from slackapp.intake.socket_mode.socket_mode import SocketMode
from slackapp.sandbox import Channel, Person, Sandbox
from slackapp.vocabulary.clock import SettableClock

Json = dict[str, Any]
HURRIED = Pace(
    ask_within=5,
    ping_every=0.1,
    pong_within=0.4,
    first_wait=0.02,
    longest_wait=0.2,
    refused_wait=0.1,
    good_after=0,
    brief=0,
    overlap=5,
    answer_within=2,
    stalled_after=60,
    look_every=0.05,
)
JSON = {"content-type": "application/json"}


def thanked(_interaction: Interaction) -> tuple[int, dict[str, str], str]:
    return 200, JSON, json.dumps({"text": "thanks"})


@dataclass
class Line:
    """Slack on one side, the inbox on the other; `answer` is what clicks come to."""

    sandbox: Sandbox
    api_url: str
    database: Database
    inbox: InboxWriter
    ana: Person
    general: Channel
    token: str
    answer: Callable[[Interaction], tuple[int, dict[str, str], str]] = thanked
    clicks: list[Json] = field(default_factory=list)
    closing: ExitStack = field(default_factory=ExitStack)

    def open(self, pace: Pace = HURRIED, *, token: str | None = None) -> SocketMode:
        """Started, and connected unless that is what the test is about."""
        mode = SocketMode(
            self.inbox, self._answer, api_url=self.api_url, token=token or self.token, pace=pace
        )
        self.closing.callback(mode.close)
        mode.start()
        if token is None:
            wait_until(lambda: mode.trouble() is None)
        return mode

    def stored(self) -> list[str]:
        with self.database.reading() as session:
            return list(session.scalars(select(InboxEvent.event_id)))

    def count(self) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(InboxEvent)) or 0

    def attempts(self) -> list[int]:
        """How often each event had to be sent."""
        return [len(each.attempts) for each in self.sandbox.deliveries.log if each.is_event]

    def _answer(self, interaction: Interaction) -> tuple[int, dict[str, str], str]:
        self.clicks.append(json.loads(interaction.body))
        return self.answer(interaction)


def wait_until(done: Callable[[], bool], *, seconds: float = 30) -> None:
    pause, deadline = threading.Event(), time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "waited in vain"
        pause.wait(0.01)


@pytest.fixture
def line(database: Database, clock: SettableClock) -> Iterator[Line]:
    start = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
    sandbox = Sandbox(start=start, rate_limits=False)
    sandbox.sockets.leave_after = 0.3
    acme = sandbox.add_workspace("T1")
    ana = acme.add_person("U1", name="Ana Lopez")
    general = acme.add_channel("C1", "general", members=[ana], bot_is_member=True)
    acme.install_app(bot_user_id="UBOT")
    inbox = InboxWriter(database, clock, on_stored=lambda: None)
    with sandbox.serving() as slack, ExitStack() as closing:
        inbox.start()
        closing.callback(inbox.close)
        token = sandbox.use_socket_mode()
        yield Line(sandbox, slack.api_url, database, inbox, ana, general, token, closing=closing)
