"""A front door on a real port, with an inbox on each database behind it."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response

from slackapp.database.engines import Database
from slackapp.intake.envelope import Interaction
from slackapp.intake.front_door import FrontDoor, with_front_door
from slackapp.intake.inbox import InboxWriter
from slackapp.intake.signature import SignatureGate
from slackapp.vocabulary.clock import SettableClock
from tests.builders.servers import serving
from tests.builders.slack_events import SECRET, signed
from tests.intake.desk import Desk


@dataclass
class Door:
    """Knock here."""

    http: httpx.Client
    interactions: list[str] = field(default_factory=list)
    woken: threading.Event = field(default_factory=threading.Event)

    def post(self, body: bytes, headers: dict[str, str] | None = None) -> httpx.Response:
        """These bytes, signed by Slack unless other headers are given."""
        return self.http.post(
            "/slack/events", content=body, headers=signed(body) if headers is None else headers
        )


@pytest.fixture
def door(database: Database, clock: SettableClock) -> Iterator[Door]:
    with httpx.Client(timeout=10) as http:
        door = Door(http)

        async def answer(interaction: Interaction) -> Response:
            door.interactions.append(interaction.body)
            return JSONResponse({"text": "done"})

        inbox = InboxWriter(database, clock, on_stored=door.woken.set)
        inbox.start()
        front_door = FrontDoor(SignatureGate(SECRET), inbox, answer)
        with serving(with_front_door(front_door, Starlette(), path="/slack/events")) as address:
            http.base_url = httpx.URL(address)
            yield door
        inbox.close()


@pytest.fixture
def desk(database: Database, clock: SettableClock) -> Desk:
    """Workspace T1; the test brings the rooms."""
    desk = Desk(database, clock)
    desk.settle_in("T1")
    return desk
