"""A sandbox with the room's listeners behind a door, and the same people in our database."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.kudos.feature import FEATURE
from slackapp.features.kudos.jobs import given_post
from slackapp.sandbox import Channel, Ephemeral, Message, Person, Sandbox, Workspace
from slackapp.slack import we_command
from slackapp.slack.bolt_app import build_app
from slackapp.slack.clients import web_client
from slackapp.slack.lines import fill
from slackapp.slack.throttle import Throttle
from slackapp.vocabulary.clock import Clock, SettableClock
from slackapp.workspace.admins import Admin
from tests.builders.admins import admitted
from tests.builders.databases import transaction
from tests.features.kudos.builders import REASON, open_workspace
from tests.slack.front_door import door_to

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class RoomToolbox:
    """The toolbox with this room alone; `asked_for` is whom a listener wanted to be known."""

    database: Database
    clock: Clock
    client: WebClient
    features: Sequence[Feature] = (FEATURE,)
    asked_for: list[str] = field(default_factory=list)
    overrides: Mapping[str, object] = field(default_factory=dict)

    def run(
        self,
        use_case: Callable[Concatenate[Transaction, P], R],
        workspace_id: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        with transaction(
            self.database,
            workspace_id=workspace_id,
            now=self.clock.now(),
            overrides=self.overrides,
        ) as tx:
            return use_case(tx, *args, **kwargs)

    def read(
        self,
        query: Callable[Concatenate[Transaction, P], R],
        workspace_id: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        return self.run(query, workspace_id, *args, **kwargs)

    def with_settings(self, overrides: Mapping[str, object]) -> "RoomToolbox":
        return replace(self, overrides=overrides)

    def slack(self, workspace_id: str) -> WebClient:
        assert workspace_id == "T1"
        return self.client

    def make_known(self, workspace_id: str, slack_ids: Sequence[str]) -> None:
        assert workspace_id == "T1"
        self.asked_for += slack_ids

    def with_lines(self, workspace_id: str, shown: R) -> R:
        assert workspace_id == "T1"
        return fill(shown, {})

    def open_modal(self, workspace_id: str, trigger_id: str, view: Mapping[str, Any]) -> bool:
        assert workspace_id == "T1"
        try:
            self.client.views_open(trigger_id=trigger_id, view=dict(view))
        except SlackApiError:
            return False
        return True

    def admit(self, workspace_id: str, person_id: str) -> Admin:
        return self.run(admitted, workspace_id, person_id)

    def push_modal(self, workspace_id: str, trigger_id: str, view: Mapping[str, Any]) -> bool:
        raise NotImplementedError

    def change_modal(self, workspace_id: str, view_id: str, view: Mapping[str, Any]) -> bool:
        assert workspace_id == "T1"
        self.client.views_update(view_id=view_id, view=dict(view))
        return True


@dataclass(frozen=True)
class Installed:
    """An installation as the slack floor needs it."""

    bot_token: str = "xoxb-1"
    bot_user_id: str = "UBOT"
    bot_id: str = "BBOT"


@dataclass(frozen=True)
class Stage:
    """Ana, Bo and Cy in #general; what they type and press reaches the room."""

    app: App
    toolbox: RoomToolbox
    sandbox: Sandbox
    workspace: Workspace
    general: Channel
    ana: Person
    bo: Person
    cy: Person

    def shown(self, to: Person) -> Ephemeral:
        """The one private answer on somebody's screen."""
        (answer,) = self.workspace.ephemerals(to=to)
        return answer

    def told(self, to: Person) -> list[str]:
        """Every private answer on somebody's screen."""
        return [shown.text for shown in self.workspace.ephemerals(to=to)]

    def posted(self, text: str = "@ana @bo for " + REASON) -> Message:
        """Cy's kudos and its post, as the outbox would send it; its answer is closed."""
        self.cy.command("/kudos", text, channel=self.general)
        undo = (self.shown(self.cy).blocks or [])[1]["elements"][0]
        content = self.toolbox.read(given_post, "T1", undo["value"])
        assert content is not None
        self.toolbox.client.chat_postMessage(
            channel="C1", text=content.text, blocks=[dict(block) for block in content.blocks]
        )
        return self.general.messages[-1]


@pytest.fixture
def stage(database: Database, clock: SettableClock) -> Iterator[Stage]:
    open_workspace(database)
    sandbox = Sandbox()
    workspace = sandbox.add_workspace("T1")
    token = workspace.install_app(bot_user_id="UBOT")
    ana = workspace.add_person("UANA", name="Ana", username="ana")
    bo = workspace.add_person("WBO", name="Bo", username="bo")
    cy = workspace.add_person("UCY", name="Cy", username="cy")
    general = workspace.add_channel("C1", "general", members=[ana, bo, cy], bot_is_member=True)
    with sandbox.serving() as server:
        client = web_client(api_url=server.api_url, token=token, timeout=2)
        toolbox = RoomToolbox(database, clock, client)
        app = _listening(toolbox)
        with door_to(app) as url:
            sandbox.request_url = url
            yield Stage(app, toolbox, sandbox, workspace, general, ana, bo, cy)


def _listening(toolbox: RoomToolbox) -> App:
    app = build_app(
        client=web_client(api_url="http://127.0.0.1:9/api/"),
        find_installation={"T1": Installed()}.get,
        throttle=Throttle(1_000_000),
    )
    assert FEATURE.register_listeners is not None
    FEATURE.register_listeners(app, toolbox)
    we_command.register(app, lambda: [word(toolbox) for word in FEATURE.we_words])
    return app
