"""What is served: the front door for Slack's requests, what people press and type, pages."""

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
from slackapp.slack import we_command
from slackapp.slack.bolt_app import build_app, dispatch
from slackapp.slack.clients import web_client
from slackapp.slack.throttle import Throttle
from slackapp.slack.we_command import WeWord
from slackapp.toolbox import AppToolbox
from slackapp.web.health import Trouble, health_routes
from slackapp.web.install.routes import InstallPages
from slackapp.workspace.languages import words_for_id

EVENTS_PATH = "/slack/events"


def build_asgi(
    config: Config,
    toolbox: AppToolbox,
    inbox: InboxWriter,
    trouble: Trouble,
    pages: InstallPages | None,
) -> ASGIApp:
    secret = config.slack_signing_secret.get_secret_value()
    door = FrontDoor(SignatureGate(secret), inbox, Clicks(config, toolbox).answer)
    install = pages.routes() if pages else []
    house = Starlette(
        routes=[*health_routes(trouble, with_metrics=config.metrics_port is None), *install]
    )
    return with_front_door(door, house, path=EVENTS_PATH)


class Clicks:
    """Answers commands, clicks, shortcuts and forms, each in the language of who asks."""

    def __init__(self, config: Config, toolbox: AppToolbox) -> None:
        self._toolbox = toolbox
        self._bolt = build_app(
            client=web_client(api_url=config.slack_api_url),
            find_installation=toolbox.installations.by_workspace,
            throttle=Throttle(config.person_requests_per_minute),
        )
        register_listeners(self._bolt, toolbox)

    async def answer(self, interaction: Interaction) -> Response:
        headers = {"content-type": "application/json"}
        status, headers, body = await run_in_threadpool(
            dispatch, self._bolt, interaction.body, headers, self._words_for
        )
        return Response(body, status, headers)

    def _words_for(self, workspace_id: str, person_id: str) -> NullTranslations:
        return self._toolbox.read(words_for_id, workspace_id, person_id)


def register_listeners(app: App, toolbox: Toolbox) -> None:
    """All that people can press and type."""
    for feature in toolbox.features:
        if feature.register_listeners is not None:
            feature.register_listeners(app, toolbox)

    def words() -> list[WeWord]:
        return [word(toolbox) for feature in toolbox.features for word in feature.we_words]

    we_command.register(app, words)
