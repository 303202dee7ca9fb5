"""The app's manifest: valid for Slack, and enough for what the app does."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from slackapp.sandbox.scopes import ALL_SCOPES, EVENT_SCOPES

Json = dict[str, Any]
MANIFEST: Json = yaml.safe_load((Path(__file__).parents[2] / "manifest.yml").read_text())
SCHEMAS = ("slack-manifest.schema.2.0.0.json", "schemastore-slack-app-manifest.json")


def scopes() -> set[str]:
    return set(MANIFEST["oauth_config"]["scopes"]["bot"])


def test_slacks_schemas_accept_it(slack_fixtures: Path) -> None:
    for name in SCHEMAS:
        schema = json.loads((slack_fixtures / "schemas" / name).read_text())
        jsonschema.validators.validator_for(schema)(schema).validate(MANIFEST)


def test_each_event_has_a_scope_that_lets_it_through() -> None:
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]

    assert [e for e in events if not EVENT_SCOPES[e] & scopes()] == []


def test_no_scope_is_asked_that_the_sandbox_cannot_check() -> None:
    assert scopes() <= ALL_SCOPES


def test_commands_arrive_with_people_and_channels_escaped() -> None:
    commands = MANIFEST["features"]["slash_commands"]

    assert {c["command"]: c["should_escape"] for c in commands} == {"/kudos": True, "/we": True}
