"""An estate of three workspaces, none of which has the app yet."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from pydantic import SecretStr

from slackapp.config import Config
from slackapp.sandbox import Sandbox
from slackapp.vocabulary.clock import SettableClock
from slackapp.workspace.token_keys import new_key
from tests.journeys.conftest import SECRET, WEDNESDAY
from tests.journeys.install.estate import Estate


def furnished(sandbox: Sandbox, team_id: str, name: str) -> None:
    """The same ids everywhere; only names differ."""
    workspace = sandbox.add_workspace(team_id, name=name)
    people = [
        workspace.add_person(
            f"U{n}", name=f"{first} of {name}", role="admin" if n == 1 else "member"
        )
        for n, first in enumerate(("Ana", "Bo", "Cy"), start=1)
    ]
    workspace.add_channel("C1", "general", members=people)


@pytest.fixture
def estate(
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: Literal["http", "socket"],
) -> Iterator[Estate]:
    monkeypatch.chdir(tmp_path)  # whoever runs the tests may have a .env
    clock = SettableClock(WEDNESDAY)
    sandbox = Sandbox(signing_secret=SECRET, start=WEDNESDAY, rate_limits=False)
    for team_id, name in (("T1", "Harbour"), ("T2", "Hill"), ("T3", "Marsh")):
        furnished(sandbox, team_id, name)
    port = _free_port()
    sandbox.world.app.redirect_urls = (f"http://127.0.0.1:{port}/slack/oauth_redirect",)
    with sandbox.serving() as slack:
        config = Config(
            database_url=database_url,
            slack_signing_secret=SecretStr(SECRET) if way == "http" else None,
            slack_app_token=SecretStr(sandbox.use_socket_mode()) if way == "socket" else None,
            slack_client_id=sandbox.world.app.client_id,
            slack_client_secret=SecretStr(sandbox.world.app.client_secret),
            token_keys=SecretStr(f"first:{new_key()}"),
            public_url=f"http://127.0.0.1:{port}",
            slack_api_url=slack.api_url,
        )
        estate = Estate(config, sandbox, clock, port)
        try:
            estate.start()
            yield estate
        finally:
            estate.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
