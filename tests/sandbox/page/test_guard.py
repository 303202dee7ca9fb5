"""Only the page itself drives the page, and nothing in it runs but its own scripts."""

import pytest

from tests.sandbox.page.blocks.browsing import Window
from tests.sandbox.page.visiting import ask
from tests.sandbox.stage import Stage

SAY = "/archives/C1/messages"


def test_every_page_forbids_scripts_and_styles_from_anywhere_else(stage: Stage) -> None:
    for path in ("/acme/as/U1/archives/C1", "/static/page.js", "/acme/as/U1/archives/C404"):
        policy = ask(stage.url + path).headers["content-security-policy"]

        assert "default-src 'self';" in policy
        assert not [word for word in ("unsafe", "script-src", "style-src") if word in policy]
        assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_another_site_cannot_act_here(stage: Stage, headers: dict[str, str]) -> None:
    answer = ask(Window(stage).address + SAY, b"text=boo", **headers)

    assert (answer.status, stage.general.messages) == (403, [])


@pytest.mark.parametrize(
    "site", [{}, {"Sec_Fetch_Site": "same-origin"}, {"Sec_Fetch_Site": "none"}]
)
def test_the_page_itself_can(stage: Stage, site: dict[str, str]) -> None:
    answer = ask(Window(stage).address + SAY, b"text=hello", Origin=stage.url, **site)

    assert answer.status == 200
    assert [one.text for one in stage.general.messages] == ["hello"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "10.0.0.8", "", "[::1"])
def test_a_name_pointed_at_this_machine_shows_nothing(stage: Stage, host: str) -> None:
    assert ask(Window(stage).address + "/archives/C1", Host=host).status in {400, 421}


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "[::1]:8000", "demo.localhost"])
def test_names_of_this_machine_are_fine(stage: Stage, host: str) -> None:
    assert ask(Window(stage).address + "/archives/C1", Host=host).status == 200


def test_the_web_api_is_not_held_to_the_pages_rules(stage: Stage) -> None:
    """Apps call from anywhere, with a token."""
    answer = ask(f"{stage.url}/api/auth.test", b"", Host="slack.sandbox.test", Origin="null")

    assert "not_authed" in answer.text
