"""A sandbox, and the Bolt app as the front door calls it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from slackapp.sandbox import Channel, Message, Person, Sandbox, Workspace
from slackapp.slack.blocks import actions
from slackapp.slack.bolt_app import build_app, dispatch
from slackapp.slack.clients import web_client
from slackapp.slack.throttle import Throttle
from tests.slack.front_door import door_to

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Installed:
    """An installation as the slack floor needs it."""

    bot_token: str = "xoxb-1"
    bot_user_id: str = "UBOT"
    bot_id: str = "BBOT"


@dataclass(frozen=True)
class Stage:
    """A served sandbox with the app and Ana in #general of T1, and a client for it.

    What Ana types and presses reaches the fixture `app`.
    """

    sandbox: Sandbox
    general: Channel
    ana: Person
    workspace: Workspace
    client: WebClient
    api_url: str

    def post_button(self, element: dict[str, Any]) -> Message:
        """The app's message with this button in #general."""
        self.client.chat_postMessage(channel="C1", text="tea?", blocks=[actions([element])])
        return self.general.messages[-1]

    def whispered(self) -> list[str]:
        """What only Ana sees in #general."""
        return [shown.text for shown in self.workspace.ephemerals(to=self.ana)]


@pytest.fixture
def stage(app: App) -> Iterator[Stage]:
    sandbox = Sandbox()
    workspace = sandbox.add_workspace("T1")
    token = workspace.install_app(bot_user_id="UBOT")
    ana = workspace.add_person("U1", name="Ana")
    general = workspace.add_channel("C1", "general", members=[ana], bot_is_member=True)
    with sandbox.serving() as server, door_to(app) as url:
        sandbox.request_url = url
        client = web_client(api_url=server.api_url, token=token, timeout=2)
        yield Stage(sandbox, general, ana, workspace, client, server.api_url)


@pytest.fixture
def app() -> App:
    """Nobody answers at its Web API: a request of its own would fail."""
    installed = {"T1": Installed()}
    client = web_client(api_url="http://127.0.0.1:9/api/")
    return build_app(client=client, find_installation=installed.get, throttle=Throttle(1_000_000))


def send_command(app: App, command: str, text: str = "", *, team: str = "T1") -> dict[str, Any]:
    """The JSON that whoever typed the command is shown."""
    form = {
        "command": command,
        "text": text,
        "team_id": team,
        "user_id": "U1",
        "channel_id": "C1",
        "trigger_id": "1.2.3",
        "response_url": "http://127.0.0.1:9/never",
    }
    status, _, body = dispatch(app, urlencode(form), FORM)
    assert status == 200
    shown = json.loads(body)
    assert isinstance(shown, dict)
    return shown


def send_payload(app: App, **payload: Any) -> tuple[int, str]:  # noqa: ANN401  JSON
    """Status and body of the answer to a click, a form or a shortcut."""
    whole = {"team": {"id": "T1"}, "user": {"id": "U1"}, **payload}
    status, _, body = dispatch(app, urlencode({"payload": json.dumps(whole)}), FORM)
    return status, body
