"""What answers events in `ingest.py`: `_servers.py bolt|door PORT [DATABASE_URL]`."""

import gc
import sys
from typing import Any

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from slackapp.database.engines import Database
from slackapp.intake.envelope import Interaction
from slackapp.intake.front_door import FrontDoor
from slackapp.intake.inbox import InboxWriter
from slackapp.intake.signature import SignatureGate
from slackapp.vocabulary.clock import SystemClock
from tests.builders.slack_events import SECRET


def bolt() -> AsyncSlackRequestHandler:
    """Bolt as its documentation shows it, with a listener that does nothing: nothing is stored."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_id="B1", bot_user_id="UBOT")

    async def do_nothing() -> None: ...

    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)
    for kind in ("message", "reaction_added"):
        app.event(kind)(do_nothing)
    return AsyncSlackRequestHandler(app, path="/slack/events")


def door(database_url: str) -> ASGIApp:
    """Our front door and inbox as the app has them, with nobody reading the inbox."""
    inbox = InboxWriter(Database(database_url), SystemClock(), on_stored=lambda: None)
    inbox.start()

    async def refuse(_interaction: Interaction) -> Response:
        return Response(status_code=404)

    front_door = FrontDoor(SignatureGate(SECRET), inbox, refuse)
    return Starlette(routes=[Route("/slack/events", front_door, methods=["POST"])])


def main(kind: str, port: int, database_url: str) -> None:
    app: Any = bolt() if kind == "bolt" else door(database_url)
    gc.collect()
    gc.freeze()  # as `slackapp serve` does; Bolt gets it too
    uvicorn.run(
        app,
        port=port,
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="warning",
        server_header=False,
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
