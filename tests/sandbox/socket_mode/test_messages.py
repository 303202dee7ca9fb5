"""What the sandbox says through a socket, key by key against samples of Slack's SDK."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from slackapp.sandbox.socket_mode import messages

Json = dict[str, Any]


@pytest.fixture(scope="module")
def samples(slack_fixtures: Path) -> dict[str, Json]:
    """By type; the payload inside an envelope is held to samples elsewhere."""
    rows = json.loads((slack_fixtures / "python_slack_sdk_test_payloads.json").read_text())
    return {row["payload"]["type"]: row["payload"] for row in rows if "type" in row["payload"]}


def test_hello_has_the_keys_of_slacks(samples: dict[str, Json]) -> None:
    ours, theirs = messages.hello("A1", 1, 18060), samples["hello"]
    assert ours.keys() == theirs.keys()
    assert ours["debug_info"].keys() == theirs["debug_info"].keys()
    assert ours["connection_info"].keys() == theirs["connection_info"].keys()


def test_disconnect_has_the_keys_of_slacks_logs(samples: dict[str, Json]) -> None:
    """The sample is the SDK's mock; in logs of its users the two further keys are missing."""
    assert messages.disconnect("warning").keys() == samples["disconnect"].keys() - {
        "num_connections",
        "connection_info",
    }


def test_an_events_envelope_has_the_keys_of_slacks(samples: dict[str, Json]) -> None:
    ours = messages.event_envelope(b'{"event": {}}', attempt=0, reason="")
    assert ours.keys() == samples["events_api"].keys()
    assert {name: ours[name] for name in ("retry_attempt", "retry_reason")} == {
        name: samples["events_api"][name] for name in ("retry_attempt", "retry_reason")
    }


def test_a_form_of_http_becomes_json() -> None:
    command = messages.interaction_envelope(urlencode({"command": "/we", "text": ""}).encode())
    assert (command["type"], command["payload"]) == (
        "slash_commands",
        {"command": "/we", "text": ""},
    )
    click = messages.interaction_envelope(
        urlencode({"payload": json.dumps({"type": "block_actions"})}).encode()
    )
    assert (click["type"], click["accepts_response_payload"]) == ("interactive", False)
