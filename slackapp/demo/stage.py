"""The real app beside a sandbox workspace, each on a port of its own."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import Event

from pydantic import SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource
from sqlalchemy import exists, or_, select

from slackapp.app import Application
from slackapp.catalogue import FEATURES
from slackapp.config import Config
from slackapp.database.transaction import Transaction
from slackapp.demo.community import first_moment, move_in
from slackapp.demo.offered import COMMANDS, SHORTCUTS
from slackapp.intake.models import InboxEvent
from slackapp.intake.slack_export import SlackExport
from slackapp.jobs.models import Job
from slackapp.outbox.models import Post
from slackapp.sandbox import Channel, Sandbox, Workspace
from slackapp.sandbox.serving.connections import Connections
from slackapp.sandbox.serving.server import serving
from slackapp.workspace.silence import start

HOST = "127.0.0.1"
BOT = "U0WENOTME0"
_PATIENCE = 60
_LOOK_EVERY = 0.05


class PortTaken(Exception):  # noqa: N818  reads as what it is
    """The page cannot be served on this port."""


class TookTooLong(Exception):  # noqa: N818  same
    """What the demo waited for did not happen; the message says what."""


class DemoConfig(Config):
    """A config made of what it is given: nothing comes from the environment or `.env`."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  pydantic-settings' own shape
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


@dataclass(frozen=True)
class Stage:
    """Both worlds share one clock, the sandbox's."""

    application: Application
    sandbox: Sandbox
    workspace: Workspace
    url: str

    def address(self, channel: Channel) -> str:
        return f"{self.url}/{self.workspace.team.domain}/archives/{channel.id}"

    def settle(self) -> None:
        """Return when the app has read what it was told and done what it wanted to do."""
        self.sandbox.settle()
        self.wait_for(lambda tx: not _has_work(tx), "for the app to be done")

    def wait_for(self, condition: Callable[[Transaction], bool], what: str) -> None:
        """TookTooLong, with these words, where the condition does not come true."""
        deadline = time.monotonic() + _PATIENCE
        pause = Event()
        while not self.application.toolbox.read(condition, self.workspace.id):
            if time.monotonic() > deadline:
                raise TookTooLong(what)
            pause.wait(_LOOK_EVERY)


@contextmanager
def staged(
    export: SlackExport,
    *,
    workspace_id: str,
    name: str,
    database_url: str,
    port: int,
    socket: bool = False,
) -> Iterator[Stage]:
    """The export's people in a sandbox workspace that the running app is installed in.

    Slack's words come over HTTP, or through a `socket`.
    """
    secret = secrets.token_hex(16)
    sandbox = Sandbox(signing_secret=secret, commands=COMMANDS, shortcuts=SHORTCUTS)
    workspace = sandbox.add_workspace(workspace_id, name=name, domain="demo")
    move_in(workspace, export)
    if (began := first_moment(workspace)) is not None:
        sandbox.clock.set(began)  # as if the app had been there from the start
    token = workspace.install_app(bot_user_id=BOT)
    with ExitStack() as closing:
        url = _open_page(closing, sandbox, port)
        config = DemoConfig(
            database_url=database_url,
            slack_signing_secret=None if socket else SecretStr(secret),
            slack_app_token=SecretStr(sandbox.use_socket_mode()) if socket else None,
            slack_bot_token=SecretStr(token),
            slack_api_url=f"{url}/api/",
        )
        application = Application(config, sandbox.clock, FEATURES)
        closing.callback(application.close)
        application.bring_up_to_date()
        application.toolbox.run(start, workspace_id, by=None)  # nobody is there to press it
        application.start()
        sandbox.world.when_clock_moves.append(application.tick.wake)
        stage = Stage(application, sandbox, workspace, url)
        if socket:
            stage.wait_for(lambda _tx: application.trouble() is None, "for Slack's socket")
        else:
            app = closing.enter_context(serving(application.asgi, Connections(), HOST, 0))
            sandbox.request_url = f"{app.url}/slack/events"
        closing.callback(sandbox.settle)
        yield stage


def _open_page(closing: ExitStack, sandbox: Sandbox, port: int) -> str:
    try:
        return closing.enter_context(sandbox.serving(port=port, host=HOST)).url
    except (OSError, OverflowError) as error:
        raise PortTaken(port) from error


def _has_work(tx: Transaction) -> bool:
    unread = exists().where(
        InboxEvent.workspace_id == tx.workspace_id, InboxEvent.state.in_(("open", "parked"))
    )
    undone = exists().where(
        Job.workspace_id == tx.workspace_id, Job.state.in_(("planned", "running"))
    )
    unsent = exists().where(
        Post.workspace_id == tx.workspace_id, Post.state.in_(("planned", "sending"))
    )
    return bool(tx.session.scalar(select(or_(unread, undone, unsent))))
