"""Where the app is installed and the tokens it acts with."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from slackapp.slack.errors import Outcome, classify


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
    """The app in one workspace; the token never shows in a repr."""

    workspace_id: str
    bot_token: str = field(repr=False)
    bot_user_id: str
    bot_id: str
    app_id: str
    team_name: str
    url: str = ""


class Installations:
    """The installations known to this process: one from the config, until OAuth brings more."""

    def __init__(self, installations: Iterable[Installation] = ()) -> None:
        self._by_workspace = {each.workspace_id: each for each in installations}

    def __bool__(self) -> bool:
        return bool(self._by_workspace)

    def by_workspace(self, workspace_id: str) -> Installation | None:
        return self._by_workspace.get(workspace_id)

    def add(self, installation: Installation) -> None:
        """A second one for the same workspace replaces the first."""
        self._by_workspace = {
            **self._by_workspace,
            installation.workspace_id: installation,
        }


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
    )


def _said(answer: SlackResponse, name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise SlackUnreachable(Outcome("retry", f"no_{name}_in_answer"))
    return value
