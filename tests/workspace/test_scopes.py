"""What is asked for: always the same, and more only for what is turned on."""

from pathlib import Path

import yaml

from slackapp.workspace.scopes import BASE_SCOPES, missing_scopes, scopes_to_ask

MANIFEST = yaml.safe_load((Path(__file__).parents[2] / "manifest.yml").read_text())


def test_the_manifest_asks_for_the_same() -> None:
    assert list(BASE_SCOPES) == MANIFEST["oauth_config"]["scopes"]["bot"]


def test_more_is_asked_only_by_name() -> None:
    assert scopes_to_ask([]) == list(BASE_SCOPES)
    assert scopes_to_ask(["files", "files"]) == [*BASE_SCOPES, "files:write"]
    assert scopes_to_ask(["admin", ""]) == list(BASE_SCOPES)


def test_what_is_missing_is_told() -> None:
    assert missing_scopes([*BASE_SCOPES, "files:write"]) == []
    assert missing_scopes(BASE_SCOPES[1:]) == [BASE_SCOPES[0]]
