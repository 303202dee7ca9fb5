"""The whole directory from Slack, over real HTTP, into the database."""

import json

import pytest

from slackapp.workspace.channels import channel_by_id
from slackapp.workspace.groups import group_members
from slackapp.workspace.lookup import LookUpFailed
from slackapp.workspace.people import count_members, people_by_id
from slackapp.workspace.sync import Run, make_known, sync_directory
from slackapp.workspace.workspaces import workspace_zone
from tests.workspace.conftest import Open, Stage


def must_not_wait(_seconds: float) -> None:
    raise AssertionError("waited")


def sync(stage: Stage, run: Run) -> None:
    sync_directory(stage.client, workspace_id="T1", run=run, wait=must_not_wait)


def test_everybody_every_channel_and_group_is_met(stage: Stage, run: Run, opened: Open) -> None:
    people = [
        stage.workspace.add_person(f"UP{n}", name=f"Person {n}", tz="Asia/Tokyo")
        for n in range(250)
    ]
    stage.workspace.add_channel("C1", "general", bot_is_member=True)
    stage.workspace.add_channel("C2", "other")
    stage.workspace.add_group("S1", "it", users=people[:2])
    sync(stage, run)
    with opened() as tx:
        assert count_members(tx) == 250 + 2
        assert [channel_by_id(tx, each).app_is_member for each in ("C1", "C2")] == [True, False]
        assert {person.slack_id for person in group_members(tx, "S1")} == {"UP0", "UP1"}
        assert workspace_zone(tx).key == "Asia/Tokyo"


def test_a_second_sync_changes_no_key(stage: Stage, run: Run, opened: Open) -> None:
    with opened() as tx:
        before = people_by_id(tx, ["U1"])["U1"]
    stage.workspace.add_person("U1", name="Ana")
    sync(stage, run)
    sync(stage, run)
    with opened() as tx:
        assert people_by_id(tx, ["U1"])["U1"].key == before.key


def test_a_group_member_outside_the_list_is_met_too(stage: Stage, run: Run, opened: Open) -> None:
    dana = stage.workspace.add_person("UDANA", name="Dana", team_id="T9")
    stage.workspace.add_group("S1", "partners", users=[dana])
    sync(stage, run)
    with opened() as tx:
        assert [person.kind for person in group_members(tx, "S1")] == ["outside"]


def test_a_plan_without_groups_is_no_failure(stage: Stage, run: Run, opened: Open) -> None:
    stage.workspace.add_channel("C1", "general")
    stage.sandbox.faults.add(method="usergroups.list", error="plan_upgrade_required")
    sync(stage, run)
    with opened() as tx:
        assert channel_by_id(tx, "C1").name == "general"


def test_a_revoked_token_ends_the_sync(stage: Stage, run: Run) -> None:
    stage.sandbox.faults.add(method="usergroups.list", error="token_revoked")
    with pytest.raises(LookUpFailed):
        sync(stage, run)


def test_a_cursor_that_leads_back_ends_the_sync(stage: Stage, run: Run) -> None:
    page = {"ok": True, "members": [], "response_metadata": {"next_cursor": "again"}}
    stage.sandbox.faults.add(method="users.list", times=9, body=json.dumps(page).encode())
    with pytest.raises(LookUpFailed) as failed:
        sync(stage, run)
    assert failed.value.outcome.reason == "cursor_loop"


def test_an_unreadable_member_does_not_stop_the_others(
    stage: Stage, run: Run, opened: Open
) -> None:
    members = [5, {}, {"id": "U77", "team_id": "T1", "name": "gil"}]
    body = json.dumps({"ok": True, "members": members}).encode()
    stage.sandbox.faults.add(method="users.list", body=body)
    sync(stage, run)
    with opened() as tx:
        assert people_by_id(tx, ["U77"])["U77"].name == "gil"


def test_making_known_meets_people_channels_and_groups(
    stage: Stage, run: Run, opened: Open
) -> None:
    ana = stage.workspace.add_person("UANA", name="Ana")
    stage.workspace.add_channel("C1", "general")
    stage.workspace.add_group("S1", "it", users=[ana])
    make_known(stage.client, ["S1", "C1", "U404"], workspace_id="T1", run=run, wait=must_not_wait)
    with opened() as tx:
        assert [person.slack_id for person in group_members(tx, "S1")] == ["UANA"]
        assert channel_by_id(tx, "C1").name == "general"
        assert people_by_id(tx, ["U404"])["U404"].kind == "unknown"
