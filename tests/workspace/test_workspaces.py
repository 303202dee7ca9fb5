"""Workspaces: their zone, when recording began, who the app is there."""

from datetime import UTC, datetime, timedelta

import pytest

from slackapp.database.engines import Database
from slackapp.workspace.people import PersonRecord, save_people
from slackapp.workspace.workspaces import (
    AppIdentity,
    WorkspaceRecord,
    app_identity,
    list_workspace_ids,
    recording_since,
    save_workspace,
    settle_zone,
    workspace_zone,
)
from tests.builders.databases import transaction
from tests.workspace.conftest import Open

RECORD = WorkspaceRecord(name="Acme", bot_user_id="UBOT", bot_id="B1", app_id="A1")
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def test_a_workspace_nobody_installed_has_no_identity_and_lives_in_utc(database: Database) -> None:
    with transaction(database) as tx:
        assert workspace_zone(tx).key == "UTC"
        with pytest.raises(LookupError):
            app_identity(tx)


def test_installing_again_keeps_zone_and_start_of_recording(database: Database) -> None:
    early = NOON - timedelta(days=9)
    with transaction(database) as tx:
        save_workspace(
            tx,
            WorkspaceRecord(
                name="Acme",
                bot_user_id="UOLD",
                bot_id="B0",
                app_id="A1",
                timezone="Europe/Rome",
                recording_since=early,
            ),
        )
    with transaction(database) as tx:
        save_workspace(tx, RECORD)
        assert app_identity(tx) == AppIdentity(bot_user_id="UBOT", bot_id="B1", app_id="A1")
        assert (workspace_zone(tx).key, recording_since(tx)) == ("Europe/Rome", early)


def test_a_new_workspace_records_from_now(database: Database) -> None:
    with transaction(database, now=NOON) as tx:
        save_workspace(tx, RECORD)
        assert recording_since(tx) == NOON


@pytest.mark.usefixtures("opened")
def test_every_installed_workspace_is_listed(database: Database) -> None:
    with database.reading() as session:
        assert list_workspace_ids(session) == ["T1", "T2"]


def test_the_zone_is_settled_by_most_active_members_once(opened: Open) -> None:
    with opened() as tx:
        settle_zone(tx)
        assert workspace_zone(tx).key == "UTC"
        save_people(tx, [zoned("U1", "Europe/Rome"), zoned("U2", "Europe/Rome")])
        save_people(tx, [zoned(f"UM{n}", "Mars/Olympus") for n in range(4)])
        save_people(tx, [zoned("U4", "Asia/Tokyo")])
        bots = [
            PersonRecord(slack_id=f"B{n}", name="", kind="bot", timezone="Asia/Tokyo")
            for n in range(5)
        ]
        save_people(tx, bots)
        settle_zone(tx)
        assert workspace_zone(tx).key == "Europe/Rome"
        save_people(tx, [zoned(f"U1{n}", "Asia/Tokyo") for n in range(5)])
        settle_zone(tx)
        assert workspace_zone(tx).key == "Europe/Rome"


def zoned(slack_id: str, timezone: str) -> PersonRecord:
    return PersonRecord(slack_id=slack_id, name=slack_id, timezone=timezone)
