"""Two workspaces that share their people's Slack ids: what one knows the other must not see."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from slackapp.database.engines import Database
from slackapp.database.transaction import Transaction
from slackapp.workspace.people import PersonRecord, save_people
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
