"""From a method's name and a token to an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slackapp.sandbox.acts.acts import Acts
from slackapp.sandbox.acts.sharing import Sharing
from slackapp.sandbox.interactions.views import Views
from slackapp.sandbox.scopes import METHOD_SCOPES
from slackapp.sandbox.socket_mode.sockets import Sockets
from slackapp.sandbox.web_api import (
    apps,
    chat,
    conversations,
    files,
    modals,
    oauth,
    people,
    reactions,
)
from slackapp.sandbox.web_api.call import (
    Args,
    Call,
    Method,
    RateLimitedError,
    SlackError,
    missing_scope,
)
from slackapp.sandbox.web_api.rate_limits import RateLimits
from slackapp.sandbox.world.channels import Kind
from slackapp.sandbox.world.world import Installation, World

Json = dict[str, Any]

METHODS: dict[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **modals.METHODS,
    **people.METHODS,
    **reactions.METHODS,
}


@dataclass(frozen=True)
class Answer:
    """What goes back over HTTP."""

    body: Json
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class WebApi:
    """Checks in Slack's order: method, token, scope, rate, then the method itself."""

    def __init__(
        self, world: World, acts: Acts, views: Views, sockets: Sockets, limits: RateLimits
    ) -> None:
        self._world = world
        self._acts = acts
        self._views = views
        self._sockets = sockets
        self._limits = limits
        self._sharing = Sharing(world, acts)

    def answer(self, method: str, token: str, values: Mapping[str, Any]) -> Answer:
        headers = self._scopes_shown(method, token)
        try:
            return Answer({"ok": True} | self._call(method, token, values), headers=headers)
        except RateLimitedError as limited:
            return Answer(limited.body, 429, headers | {"Retry-After": str(limited.retry_after)})
        except SlackError as error:
            return Answer(error.body, headers=headers)

    def people_in(self, token: str, values: Mapping[str, Any]) -> frozenset[str]:
        """Whom a call is about: those it names, and who the direct messages are with."""
        named = (str(values.get(name) or "").split(",") for name in ("user", "users", "user_id"))
        people = {user for users in named for user in users if user}
        channel_id = str(values.get("channel") or "")
        installation = self._world.tokens.get(token)
        if installation is not None and channel_id:
            channel = self._world.team_of(installation).channels.get(channel_id)
            is_im = channel is not None and channel.kind is Kind.IM
            people |= {*channel.members} if channel and is_im else {channel_id}
        return frozenset(people)

    def _scopes_shown(self, method: str, token: str) -> dict[str, str]:
        """What a token may and what the method asks, as Slack's headers tell with each answer."""
        installation = self._world.tokens.get(token)
        if installation is None:
            return {}
        accepted = METHOD_SCOPES.get(method, frozenset())
        return {
            "X-OAuth-Scopes": ",".join(sorted(installation.scopes)),
            "X-Accepted-OAuth-Scopes": ",".join(sorted(accepted)),
        }

    def _call(self, method: str, token: str, values: Mapping[str, Any]) -> Json:
        if method == "api.test":
            return _api_test(values)
        if method == apps.OPEN:
            app = self._world.app
            return apps.open_connection(app, self._sockets, self._limits, token, values)
        if method == oauth.ACCESS:
            return oauth.access(self._world, self._acts, Args(values))
        if method in oauth.ENDS:
            self._installation(token)
            return oauth.ENDS[method](self._world, self._acts, token, Args(values))
        run = METHODS.get(method)
        if run is None:
            raise SlackError("unknown_method", req_method=method)
        installation = self._installation(token)
        _check_scope(method, installation)
        wait = self._limits.wait_for(installation.team_id, method, str(values.get("channel", "")))
        if wait:
            raise RateLimitedError(wait)
        team = self._world.team_of(installation)
        call = Call(
            self._world, self._acts, self._views, self._sharing, installation, team, Args(values)
        )
        with self._world.lock:
            return run(call)

    def _installation(self, token: str) -> Installation:
        if not token:
            raise SlackError("not_authed")
        if token in self._world.dead_tokens:
            raise SlackError(self._world.dead_tokens[token])
        installation = self._world.tokens.get(token)
        if installation is None:
            raise SlackError("invalid_auth")
        expires_at = installation.expires_at
        if expires_at is not None and expires_at <= self._world.clock.seconds():
            raise SlackError("token_expired")
        return installation


def _check_scope(method: str, installation: Installation) -> None:
    needed = METHOD_SCOPES.get(method, frozenset())
    if needed and not needed & installation.scopes:
        raise missing_scope(installation, ",".join(sorted(needed)))


def _api_test(values: Mapping[str, Any]) -> Json:
    args = {name: value for name, value in values.items() if name != "token"}
    if "error" in args:
        raise SlackError(str(args["error"]), args=args)
    return {"args": args}
