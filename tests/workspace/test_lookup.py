"""Looking somebody or something up at Slack, over real HTTP."""

from typing import Any

import pytest

from slackapp.slack.errors import Verdict
from slackapp.workspace.lookup import LookUpFailed, look_up
from slackapp.workspace.records import ChannelRecord, GroupRecord, PersonRecord, Record
from tests.workspace.conftest import Stage


def found(stage: Stage, slack_id: str, waits: list[float] | None = None) -> Record:
    note = waits.append if waits is not None else _must_not_wait
    return look_up(stage.client, slack_id, workspace_id="T1", wait=note)


def _must_not_wait(_seconds: float) -> None:
    raise AssertionError("waited")


def test_a_person_is_found(stage: Stage) -> None:
    stage.workspace.add_person("U1", name="Ana L", display_name="ana", locale="de-DE")
    person = found(stage, "U1")
    assert isinstance(person, PersonRecord)
    assert (person.slack_id, person.name, person.locale) == ("U1", "ana", "de-DE")


def test_somebody_slack_does_not_know_is_unknown_and_inactive(stage: Stage) -> None:
    assert found(stage, "U404") == PersonRecord(
        slack_id="U404", name="", kind="unknown", active=False
    )


def test_a_channel_is_found(stage: Stage) -> None:
    stage.workspace.add_channel("C1", "general", bot_is_member=True)
    assert found(stage, "C1") == ChannelRecord(
        channel_id="C1", name="general", kind="public", app_is_member=True
    )


def test_a_channel_slack_does_not_show_is_private(stage: Stage) -> None:
    stage.workspace.add_channel("C2", "secret", kind="private_channel")
    assert found(stage, "C2") == ChannelRecord(channel_id="C2", name="", kind="private")


def test_a_direct_message_needs_no_question(stage: Stage) -> None:
    stage.sandbox.faults.add(method="*", status=500)
    assert found(stage, "D1") == ChannelRecord(channel_id="D1", name="", kind="im")


def test_a_group_is_found_with_its_members(stage: Stage) -> None:
    ana = stage.workspace.add_person("U1", name="Ana")
    stage.workspace.add_group("S1", "it", users=[ana])
    assert found(stage, "S1") == GroupRecord(group_id="S1", member_ids=("U1",))


def test_a_group_slack_does_not_know_is_nobody(stage: Stage) -> None:
    assert found(stage, "S404") == GroupRecord(group_id="S404", active=False)


def test_a_short_rate_limit_is_sat_out(stage: Stage) -> None:
    stage.workspace.add_person("U1", name="Ana")
    stage.sandbox.faults.add(
        method="users.info", times=2, status=429, error="ratelimited", headers={"Retry-After": "7"}
    )
    waits: list[float] = []
    assert isinstance(found(stage, "U1", waits), PersonRecord)
    assert waits == [7, 7]


@pytest.mark.parametrize(
    ("fault", "verdict"),
    [
        ({"status": 429, "error": "ratelimited", "headers": {"Retry-After": "31"}}, "rate_limited"),
        ({"status": 503, "body": b"<html>busy</html>"}, "ambiguous"),
        ({"drop": "before"}, "ambiguous"),
        ({"error": "token_revoked"}, "workspace_paused"),
        ({"error": "something_new"}, "permanent"),
        ({"status": 200, "body": b'{"ok": true}'}, "retry"),
    ],
)
def test_what_slack_does_not_answer_is_told_with_its_reason(
    stage: Stage, fault: dict[str, Any], verdict: Verdict
) -> None:
    stage.sandbox.faults.add(method="users.info", **fault)
    with pytest.raises(LookUpFailed) as failed:
        found(stage, "U1")
    assert failed.value.outcome.verdict == verdict


def test_a_rate_limit_that_does_not_end_is_given_up(stage: Stage) -> None:
    stage.sandbox.faults.add(method="users.info", times=None, status=429, error="ratelimited")
    waits: list[float] = []
    with pytest.raises(LookUpFailed):
        found(stage, "U1", waits)
    assert waits == [30, 30, 30]


def test_an_id_of_no_kind_is_refused(stage: Stage) -> None:
    with pytest.raises(LookUpFailed) as failed:
        found(stage, "X1")
    assert failed.value.outcome.verdict == "permanent"
