"""The front of the sandbox: make one, fill it, serve it, act in it."""

import contextlib
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from starlette.applications import Starlette

from slackapp.sandbox.acts.acts import Acts
from slackapp.sandbox.acts.membership import Membership
from slackapp.sandbox.acts.sharing import Sharing
from slackapp.sandbox.events_api.deliveries import Deliveries
from slackapp.sandbox.events_api.outgoing import Attempt
from slackapp.sandbox.interactions.interactions import Interactions
from slackapp.sandbox.interactions.response_urls import ResponseUrls
from slackapp.sandbox.interactions.views import Views
from slackapp.sandbox.page.routes import page_routes
from slackapp.sandbox.person import Floor
from slackapp.sandbox.serving.authorize import Authorize
from slackapp.sandbox.serving.endpoints import Endpoints
from slackapp.sandbox.serving.server import Server, serving
from slackapp.sandbox.socket_mode.sockets import Sockets
from slackapp.sandbox.web_api.dispatch import WebApi
from slackapp.sandbox.web_api.rate_limits import RateLimits
from slackapp.sandbox.workspace import Workspace
from slackapp.sandbox.world.clock import SandboxClock
from slackapp.sandbox.world.world import App, MessageShortcut, SlashCommand, Team, World

_APP_ID = "A0SANDBOX01"


class Sandbox:
    """Slack on this machine, for one app and any number of workspaces.

    `start` makes the clock stand still there; without it time runs as it does outside.
    Events reach the app before the act that caused them returns, unless `background`;
    those the Web API causes always come from a worker: `settle()` waits for them.
    The page offers people the app's `commands` and `shortcuts`.
    """

    def __init__(
        self,
        *,
        signing_secret: str = "sandbox-signing-secret",  # noqa: S107 - a secret of a toy
        request_url: str | None = None,
        start: datetime | None = None,
        rate_limits: bool = True,
        background: bool = False,
        subscribed: Iterable[str] | None = None,
        commands: Iterable[SlashCommand] = (),
        shortcuts: Iterable[MessageShortcut] = (),
    ) -> None:
        app = App(_APP_ID, "We Not Me", signing_secret, secrets.token_hex(12), request_url)
        app.commands, app.shortcuts = tuple(commands), tuple(shortcuts)
        self.clock = SandboxClock(start)
        self.world = World(app, self.clock)
        self.faults = self.world.faults
        self.sockets = Sockets(_APP_ID)
        self.deliveries = Deliveries(self.world, self.sockets, background=background)
        if subscribed is not None:
            self.deliveries.subscribed = frozenset(subscribed)
        self.world.when_clock_moves.append(self.deliveries.send_due)
        self.rate_limits = RateLimits(enabled=rate_limits)
        self._floor, self._endpoints = self._put_together()
        self.workspaces: dict[str, Workspace] = {}
        authorize = Authorize(self.world).routes()
        routes = [*self._endpoints.routes(), *authorize, page_routes(self._floor)]
        self.asgi = Starlette(routes=routes)

    @property
    def request_url(self) -> str | None:
        return self.world.app.request_url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self.world.app.request_url = url

    @property
    def control_sequences(self) -> Counter[str]:
        """How often the app's posts held `channel`, `here` or `everyone` unescaped."""
        return self.world.control_sequences

    def use_socket_mode(self, scopes: Iterable[str] = ("connections:write",)) -> str:
        """Switch it on: nothing goes to the `request_url` any more. A new app token (`xapp-`)."""
        token = f"xapp-1-{self.world.app.id}-{self.world.new_secret()}"
        with self.world.lock:
            self.world.app.app_tokens[token] = frozenset(scopes)
            self.world.app.socket_mode = True
        return token

    def switch_socket_mode_off(self) -> None:
        self.world.app.socket_mode = False
        self.sockets.disconnect("link_disabled")

    def add_workspace(
        self,
        team_id: str,
        *,
        name: str = "Sandbox",
        domain: str | None = None,
        enterprise_id: str | None = None,
    ) -> Workspace:
        """`enterprise_id`: of the organisation it belongs to."""
        team = Team(team_id, name, domain or f"{team_id.lower()}-sandbox", enterprise_id)
        self.world.teams[team_id] = team
        workspace = Workspace(team, self._floor)
        self.workspaces[team_id] = workspace
        return workspace

    @contextlib.contextmanager
    def serving(self, *, port: int = 0, host: str = "127.0.0.1") -> Iterator[Server]:
        with serving(self.asgi, self._endpoints.connections, host, port) as server:
            self.world.app.base_url = server.url
            self.deliveries.pump()
            self.world.changes.open()
            try:
                yield server
            finally:
                self.world.changes.close()
                self.deliveries.close()
                self.sockets.close()

    def advance(self, seconds: float) -> None:
        """Move the clock and send the retries that fall due."""
        self.clock.advance(seconds)
        self.deliveries.send_due()

    def settle(self) -> None:
        self.deliveries.settle()

    def deliver_raw(
        self, body: bytes, headers: Mapping[str, str] | None = None, *, timestamp: int | None = None
    ) -> Attempt:
        """Any body to the app, signed for real unless `headers` say otherwise."""
        return self.deliveries.raw(body, headers or {}, timestamp)

    def verify_request_url(self) -> bool:
        """The `url_verification` handshake."""
        challenge = secrets.token_hex(16)
        token = self.world.app.verification_token
        body = {"token": token, "challenge": challenge, "type": "url_verification"}
        attempt = self.deliver_raw(json.dumps(body).encode())
        return attempt.ok and challenge in attempt.body.decode()

    def _put_together(self) -> tuple[Floor, Endpoints]:
        world, deliveries = self.world, self.deliveries
        views = Views(world)
        acts = Acts(world, deliveries, later=False)
        api_acts = Acts(world, deliveries, later=True)
        urls = ResponseUrls(world, api_acts)
        interactions = Interactions(world, deliveries, views, urls)
        floor = Floor(
            world, acts, Membership(world, acts), interactions, views, Sharing(world, acts)
        )
        api = WebApi(world, api_acts, views, self.sockets, self.rate_limits)
        return floor, Endpoints(world, api, urls)
