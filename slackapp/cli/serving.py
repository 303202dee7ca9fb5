"""`serve`, `demo` and `migrate`: the app itself."""

import signal
import socket
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from sqlalchemy.exc import DatabaseError

from slackapp.app import Application
from slackapp.catalogue import FEATURES
from slackapp.cli.options import EmojiOption, WeekOption, names
from slackapp.cli.output import say, stop
from slackapp.cli.place import database_trouble, open_toolbox, read_config
from slackapp.config import Config
from slackapp.database.host_lock import TakenError
from slackapp.database.migrations import differences
from slackapp.demo.play import DemoOptions, play
from slackapp.vocabulary.clock import SystemClock
from slackapp.workspace.installations import BadToken

GRACE_SECONDS = 8  # SIGTERM ends within ten


def serve() -> None:
    """Serve a workspace: migrate, take Slack's requests, post what is due."""
    config = read_config(Config)
    listener = _listen(config)
    application = Application(config, SystemClock(), FEATURES)
    try:
        application.start()
    except BadToken as error:
        stop(f"SLACK_BOT_TOKEN is not usable: Slack says {error.reason}.")
    except TakenError:
        stop("Another slackapp serves this database already; SQLite takes one at a time.")
    except (DatabaseError, OSError) as error:
        stop(database_trouble(error))
    try:
        _serve(application, listener)
    finally:
        application.close()


def demo(
    *,
    export: Annotated[
        Path | None, typer.Option("--export", help="A real Slack export (zip) to play.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Post the board, print it, end.")] = False,
    kudos_emoji: EmojiOption = None,
    week: WeekOption = None,
    port: Annotated[int, typer.Option(help="Where the sandbox page is served; 0 picks one.")] = 0,
) -> None:
    """Play a community through the real app and a sandbox Slack, and post its leaderboard."""
    options = DemoOptions(
        export=export, once=once, kudos_emoji=names(kudos_emoji), week=week, port=port
    )
    raise typer.Exit(play(options))


def migrate(
    *,
    check: Annotated[bool, typer.Option("--check", help="Only say whether it is needed.")] = False,
) -> None:
    """Bring the database's tables up to date; `serve` does it by itself."""
    with open_toolbox(migrated=not check) as (database, _), database.engine.connect() as connection:
        behind = differences(connection)
    say(f"{len(behind)} differences: run slackapp migrate" if behind else "The tables are in step.")
    raise typer.Exit(1 if behind else 0)


def _listen(config: Config) -> socket.socket:
    try:
        return socket.create_server((config.host, config.port))
    except OSError as error:
        stop(f"HOST and PORT are not usable: {config.host}:{config.port}, {error.strerror}.")


def _serve(application: Application, listener: socket.socket) -> None:
    server = uvicorn.Server(
        uvicorn.Config(
            application.asgi,
            http="httptools",
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
    )
    # uvicorn stops on these, then raises them once more to end the process: we have to close first.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    server.run([listener])
