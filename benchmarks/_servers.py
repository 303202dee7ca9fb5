"""What answers events in `ingest.py`: `_servers.py bolt|commit|door PORT [DATABASE_URL]`."""

import asyncio
import gc
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.types import ASGIApp

from slackapp.database.engines import Database
from slackapp.intake.envelope import Interaction
from slackapp.intake.front_door import FrontDoor, with_front_door
from slackapp.intake.inbox import InboxWriter
from slackapp.intake.signature import SignatureGate
from slackapp.vocabulary.clock import SystemClock
from tests.builders.slack_events import SECRET

_COMMIT_THREADS = 8  # PostgreSQL's commits overlap; SQLite has one writer


def bolt() -> AsyncSlackRequestHandler:
    """Bolt as its documentation shows it, with a listener that does nothing: nothing is stored."""

    async def do_nothing() -> None: ...

    return _bolt_with(do_nothing)


def bolt_with_commits(database_url: str) -> AsyncSlackRequestHandler:
    """The same with a listener that stores its event before Bolt answers: a commit an event.

    As fast as we could make it: driver calls on connections kept open, no ORM, no look first.
    """
    database = Database(database_url)
    insert = "INSERT INTO event_by_bolt (event_id, body) VALUES (?, ?) ON CONFLICT DO NOTHING"
    if not database.is_sqlite:
        insert = insert.replace("?", "%s")
    threads = ThreadPoolExecutor(1 if database.is_sqlite else _COMMIT_THREADS)
    mine = threading.local()

    def store(event_id: str, body: str) -> None:
        if not hasattr(mine, "cursor"):
            mine.connection = database.connect_for_single_statements()
            mine.cursor = mine.connection.connection.cursor()
        mine.cursor.execute(insert, (event_id, body))

    async def store_event(body: dict[str, Any], request: Any) -> None:  # noqa: ANN401  Bolt's
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(threads, store, body["event_id"], request.raw_body)

    return _bolt_with(store_event)


def _bolt_with(listener: Any) -> AsyncSlackRequestHandler:  # noqa: ANN401  any arguments
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_id="B1", bot_user_id="UBOT")

    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)
    for kind in ("message", "reaction_added"):
        app.event(kind)(listener)
    return AsyncSlackRequestHandler(app, path="/slack/events")


def door(database_url: str) -> ASGIApp:
    """Our front door and inbox as the app has them, with nobody reading the inbox."""
    inbox = InboxWriter(Database(database_url), SystemClock(), on_stored=lambda: None)
    inbox.start()

    async def refuse(_interaction: Interaction) -> Response:
        return Response(status_code=404)

    front_door = FrontDoor(SignatureGate(SECRET), inbox, refuse)
    return with_front_door(front_door, Starlette(), path="/slack/events")


def main(kind: str, port: int, database_url: str) -> None:
    with_database = {"commit": bolt_with_commits, "door": door}
    app: Any = bolt() if kind == "bolt" else with_database[kind](database_url)
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
