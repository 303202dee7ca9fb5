"""Who the app is where, and whether its token is good."""

import socket

import pytest

from slackapp.sandbox.scopes import ALL_SCOPES
from slackapp.slack.clients import web_client
from slackapp.workspace.installations import (
    BadToken,
    Installation,
    Installations,
    SlackUnreachable,
    identify,
)
from tests.workspace.conftest import Stage


def test_slack_tells_whose_token_it_is(stage: Stage) -> None:
    assert identify(stage.client) == Installation(
        workspace_id="T1",
        bot_token=stage.client.token or "",
        bot_user_id="UBOT",
        bot_id="BBOT",
        app_id="A0SANDBOX01",
        team_name="Acme",
        scopes=ALL_SCOPES,
        url=f"{stage.client.base_url.removesuffix('api/')}t1-sandbox/",
    )


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "something_new"])
def test_a_refused_token_is_told_apart(stage: Stage, error: str) -> None:
    stage.sandbox.faults.add(method="auth.test", error=error)
    with pytest.raises(BadToken) as bad:
        identify(stage.client)
    assert bad.value.reason == error


@pytest.mark.parametrize(
    "body", [b'{"ok": true}', b'{"ok": true, "bot_id": "B1"}', b'{"ok": true, "bot_id": ""}']
)
def test_an_answer_that_names_nobody_is_no_identity(stage: Stage, body: bytes) -> None:
    stage.sandbox.faults.add(method="auth.test", body=body)
    with pytest.raises((BadToken, SlackUnreachable)):
        identify(stage.client)


def test_a_slack_that_is_down_says_nothing_about_the_token(stage: Stage) -> None:
    stage.sandbox.faults.add(method="auth.test", status=503, body=b"busy")
    with pytest.raises(SlackUnreachable):
        identify(stage.client)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/api/"
        with pytest.raises(SlackUnreachable):
            identify(web_client(api_url=address, token="xoxb-1"))


def test_a_token_shows_in_no_repr(stage: Stage) -> None:
    assert "xoxb" not in repr(identify(stage.client))


def test_installations_are_found_by_workspace() -> None:
    first, second = (
        Installation(
            workspace_id="T1",
            bot_token=token,
            bot_user_id="U1",
            bot_id="B1",
            app_id="A1",
            team_name="Acme",
        )
        for token in ("xoxb-1", "xoxb-2")
    )
    installations = Installations([first])
    assert installations.by_workspace("T2") is None
    installations.add(second)
    assert installations
    assert not Installations()
    assert installations.by_workspace("T1") is second
