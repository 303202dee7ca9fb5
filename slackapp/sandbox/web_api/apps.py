"""What an app asks with a token of its own (`xapp-`), without a workspace."""

from collections.abc import Mapping
from typing import Any

from slackapp.sandbox.socket_mode.sockets import Sockets
from slackapp.sandbox.web_api.call import RateLimitedError, SlackError
from slackapp.sandbox.web_api.rate_limits import RateLimits
from slackapp.sandbox.world.world import App

Json = dict[str, Any]
OPEN = "apps.connections.open"
_SCOPE = "connections:write"


def open_connection(
    app: App, sockets: Sockets, limits: RateLimits, token: str, values: Mapping[str, Any]
) -> Json:
    """A `url` for one connection; https://docs.slack.dev/reference/methods/apps.connections.open.

    The token is taken from the header alone. What Slack answers where Socket Mode is switched off
    is on none of its pages: here `link_disabled`, its word for a socket closed for that.
    """
    scopes = app.app_tokens.get(token)
    if not token or "token" in values:
        raise SlackError("not_authed")
    if not token.startswith("xapp-"):
        raise SlackError("not_allowed_token_type")
    if scopes is None:
        raise SlackError("invalid_auth")
    if _SCOPE not in scopes:
        raise SlackError("missing_scope", needed=_SCOPE, provided=",".join(sorted(scopes)))
    if not app.socket_mode:
        raise SlackError("link_disabled")
    if wait := limits.wait_for(app.id, OPEN):
        raise RateLimitedError(wait)
    return {"url": sockets.new_url()}
