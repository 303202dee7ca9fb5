"""What Slack's OAuth gives and takes: a code for a token, a token for a newer one, its end.

Slack: https://docs.slack.dev/reference/methods/oauth.v2.access,
https://docs.slack.dev/authentication/using-token-rotation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from slackapp.slack.clients import web_client
from slackapp.slack.errors import classify
from slackapp.workspace.installation_store import Tokens
from slackapp.workspace.installations import Installation, identify

REVOKE_TRIES = 3

_log = structlog.get_logger(__name__)


class OddAnswer(Exception):  # noqa: N818  reads as what it is
    """Slack said ok, but not what for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What a code was worth: tokens, for which workspace, and who said yes to it."""

    workspace_id: str
    team_name: str
    enterprise_id: str | None
    for_the_whole_organisation: bool
    app_id: str
    scopes: frozenset[str]
    installer: str
    tokens: Tokens = field(repr=False)


class SlackOAuth:
    """Speaks for the app itself, by its client id and secret."""

    def __init__(
        self,
        *,
        api_url: str,
        client_id: str,
        client_secret: str,
        redirect_uri: str,
        now: Callable[[], datetime],
    ) -> None:
        self._api_url = api_url
        self._app = {"client_id": client_id, "client_secret": client_secret}
        self._redirect_uri = redirect_uri
        self._now = now

    def exchange(self, code: str) -> Granted:
        """Once for each code; the SDK's errors where Slack says no."""
        client = web_client(api_url=self._api_url)
        answer = client.oauth_v2_access(**self._app, code=code, redirect_uri=self._redirect_uri)
        said = _object(answer.data)
        team, enterprise = _object(said.get("team")), _object(said.get("enterprise"))
        return Granted(
            workspace_id=str(team.get("id") or ""),
            team_name=str(team.get("name") or ""),
            enterprise_id=str(enterprise.get("id") or "") or None,
            for_the_whole_organisation=bool(said.get("is_enterprise_install")),
            app_id=str(said.get("app_id") or ""),
            scopes=frozenset(part for part in str(said.get("scope") or "").split(",") if part),
            installer=str(_object(said.get("authed_user")).get("id") or ""),
            tokens=self._tokens(said),
        )

    def renew(self, refresh_token: str) -> Tokens:
        """Once for each refresh token."""
        client = web_client(api_url=self._api_url)
        answer = client.oauth_v2_access(
            **self._app, grant_type="refresh_token", refresh_token=refresh_token
        )
        return self._tokens(_object(answer.data))

    def identify(self, granted: Granted) -> Installation:
        """With what only the token's own bot is told: its ids and the workspace's address."""
        client = web_client(api_url=self._api_url, token=granted.tokens.bot_token)
        return replace(
            identify(client),
            workspace_id=granted.workspace_id,
            enterprise_id=granted.enterprise_id,
            scopes=granted.scopes,
            refresh_token=granted.tokens.refresh_token,
            expires_at=granted.tokens.expires_at,
        )

    def revoke(self, token: str) -> bool:
        """Slack forgets it at once; tried some times, since nobody will come back to it."""
        client = web_client(api_url=self._api_url, token=token)
        for _ in range(REVOKE_TRIES):
            try:
                client.auth_revoke()
            except Exception as error:  # noqa: BLE001  told below, whatever it was
                reason = classify(error).reason
            else:
                return True
        _log.error("installation.not_revoked", reason=reason)
        return False

    def uninstall(self, token: str) -> bool:
        """The app leaves the workspace, as if an admin had removed it."""
        client = web_client(api_url=self._api_url, token=token)
        try:
            client.apps_uninstall(**self._app)
        except (SlackApiError, OSError) as error:
            _log.warning("installation.not_uninstalled", reason=classify(error).reason)
            return False
        return True

    def _tokens(self, said: Mapping[str, Any]) -> Tokens:
        token, seconds = said.get("access_token"), said.get("expires_in")
        if not isinstance(token, str) or not token:
            raise OddAnswer("no access_token")
        if not isinstance(seconds, int):
            return Tokens(token)
        expires_at = self._now() + timedelta(seconds=seconds)
        return Tokens(token, str(said.get("refresh_token") or "") or None, expires_at)


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
