"""Names, titles, reasons and questions that would ping, link or break: shown as plain words.

Rows G14, H22, H24 and H25 of the catalogue of faults.
"""

import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from slackapp.sandbox.acts import posting
from slackapp.sandbox.block_kit.content import Content
from slackapp.sandbox.world.world import World
from tests.journeys.conftest import Journey

HOSTILE = "<!channel> <!here> <@U3> <https://evil.example|bank> & `x` \u202ekcab\u200b\n"
# What Slack would obey, if it stood in a text unescaped.
OBEYED = re.compile(r"<!(?:channel|here|everyone)|\|bank>")
UNSEEN = re.compile("[\u202e\u200b]")
INJECTIONS = (
    "' OR '1'='1", "'; DROP TABLE person; --", "1) OR 1=1 --", "%", "_", "%' ESCAPE '", "\\",
    "x' UNION SELECT bot_token FROM installation --", "board' ORDER BY 99 --", "$(id)", "{{7*7}}",
    "%(name)s", ":name", "?", "\x00", "#general' --", "@ana'; --", "1; SELECT pg_sleep(9)",
)  # fmt: skip
TYPED = (
    "", "board", "board month", "me", "thanks", "links", "questions", "preferences", "find vpn",
    "export", "help",
)  # fmt: skip


def marked_up(part: object) -> Iterator[str]:
    """Every text that Slack reads markup in; plain text it shows as it is."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        for value in part.values():
            yield from marked_up(value)
    elif isinstance(part, list):
        for value in part:
            yield from marked_up(value)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that the app says in channels and to single people."""
    heard: list[str] = []
    count = posting.count_control_sequences

    def listen(world: World, content: Content) -> None:
        heard.extend([content.text or "", *marked_up(content.blocks)])
        count(world, content)

    monkeypatch.setattr(posting, "count_control_sequences", listen)
    return heard


@pytest.fixture
def hosts(monkeypatch: pytest.MonkeyPatch) -> set[Any]:
    """Every host that anything in this process connects to."""
    met: set[Any] = set()
    connect = socket.socket.connect

    def noted(self: socket.socket, address: Any) -> None:  # noqa: ANN401  of any family
        met.add(address[0] if isinstance(address, tuple) else "unix")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    return met


def hostile_workspace(journey: Journey) -> None:
    for number, person in enumerate((journey.ana, journey.bo, journey.cy)):
        name = f"{number} {HOSTILE}"
        updated = person.profile.updated + 1
        person.change(display_name=name, real_name=name, updated=updated)
    journey.workspace.rename(journey.general, f"general {HOSTILE}")
    group = journey.workspace.add_group("S1", HOSTILE, users=[journey.ana, journey.bo])
    journey.workspace.create_group(group)
    journey.settle()


def say_it_all(journey: Journey) -> None:
    ana, bo, cy, general = journey.ana, journey.bo, journey.cy, journey.general
    bo.post(general, f"<@U1> ++ for the patient words {HOSTILE}")
    shared = cy.post(general, "A guide: <https://docs.example/guide>")
    journey.workspace.unfurl(shared, url="https://docs.example/guide", title=f"Guide {HOSTILE}")
    cy.post(general, "See <http://169.254.169.254/latest/meta-data/> and <http://127.0.0.1:1/x>")
    ana.command("/kudos", f"<@U2> for the patient words {HOSTILE}", channel=general)
    ana.command("/kudos", f"<!subteam^S1> for the patient words {HOSTILE}", channel=general)
    journey.settle()
    for typed in TYPED:
        ana.command("/we", typed, channel=general)
    ana.command("/we", HOSTILE, channel=general)
    ana.command("/kudos", HOSTILE, channel=general)
    ana.open_home()
    journey.wait_until(lambda: ana.home is not None and not journey.has_work())


def test_nothing_people_are_called_or_write_is_obeyed_anywhere(
    journey: Journey, said: list[str]
) -> None:
    hostile_workspace(journey)
    say_it_all(journey)
    home = journey.ana.home
    assert home is not None
    shown = [*said, *marked_up(home.content)]
    assert any("&lt;!channel&gt;" in one for one in shown)
    assert [one for one in shown if OBEYED.search(one) or UNSEEN.search(one)] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_is_fetched_but_from_slack(journey: Journey, hosts: set[Any]) -> None:
    say_it_all(journey)
    assert hosts <= {"127.0.0.1", "localhost"}
    assert ("169.254.169.254" in str(hosts), "docs.example" in str(hosts)) == (False, False)


def test_what_looks_like_sql_or_a_pattern_is_only_words(
    journey: Journey, capsys: pytest.CaptureFixture[str]
) -> None:
    journey.bo.post(journey.general, "<@U1> ++ for the patient explanation")
    journey.wait_until(lambda: len(journey.live_kudos()) == 1)
    before = journey.export()
    for number, words in enumerate(INJECTIONS):
        who = (journey.ana, journey.bo, journey.cy)[number % 3]
        for typed in (words, f"find {words}", f"board {words}", f"links {words}", f"me {words}"):
            assert who.command("/we", typed, channel=journey.general).status == 200
        who.command("/kudos", words, channel=journey.general)
    assert journey.export() == before
    assert "slack.request_failed" not in capsys.readouterr().out
    for wild in ("%", "_"):
        found = journey.ana.command("/we", f"links {wild}", channel=journey.general)
        assert "patient" not in found.text
