"""Where the app is installed and the tokens it acts with."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from slackapp.slack.errors import Outcome, classify

# How long a process goes on with what it read, where another one was told of the end.
CACHE_SECONDS = 5.0

State = Literal["live", "ended", "purging"]


class BadToken(Exception):  # noqa: N818  reads as what it is
    """Slack does not accept the token; `reason` is its error code."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Slack does not accept the bot token: {reason}")
        self.reason = reason


class SlackUnreachable(Exception):  # noqa: N818  same
    """Slack did not answer; the token may be good."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(f"Slack could not be asked who we are: {outcome.reason}")
        self.outcome = outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The app in one workspace; its tokens never show in a repr.

    installed_at: of what is stored, by which this installation is told from one after it.
    """

    workspace_id: str
    bot_token: str = field(repr=False)
    bot_user_id: str
    bot_id: str
    app_id: str
    team_name: str
    url: str = ""
    enterprise_id: str | None = None
    scopes: frozenset[str] = frozenset()
    refresh_token: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None
    installed_at: datetime | None = None

    def has_scope(self, scope: str) -> bool:
        return scope in self.scopes


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database knows of a workspace; no installation where its token is the config's."""

    state: State
    installation: Installation | None


class Installations:
    """The way to a workspace's token: the database's, or the one from the config."""

    def __init__(
        self,
        installations: Iterable[Installation] = (),
        *,
        find: Callable[[str], Stored | None] = lambda _workspace_id: None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._from_config = {each.workspace_id: each for each in installations}
        self._find = find
        self._seconds = seconds
        self._cache: dict[str, tuple[float, Installation | None]] = {}

    def __bool__(self) -> bool:
        """Whether the config's token is known."""
        return bool(self._from_config)

    def by_workspace(self, workspace_id: str) -> Installation | None:
        """None where there is none, or it has ended."""
        now = self._seconds()
        read_at, found = self._cache.get(workspace_id, (now - CACHE_SECONDS, None))
        if now - read_at >= CACHE_SECONDS:
            found = self._look(workspace_id)
            self._cache[workspace_id] = (now, found)
        return found

    def add(self, installation: Installation) -> None:
        """The one whose token is in the config; a second one for the workspace replaces it."""
        self._from_config = {**self._from_config, installation.workspace_id: installation}
        self.forget(installation.workspace_id)

    def from_config(self, workspace_id: str) -> Installation | None:
        return self._from_config.get(workspace_id)

    def forget(self, workspace_id: str) -> None:
        """What is known of it changed: look again."""
        self._cache.pop(workspace_id, None)

    def _look(self, workspace_id: str) -> Installation | None:
        stored = self._find(workspace_id)
        if stored is not None and (stored.state != "live" or stored.installation is not None):
            return stored.installation if stored.state == "live" else None
        return self._from_config.get(workspace_id)


def identify(client: WebClient) -> Installation:
    """Ask Slack whose token the client carries; BadToken or SlackUnreachable."""
    try:
        answer = client.auth_test()
    except Exception as error:
        outcome = classify(error)
        if outcome.verdict in {"workspace_paused", "permanent"}:
            raise BadToken(outcome.reason) from error
        raise SlackUnreachable(outcome) from error
    return Installation(
        workspace_id=_said(answer, "team_id"),
        bot_token=client.token or "",
        bot_user_id=_said(answer, "user_id"),
        bot_id=answer.get("bot_id") or "",
        app_id=answer.get("app_id") or "",
        team_name=answer.get("team") or "",
        url=answer.get("url") or "",
        enterprise_id=answer.get("enterprise_id") or None,
        scopes=_scopes(answer),
    )


def _said(answer: SlackResponse, name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise SlackUnreachable(Outcome("retry", f"no_{name}_in_answer"))
    return value


def _scopes(answer: SlackResponse) -> frozenset[str]:
    """Slack tells them in a header of every answer."""
    headers = {name.lower(): value for name, value in answer.headers.items()}
    said = str(headers.get("x-oauth-scopes", ""))
    return frozenset(scope.strip() for scope in said.split(",") if scope.strip())
