"""The sandbox's OAuth: an app gets a token once for a code, and loses it as in Slack."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.sandbox.left_out import reason_for
from tests.sandbox.stage import Stage
from tests.sandbox.test_shapes import keys

HOME = "https://app.example/slack/oauth_redirect"
Json = dict[str, Any]


@pytest.fixture(autouse=True)
def _home(stage: Stage) -> None:
    stage.sandbox.world.app.redirect_urls = (HOME,)


def asked(stage: Stage, **changes: str) -> Json:
    query = {"scope": "chat:write,commands", "state": "s", "redirect_uri": HOME}
    return {"client_id": stage.sandbox.world.app.client_id, **query, **changes}


def answered(stage: Stage, answer: str, **changes: str) -> dict[str, list[str]]:
    """What stands in the address that the browser is sent back to."""
    address = f"{stage.url}/oauth/v2/authorize"
    page = httpx.get(address, params=asked(stage, **changes))
    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text.partition("<select")[0]))
    form = {name: unescape(value) for name, value in hidden.items()}
    back = httpx.post(address, data={**form, "as": "T1/U1", "answer": answer})
    assert back.headers["location"].startswith(HOME)
    return parse_qs(urlsplit(back.headers["location"]).query)


def code(stage: Stage, **changes: str) -> str:
    return answered(stage, "allow", **changes)["code"][0]


def access(stage: Stage, **given: str) -> Json:
    app = stage.sandbox.world.app
    client = WebClient(base_url=stage.api_url)
    mine = {"client_id": app.client_id, "client_secret": app.client_secret, **given}
    data: Json = dict(client.oauth_v2_access(**mine).data)  # type: ignore[arg-type]
    return data


def refusal(stage: Stage, **given: str) -> str:
    with pytest.raises(SlackApiError) as refused:
        access(stage, **given)
    return str(refused.value.response["error"])


def test_a_person_allows_it_or_does_not(stage: Stage) -> None:
    assert answered(stage, "cancel") == {"error": ["access_denied"], "state": ["s"]}
    back = answered(stage, "allow")
    assert back["state"] == ["s"]
    granted = access(stage, code=back["code"][0], redirect_uri=HOME)
    assert granted["team"] == {"id": "T1", "name": "Acme"}
    assert granted["authed_user"] == {"id": "U1"}
    assert {"chat:write", "commands"} <= {*granted["scope"].split(",")}
    assert WebClient(granted["access_token"], base_url=stage.api_url).auth_test()["ok"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"client_id": "another"}, "invalid_client_id"),
        ({"scope": ""}, "no_scopes"),
        ({"scope": "admin"}, "invalid_scope"),
        ({"redirect_uri": "https://elsewhere.example/slack/oauth_redirect"}, "bad_redirect_uri"),
        ({"redirect_uri": "https://app.example.evil/slack/oauth_redirect"}, "bad_redirect_uri"),
    ],
)
def test_nobody_is_asked_where_the_address_is_wrong(
    stage: Stage, changes: dict[str, str], fault: str
) -> None:
    page = httpx.get(f"{stage.url}/oauth/v2/authorize", params=asked(stage, **changes))
    assert (page.status_code, fault in page.text) == (400, True)


def test_a_code_is_good_once_for_ten_minutes_at_the_same_address(stage: Stage) -> None:
    good = code(stage)
    assert refusal(stage, code=good, redirect_uri=HOME, client_secret="x") == "bad_client_secret"
    assert refusal(stage, code=good, redirect_uri=HOME, client_id="x") == "invalid_client_id"
    assert refusal(stage, code=good, redirect_uri=f"{HOME}/x") == "bad_redirect_uri"
    assert refusal(stage, code="another", redirect_uri=HOME) == "invalid_code"
    assert access(stage, code=good, redirect_uri=HOME)["ok"]
    assert refusal(stage, code=good, redirect_uri=HOME) == "code_already_used"
    late = code(stage)
    stage.sandbox.advance(600)
    assert refusal(stage, code=late, redirect_uri=HOME) == "invalid_code"


def test_tokens_of_an_app_that_rotates_end_and_refresh_tokens_are_good_once(stage: Stage) -> None:
    stage.sandbox.world.app.rotates_tokens = True
    first = access(stage, code=code(stage), redirect_uri=HOME)
    assert first["access_token"].startswith("xoxe.xoxb-")
    assert first["expires_in"] == 43_200
    stage.sandbox.advance(43_200)
    with pytest.raises(SlackApiError, match="token_expired"):
        WebClient(first["access_token"], base_url=stage.api_url).auth_test()
    renewing = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = access(stage, **renewing)
    assert WebClient(second["access_token"], base_url=stage.api_url).auth_test()["ok"]
    assert refusal(stage, **renewing) == "invalid_refresh_token"
    assert second["scope"] == first["scope"]


def test_a_revoked_token_is_dead_and_the_app_is_told(stage: Stage) -> None:
    assert stage.client.auth_revoke(test=True)["revoked"] is False
    assert stage.client.auth_revoke()["revoked"] is True
    with pytest.raises(SlackApiError, match="token_revoked"):
        stage.client.auth_test()
    stage.sandbox.settle()
    assert stage.receiver.kinds() == ["tokens_revoked"]


def test_an_app_that_leaves_is_told_of_it_in_both_ways(stage: Stage) -> None:
    app = stage.sandbox.world.app
    stage.client.apps_uninstall(client_id=app.client_id, client_secret=app.client_secret)
    with pytest.raises(SlackApiError, match="account_inactive"):
        stage.client.auth_test()
    stage.sandbox.settle()
    assert sorted(stage.receiver.kinds()) == ["app_uninstalled", "tokens_revoked"]
    assert "U0BOT" not in stage.general.members


def test_the_events_of_the_end_have_slacks_shape(stage: Stage, slack_fixtures: Path) -> None:
    stage.workspace.change_access(granted=False)
    stage.workspace.change_access(granted=True)
    stage.workspace.uninstall_app()
    stage.sandbox.settle()
    sent = [json.loads(each.body) for each in stage.receiver.requests]
    names = {
        "AppUninstalled": "app_uninstalled",
        "TokensRevoked": "tokens_revoked",
        "TeamAccessGranted": "team_access_granted",
        "TeamAccessRevoked": "team_access_revoked",
    }
    for name, kind in names.items():
        path = slack_fixtures / f"java-slack-sdk/events/{name}Payload.json"
        sample = set(keys(json.loads(path.read_text())))
        [ours] = [each for each in sent if each["event"]["type"] == kind]
        lacking = [key for key in sample - set(keys(ours)) if reason_for(key) is None]
        assert lacking == [], kind
