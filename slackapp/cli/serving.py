"""`serve`: the app itself."""

import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType

import uvicorn
from sqlalchemy.exc import DatabaseError

from slackapp.app import Application
from slackapp.catalogue import FEATURES
from slackapp.cli.output import stop
from slackapp.cli.place import database_trouble, read_config
from slackapp.config import Config, ConfigError
from slackapp.database.host_lock import TakenError
from slackapp.observability.metrics import exposed
from slackapp.vocabulary.clock import SystemClock
from slackapp.web.draining import Draining
from slackapp.web.punctual import PunctualProtocol
from slackapp.workspace.installations import BadToken
from slackapp.workspace.workspaces import usable_zone

ANSWER_SECONDS = 4  # for requests under way at the end; Slack waits three


def serve() -> None:
    config = read_config(Config)
    with _listen(config) as listener, _metrics_apart(config):
        application = _started(config)
        try:
            _serve(application, listener, config)
        finally:
            application.close()


def _started(config: Config) -> Application:
    if usable_zone("Europe/Berlin") is None:  # else everybody's hours would be UTC's, unsaid
        stop("There is no time zone database: install the package tzdata.")
    try:
        application = Application(config, SystemClock(), FEATURES)
        application.start()
    except ConfigError as error:
        stop(str(error))
    except BadToken as error:
        stop(f"SLACK_BOT_TOKEN is not usable: Slack says {error.reason}.")
    except TakenError:
        stop("Another slackapp serves this database already; SQLite takes one at a time.")
    except (DatabaseError, OSError) as error:
        stop(database_trouble(error))
    return application


def _listen(config: Config) -> socket.socket:
    try:
        return socket.create_server((config.host, config.port))
    except OSError as error:
        stop(f"HOST and PORT are not usable: {config.host}:{config.port}, {error.strerror}.")


@contextmanager
def _metrics_apart(config: Config) -> Iterator[None]:
    """The numbers on a port of their own, where one is set."""
    if config.metrics_port is None:
        yield
        return
    with ExitStack() as exposing:
        try:
            exposing.enter_context(exposed(config.metrics_host, config.metrics_port))
        except OSError as error:
            where = f"{config.metrics_host}:{config.metrics_port}"
            stop(f"METRICS_HOST and METRICS_PORT are not usable: {where}, {error.strerror}.")
        yield


def _serve(application: Application, listener: socket.socket, config: Config) -> None:
    draining = Draining(application.asgi)
    settings = uvicorn.Config(
        draining,
        http=PunctualProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=config.keep_alive_seconds,
        timeout_graceful_shutdown=ANSWER_SECONDS,
    )
    # uvicorn stops on these, then raises them once more to end the process: we have to close first.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    _Server(settings, application, draining, seconds=config.drain_seconds).run([listener])


class _Server(uvicorn.Server):
    """On SIGTERM it is no longer ready, serves on until load balancers have seen it, then stops.

    Anything else, or a second SIGTERM, stops it at once.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        application: Application,
        draining: Draining,
        *,
        seconds: float,
    ) -> None:
        super().__init__(config)
        self._application = application
        self._draining = draining
        self._seconds = seconds
        self._stop_at: float | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if sig != signal.SIGTERM or self._stop_at is not None:
            super().handle_exit(sig, frame)
            return
        self._stop_at = time.monotonic() + self._seconds
        self._application.stopping = True
        self._draining.begin()

    async def on_tick(self, counter: int) -> bool:
        if self._stop_at is not None and time.monotonic() >= self._stop_at:
            self.should_exit = True
        return await super().on_tick(counter)
