"""A small workspace with an app in it, for tests of the sandbox."""

from dataclasses import dataclass

from slack_sdk import WebClient

from slackapp.sandbox import Channel, Person, Sandbox, Workspace
from tests.sandbox.receiver import Receiver

SECRET = "invented-secret"


@dataclass
class Stage:
    """Ana and Ben in #general, where the bot is too."""

    sandbox: Sandbox
    receiver: Receiver
    workspace: Workspace
    api_url: str
    url: str
    ana: Person
    ben: Person
    general: Channel
    token: str

    @property
    def client(self) -> WebClient:
        return WebClient(self.token, base_url=self.api_url)

    def client_with(self, *scopes: str) -> WebClient:
        token = self.workspace.install_app(bot_user_id="U0BOT", scopes=scopes)
        return WebClient(token, base_url=self.api_url)
