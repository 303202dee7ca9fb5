"""The demo's workspace offers what a real one would: the manifest's commands and shortcuts."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from slackapp.demo.offered import COMMANDS, SHORTCUTS


@pytest.fixture
def features() -> dict[str, Any]:
    manifest = Path(__file__).parents[2] / "manifest.yml"
    features: dict[str, Any] = yaml.safe_load(manifest.read_text("utf-8"))["features"]
    return features


def test_commands_are_those_of_the_manifest(features: dict[str, Any]) -> None:
    offered = [(one.command, one.usage_hint, one.description) for one in COMMANDS]

    assert offered == [
        (one["command"], one["usage_hint"], one["description"])
        for one in features["slash_commands"]
    ]


def test_message_shortcuts_are_those_of_the_manifest(features: dict[str, Any]) -> None:
    shortcuts = [one for one in features["shortcuts"] if one["type"] == "message"]

    assert [(one.callback_id, one.name) for one in SHORTCUTS] == [
        (one["callback_id"], one["name"]) for one in shortcuts
    ]
