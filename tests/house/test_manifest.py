"""The app's manifest: valid for Slack, and equal to what the code asks, both ways."""

import json
import re
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import yaml

from slackapp.app import EVENTS_PATH
from slackapp.sandbox.web_api.dispatch import METHODS
from slackapp.workspace.scopes import OPTIONAL_SCOPES
from tests.house import asked_of_slack
from tests.house.conftest import REPOSITORY

Json = dict[str, Any]
Listeners = dict[str, set[str]]
MANIFEST: Json = yaml.safe_load((REPOSITORY / "manifest.yml").read_text())
FEATURES: Json = MANIFEST["features"]
SETTINGS: Json = MANIFEST["settings"]
SHORTCUTS = frozenset({"message_shortcut", "global_shortcut"})
NEED_NOTHING = {
    "api.test",
    "apps.connections.open",
    "apps.uninstall",
    "auth.revoke",
    "oauth.v2.access",
}
OF_THE_SDK = {"files.upload.v2"}  # three methods in one, of a scope that is optional
SCHEMAS = ("slack-manifest.schema.2.0.0.json", "schemastore-slack-app-manifest.json")


@pytest.fixture(scope="module")
def slack_fixtures() -> Path:
    folder = REPOSITORY.parent / "shared/data/slack_fixtures"
    if not folder.is_dir():
        pytest.skip("needs ../shared/data/slack_fixtures beside the repository")
    return folder


@pytest.fixture(scope="module")
def listeners() -> Listeners:
    return asked_of_slack.listeners()


def _heard(listeners: Listeners, kinds: Iterable[str]) -> set[str]:
    return set().union(*(listeners[kind] for kind in kinds))


def _scopes() -> list[str]:
    return sorted(MANIFEST["oauth_config"]["scopes"]["bot"])


def _shortcuts(kind: str) -> list[str]:
    shortcuts = FEATURES.get("shortcuts", [])
    return sorted(each["callback_id"] for each in shortcuts if each["type"] == kind)


@pytest.mark.parametrize("name", SCHEMAS)
def test_slacks_schema_accepts_it(slack_fixtures: Path, name: str) -> None:
    schema = json.loads((slack_fixtures / "schemas" / name).read_text())
    jsonschema.validators.validator_for(schema)(schema).validate(MANIFEST)


def test_it_asks_for_the_scopes_of_what_is_called_read_and_typed_and_for_no_other(
    repository: Path, listeners: Listeners
) -> None:
    methods = asked_of_slack.methods_called(asked_of_slack.sources(repository)) - OF_THE_SDK
    assert methods - NEED_NOTHING <= METHODS.keys(), "the sandbox does not know the scopes of these"
    needed = {scope for each in methods for scope in asked_of_slack.scopes_of_method(each)}
    for event in asked_of_slack.events_read():
        needed |= asked_of_slack.scopes_of_event(event)
    if _heard(listeners, SHORTCUTS | {"command"}):
        needed.add("commands")
    asked_for_apart = {scope for scopes in OPTIONAL_SCOPES.values() for scope in scopes}
    assert _scopes() == sorted(needed - asked_for_apart)


def test_it_subscribes_to_the_events_that_are_read_and_to_no_other() -> None:
    assert sorted(SETTINGS["event_subscriptions"]["bot_events"]) == sorted(
        asked_of_slack.events_read()
    )


def test_its_commands_are_those_listened_to_and_name_people_by_id(
    listeners: Listeners,
) -> None:
    commands = FEATURES["slash_commands"]
    assert sorted(each["command"] for each in commands) == sorted(listeners["command"])
    assert [each["command"] for each in commands if each["should_escape"] is not True] == []


def test_its_shortcuts_are_those_listened_to(listeners: Listeners) -> None:
    assert _shortcuts("message") == sorted(listeners["message_shortcut"])
    assert _shortcuts("global") == sorted(listeners["global_shortcut"])
    assert listeners["shortcut"] == set(), "say message_shortcut or global_shortcut"


def test_no_event_goes_through_bolt(listeners: Listeners) -> None:
    assert _heard(listeners, {"event", "message"}) == set()


def test_it_is_interactive_as_the_code_is(listeners: Listeners) -> None:
    interactivity = SETTINGS["interactivity"]
    heard = _heard(listeners, asked_of_slack.PRESSED | SHORTCUTS)
    assert interactivity["is_enabled"] is bool(heard)
    asked_for_options = bool(_heard(listeners, asked_of_slack.OPTIONS))
    assert ("message_menu_options_url" in interactivity) is asked_for_options


def test_what_it_switches_on_is_what_the_code_can_do(repository: Path) -> None:
    names = asked_of_slack.names_in(asked_of_slack.sources(repository))
    switched_on = {
        "TokenRotator": SETTINGS["token_rotation_enabled"],
        "is_enterprise_install": SETTINGS["org_deploy_enabled"],
        "views_publish": FEATURES["app_home"]["home_tab_enabled"],
    }
    assert switched_on == {name: name in names for name in switched_on}


@pytest.mark.parametrize("name", SCHEMAS)
def test_for_socket_mode_one_switch_is_turned_and_no_address_is_needed(
    slack_fixtures: Path, name: str
) -> None:
    manifest = deepcopy(MANIFEST)
    assert manifest["settings"]["socket_mode_enabled"] is False, "it is written for HTTP"
    manifest["settings"]["socket_mode_enabled"] = True
    for command in manifest["features"]["slash_commands"]:
        del command["url"]
    for part in ("event_subscriptions", "interactivity"):
        del manifest["settings"][part]["request_url"]
    schema = json.loads((slack_fixtures / "schemas" / name).read_text())
    jsonschema.validators.validator_for(schema)(schema).validate(manifest)


def test_every_address_is_the_apps_one_front_door() -> None:
    given = re.findall(r"\b\w*url: (\S+)", (REPOSITORY / "manifest.yml").read_text())
    assert len(given) == len(FEATURES["slash_commands"]) + 2
    assert {urlsplit(url).path for url in given} == {EVENTS_PATH}
