"""Who does not get in, and what they read: always a page that offers to begin again."""

from html import escape

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from slackapp.web.install import routes
from slackapp.workspace.models import UsedStateRow
from tests.journeys.install.estate import Browser, Estate, button_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def refused(page: httpx.Response, words: str, *, status: int = 400) -> None:
    assert page.status_code == status, page.text
    assert words in page.text
    assert button_of(page.text).endswith("/slack/install")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script" not in policy
    assert "unsafe" not in policy
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"


def returned(browser: Browser, **query: str) -> httpx.Response:
    return browser.get(str(httpx.URL(f"{browser.app_url}/slack/oauth_redirect", params=query)))


def used_states(estate: Estate) -> int:
    with estate.app.database.reading() as session:
        return session.scalar(select(func.count()).select_from(UsedStateRow)) or 0


def test_only_the_browser_that_began_it_a_moment_ago_may_end_it_and_once(estate: Estate) -> None:
    browser, ana = estate.browser(), estate.ana("T1")
    refused(returned(browser, code="1.2.3"), "not begun here")
    refused(returned(browser, code="1.2.3", state="forged"), "cannot tell")
    back = browser.answer(browser.begin(), ana)
    refused(estate.browser().get(back), "another browser")
    estate.move(minutes=10)
    refused(browser.get(back), "longer than ten minutes")
    assert (estate.calls("oauth.v2.access"), used_states(estate)) == (0, 0)
    assert estate.state("T1") == "none"

    back = browser.answer(browser.begin(), ana)
    assert browser.get(back).status_code == 200
    refused(browser.get(back), "used before")
    assert estate.calls("oauth.v2.access") == 1


def test_a_code_of_slacks_is_good_once_and_odd_ones_never(estate: Estate) -> None:
    browser = estate.browser()
    back = httpx.URL(browser.answer(browser.begin(), estate.ana("T1")))
    assert browser.get(str(back)).status_code == 200
    other = httpx.URL(browser.answer(browser.begin(), estate.ana("T1")))
    replayed = {"code": back.params["code"], "state": other.params["state"]}
    refused(returned(browser, **replayed), "Slack does not know this answer")
    state = httpx.URL(browser.answer(browser.begin(), estate.ana("T1"))).params["state"]
    refused(returned(browser, state=state), "Slack does not know this answer")


def test_what_stands_in_the_address_is_shown_as_text(estate: Estate) -> None:
    browser = estate.browser()
    page = browser.install(estate.ana("T1"), answer="cancel")
    refused(page, "You chose not to allow it.")
    script = "<script>alert(1)</script>"
    page = returned(browser, error=script)
    refused(page, escape(script))
    assert "<script" not in page.text
    refused(returned(browser, error="x" * 10_000), "x" * 60)
    assert len(returned(browser, error="x" * 10_000).text) < 5_000


def test_a_page_in_german_and_a_workspace_with_a_name_like_markup(estate: Estate) -> None:
    browser = estate.browser()
    browser.headers = {"accept-language": "de-DE,de;q=0.9,en;q=0.5"}
    assert '<html lang="de">' in browser.get(f"{estate.url}/slack/install").text
    estate.workspace("T1").team.name = "<b>Harbour</b>"
    page = browser.install(estate.ana("T1"))
    assert "&lt;b&gt;Harbour" in page.text
    assert "<b>" not in page.text


def test_an_organisation_and_a_stranger_are_refused_and_their_tokens_given_back(
    estate: Estate,
) -> None:
    refused(
        estate.browser().install(estate.ana("T1"), answer="organisation"),
        "whole organisation",
        status=403,
    )
    estate.restart(allowed_workspaces=frozenset({"T1"}))
    refused(estate.browser().install(estate.ana("T2")), "yours is T2", status=403)
    world = estate.sandbox.world
    assert len(world.tokens) == 2
    assert world.dead_tokens == dict.fromkeys(world.tokens, "token_revoked")
    assert (estate.state("T1"), estate.state("T2")) == ("none", "none")
    assert estate.browser().install(estate.ana("T1")).status_code == 200


def test_a_token_is_given_back_though_slack_does_not_answer_at_first(estate: Estate) -> None:
    estate.restart(allowed_workspaces=frozenset({"T1"}))
    estate.sandbox.faults.add(method="auth.revoke", status=503, times=2)
    refused(estate.browser().install(estate.ana("T2")), "yours is T2", status=403)
    assert list(estate.sandbox.world.dead_tokens.values()) == ["token_revoked"]


def test_a_slack_in_trouble_is_said_so_and_nothing_is_half_installed(estate: Estate) -> None:
    for method in ("oauth.v2.access", "auth.test"):
        estate.sandbox.faults.add(method=method, status=503)
        page = estate.browser().install(estate.ana("T1"))
        refused(page, "Slack did not answer just now.", status=502)
        assert estate.state("T1") == "none"
    assert estate.browser().install(estate.ana("T1")).status_code == 200


def test_a_token_that_could_not_be_looked_at_is_given_back_but_not_one_at_work(
    estate: Estate,
) -> None:
    dead = estate.sandbox.world.dead_tokens
    estate.sandbox.faults.add(method="auth.test", status=503)
    estate.browser().install(estate.ana("T1"))
    assert list(dead.values()) == ["token_revoked"]
    dead.clear()
    assert estate.browser().install(estate.ana("T1")).status_code == 200
    estate.sandbox.faults.add(method="auth.test", status=503)
    refused(estate.browser().install(estate.ana("T1")), "Slack did not answer", status=502)
    assert not dead  # Slack gives a workspace the same token again


def test_a_flood_of_beginnings_stores_nothing_and_one_of_returns_is_stopped(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    with httpx.Client() as client:
        answers = [client.get(f"{estate.url}/slack/install").status_code for _ in range(2_000)]
    assert used_states(estate) == 0
    assert 429 in answers
    monkeypatch.setattr(routes, "RETURNS_PER_MINUTE", 5)
    estate.restart()
    browser = estate.browser()
    good = httpx.URL(browser.begin()).params["state"]
    last = [returned(browser, code="1", state=good) for _ in range(12)][-1]
    refused(last, "Wait a minute.", status=429)
    assert used_states(estate) == 1
    estate.move(minutes=11)
    estate.app.tick.tick(estate.clock.now())
    assert used_states(estate) == 0


def test_a_token_from_the_config_leaves_no_way_to_install(estate: Estate) -> None:
    token = estate.workspace("T1").install_app()
    estate.restart(slack_client_id=None, slack_client_secret=None, slack_bot_token=SecretStr(token))
    assert estate.browser().get(f"{estate.url}/slack/install").status_code == 404
    assert estate.state("T1") == "live"
