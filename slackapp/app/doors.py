"""What is served: the front door for Slack's requests, what people press and type, pages."""

from functools import partial
from gettext import NullTranslations

from slack_bolt import App
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import ASGIApp

from slackapp.config import Config
from slackapp.feature_contract import Toolbox
from slackapp.intake.envelope import Interaction
from slackapp.intake.front_door import FrontDoor, with_front_door
from slackapp.intake.inbox import InboxWriter
from slackapp.intake.signature import SignatureGate
from slackapp.intake.socket_mode.socket_mode import SocketMode
from slackapp.slack import we_command
from slackapp.slack.bolt_app import build_app, dispatch
from slackapp.slack.clients import web_client
from slackapp.slack.throttle import Throttle
from slackapp.slack.visitors import Visitors
from slackapp.slack.we_command import WeWord
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.people import PersonKind
from slackapp.web.health import Trouble, health_routes
from slackapp.web.install.routes import InstallPages
from slackapp.workspace.languages import words_for_id
from slackapp.workspace.people import kind_of

EVENTS_PATH = "/slack/events"


def build_asgi(
    config: Config,
    inbox: InboxWriter,
    clicks: "Clicks",
    trouble: Trouble,
    pages: InstallPages | None,
) -> ASGIApp:
    """Without a signing secret nobody answers at EVENTS_PATH: that is Socket Mode."""
    install = pages.routes() if pages else []
    house = Starlette(
        routes=[*health_routes(trouble, with_metrics=config.metrics_port is None), *install]
    )
    if config.slack_app_token is not None or config.slack_signing_secret is None:
        return house
    secret = config.slack_signing_secret.get_secret_value()
    door = FrontDoor(SignatureGate(secret), inbox, clicks.answer)
    return with_front_door(door, house, path=EVENTS_PATH)


def build_socket_mode(config: Config, inbox: InboxWriter, clicks: "Clicks") -> SocketMode | None:
    if config.slack_app_token is None:
        return None
    token = config.slack_app_token.get_secret_value()
    return SocketMode(inbox, clicks.answer_now, api_url=config.slack_api_url, token=token)


class Clicks:
    """Answers commands, clicks, shortcuts and forms, each in the language of who asks."""

    def __init__(self, config: Config, toolbox: AppToolbox) -> None:
        self._toolbox = toolbox
        self._bolt = build_app(
            client=web_client(api_url=config.slack_api_url),
            find_installation=toolbox.installations.by_workspace,
            throttle=Throttle(config.person_requests_per_minute),
            visitors=Visitors(self._kind_of, self._closed_to_guests, self._meet),
        )
        register_listeners(self._bolt, toolbox)

    async def answer(self, interaction: Interaction) -> Response:
        status, headers, body = await run_in_threadpool(self.answer_now, interaction)
        return Response(body, status, headers)

    def answer_now(self, interaction: Interaction) -> tuple[int, dict[str, str], str]:
        """Status, headers and body; blocks."""
        headers = {"content-type": "application/json"}
        return dispatch(self._bolt, interaction.body, headers, self._words_for)

    def _kind_of(self, workspace_id: str, person_id: str) -> PersonKind | None:
        return self._toolbox.read(kind_of, workspace_id, person_id)

    def _meet(self, workspace_id: str, person_id: str) -> None:
        self._toolbox.make_known(workspace_id, [person_id])

    def _closed_to_guests(self) -> set[str]:
        return {word.word for word in _words(self._toolbox) if not word.for_guests}

    def _words_for(self, workspace_id: str, person_id: str) -> NullTranslations:
        return self._toolbox.read(words_for_id, workspace_id, person_id)


def register_listeners(app: App, toolbox: Toolbox) -> None:
    """All that people can press and type."""
    for feature in toolbox.features:
        if feature.register_listeners is not None:
            feature.register_listeners(app, toolbox)

    we_command.register(app, partial(_words, toolbox))


def _words(toolbox: Toolbox) -> list[WeWord]:
    return [word(toolbox) for feature in toolbox.features for word in feature.we_words]
