"""Slack's objects become records, whatever is missing in them."""

import json
from pathlib import Path
from typing import Any

import pytest

from slackapp.workspace.records import ChannelRecord, GroupRecord, PersonRecord
from slackapp.workspace.slack_objects import (
    UnreadableObject,
    read_channel,
    read_group,
    read_person,
)

SAMPLES = Path(__file__).parents[3] / "shared/data/slack_fixtures/java-slack-sdk/events"


def person(**fields: Any) -> PersonRecord:  # noqa: ANN401  JSON
    return read_person({"id": "U1", "team_id": "T1", **fields}, workspace_id="T1")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"profile": {"display_name": "ana", "real_name": "Ana L"}, "name": "al"}, "ana"),
        ({"profile": {"display_name": "", "real_name": "Ana L"}, "name": "al"}, "Ana L"),
        ({"profile": {"display_name": " "}, "real_name": "Ana L", "name": "al"}, "Ana L"),
        ({"profile": {}, "name": "al"}, "al"),
        ({"profile": "odd", "name": 5}, ""),
        ({"name": "a\0l\ud800"}, "al"),
    ],
)
def test_people_go_by_display_name_then_real_name_then_handle(
    fields: dict[str, Any], name: str
) -> None:
    assert person(**fields).name == name


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "member"),
        ({"is_app_user": True}, "member"),
        ({"team_id": None}, "member"),
        ({"team_id": ["T9"]}, "member"),
        ({"is_bot": True}, "bot"),
        ({"is_workflow_bot": True}, "bot"),
        ({"id": "USLACKBOT"}, "bot"),
        ({"is_bot": True, "team_id": "T9"}, "bot"),
        ({"is_restricted": True}, "guest"),
        ({"is_ultra_restricted": True}, "guest"),
        ({"is_stranger": True}, "outside"),
        ({"team_id": "T9"}, "outside"),
        ({"team_id": "T9", "is_restricted": True}, "outside"),
        ({"team_id": "E1", "enterprise_user": {"teams": ["T1", "T2"]}}, "member"),
        ({"team_id": "E1", "enterprise_user": {"teams": ["T2"]}}, "outside"),
    ],
)
def test_slack_tells_who_is_a_member_a_guest_from_outside_or_a_bot(
    fields: dict[str, Any], kind: str
) -> None:
    assert person(**fields).kind == kind


def test_a_deactivated_person_is_not_active() -> None:
    assert (person().active, person(deleted=True).active) == (True, False)


@pytest.mark.parametrize("updated", [True, "1", -1, 0, 10**30, None, 1.5])
def test_an_odd_time_of_change_is_no_time(updated: object) -> None:
    assert person(updated=updated).updated_at is None


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"is_channel": True, "is_private": False}, "public"),
        ({"is_channel": True}, "public"),
        ({"is_private": False}, "public"),
        ({}, "private"),
        ({"is_channel": True, "is_private": True}, "private"),
        ({"is_channel": True, "is_private": None, "is_group": True}, "private"),
        ({"is_im": True}, "im"),
        ({"is_mpim": True, "is_private": True}, "mpim"),
    ],
)
def test_a_channel_is_private_unless_slack_says_public(fields: dict[str, Any], kind: str) -> None:
    assert read_channel({"id": "C1", **fields}).kind == kind


@pytest.mark.parametrize(
    ("fields", "external"),
    [
        ({}, False),
        ({"is_ext_shared": True}, True),
        ({"is_shared": True}, True),
        ({"is_shared": True, "is_org_shared": True}, False),
        ({"is_shared": True, "is_org_shared": True, "is_ext_shared": True}, True),
    ],
)
def test_a_channel_is_external_when_another_company_is_in_it(
    fields: dict[str, Any], *, external: bool
) -> None:
    assert read_channel({"id": "C1", **fields}).external == external


def test_a_channel_is_read_whole() -> None:
    fields = {"id": "C1", "name": "it", "is_private": False, "is_member": True, "is_archived": True}
    assert read_channel(fields) == ChannelRecord(
        channel_id="C1", name="it", app_is_member=True, archived=True
    )


def test_a_group_is_read_whole() -> None:
    fields = {"id": "S1", "name": "it", "users": ["U1", 5, "U2"], "date_delete": 9}
    assert read_group(fields) == GroupRecord(
        group_id="S1", name="it", member_ids=("U1", "U2"), active=False
    )


@pytest.mark.parametrize("odd", [None, [], "U1", 5, {}, {"id": ""}, {"id": 5}])
def test_what_has_no_id_is_unreadable(odd: object) -> None:
    with pytest.raises(UnreadableObject):
        read_person(odd, workspace_id="T1")
    with pytest.raises(UnreadableObject):
        read_channel(odd)
    with pytest.raises(UnreadableObject):
        read_group(odd)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of shared/data are not here")
def test_slacks_own_samples_are_read() -> None:
    def sample(name: str) -> Any:  # noqa: ANN401  JSON
        return json.loads((SAMPLES / f"{name}Payload.json").read_text())["event"]

    user = {**sample("UserChange")["user"], "id": "U1", "tz": "Asia/Tokyo"}
    channel = {**sample("ChannelCreated")["channel"], "id": "C1"}
    group = {**sample("SubteamCreated")["subteam"], "id": "S1", "users": ["U1"]}
    assert read_person(user, workspace_id="T1").timezone == "Asia/Tokyo"
    assert read_channel(channel).kind == "public"
    assert read_group(group).member_ids == ("U1",)
