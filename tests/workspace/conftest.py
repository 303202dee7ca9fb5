"""Two workspaces that share their people's Slack ids: what one knows the other must not see."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from slack_sdk import WebClient

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.sandbox.sandbox import Sandbox
from slackapp.sandbox.workspace import Workspace
from slackapp.slack.clients import web_client
from slackapp.workspace.people import PersonRecord, save_people
from slackapp.workspace.sync import Run
from slackapp.workspace.workspaces import WorkspaceRecord, save_workspace
from tests.builders.databases import transaction

Open = Callable[..., AbstractContextManager[Transaction]]


@pytest.fixture
def opened(database: Database) -> Open:
    """Opens a transaction; workspaces T1 and T2 both know a U1 and a U2, by other names."""
    for workspace_id in ("T1", "T2"):
        with transaction(database, workspace_id=workspace_id) as tx:
            save_workspace(
                tx, WorkspaceRecord(name=workspace_id, bot_user_id="UBOT", bot_id="B1", app_id="A1")
            )
            save_people(
                tx,
                [
                    PersonRecord(slack_id="U1", name=f"Ana of {workspace_id}", real_name="Ana L"),
                    PersonRecord(slack_id="U2", name=f"Bo of {workspace_id}", real_name="Bo M"),
                ],
            )
    return lambda **options: transaction(database, **options)


@dataclass(frozen=True)
class Stage:
    """A sandbox served over HTTP and a client with the token of workspace T1 there."""

    sandbox: Sandbox
    workspace: Workspace
    client: WebClient


@pytest.fixture
def stage() -> Iterator[Stage]:
    sandbox = Sandbox(rate_limits=False)
    workspace = sandbox.add_workspace("T1", name="Acme")
    token = workspace.install_app(bot_user_id="UBOT")
    with sandbox.serving() as server:
        yield Stage(sandbox, workspace, web_client(api_url=server.api_url, token=token))


@pytest.fixture
def run(database: Database) -> Run:
    """`Toolbox.run` without the toolbox."""

    def in_transaction(use_case: Callable[..., None], workspace_id: str, *args: object) -> None:
        with transaction(database, workspace_id=workspace_id) as tx:
            use_case(tx, *args)

    return in_transaction
