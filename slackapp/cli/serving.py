"""`serve`: the app itself."""

import signal
import socket

import uvicorn
from sqlalchemy.exc import DatabaseError

from slackapp.app import Application
from slackapp.catalogue import FEATURES
from slackapp.cli.output import stop
from slackapp.cli.place import database_trouble, read_config
from slackapp.config import Config
from slackapp.database.host_lock import TakenError
from slackapp.vocabulary.clock import SystemClock
from slackapp.workspace.installations import BadToken

GRACE_SECONDS = 8  # SIGTERM ends within ten


def serve() -> None:
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
