"""Several `slackapp serve` on one PostgreSQL, each with a socket of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from slackapp.sandbox import Channel, Person, Sandbox
from tests.builders.load import count_given, wait_until_read
from tests.builders.processes import serve
from tests.builders.slack_events import SECRET

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

THANKS = "<@U2> ++ for the patient docs"


@dataclass
class Place:
    """A channel with two people, an app installed, and what `slackapp serve` needs to know."""

    sandbox: Sandbox
    env: dict[str, str]
    ana: Person
    general: Channel


@pytest.fixture
def place(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setattr("slackapp.sandbox.events_api.outgoing.ANSWER_WITHIN", 30)
    sandbox = Sandbox(signing_secret=SECRET, rate_limits=False)
    workspace = sandbox.add_workspace("T1")
    ana, bo = (workspace.add_person(f"U{n}", name=f"Person {n}") for n in (1, 2))
    general = workspace.add_channel("C1", "general", members=[ana, bo], bot_is_member=True)
    token = workspace.install_app(bot_user_id="UBOT")
    app_token = sandbox.use_socket_mode()
    with sandbox.serving() as server:
        env = {
            "SLACK_APP_TOKEN": app_token,
            "SLACK_BOT_TOKEN": token,
            "SLACK_API_URL": server.api_url,
            "DATABASE_URL": database_url,
        }
        yield Place(sandbox, env, ana, general)


def test_killed_between_the_commit_and_the_acknowledgement_the_other_replica_doubles_nothing(
    place: Place, tmp_path: Path, database_url: str
) -> None:
    """D3. Slack sends what was not acknowledged to whoever is there."""
    at = "slackapp.intake.inbox:InboxWriter._wake"
    with serve(place.env, tmp_path), serve(place.env, tmp_path, dies_at=at) as dying:
        assert place.sandbox.sockets.count == 2
        for number in (1, 2):  # by turns: one of them goes to the one that dies
            place.ana.post(place.general, f"{THANKS}, part {number}")
        dying.process.wait(timeout=60)
        wait_until_read(database_url)
    tries = [len(each.attempts) for each in place.sandbox.deliveries.log]
    assert max(tries) == 2
    assert count_given(database_url) == 2


def test_one_replica_over_http_and_one_over_a_socket_count_everything_once(
    place: Place, tmp_path: Path, database_url: str
) -> None:
    """D10. Slack sends one way only, but a switch in its settings may fall between two tries."""
    over_http = {**place.env, "SLACK_SIGNING_SECRET": SECRET}
    del over_http["SLACK_APP_TOKEN"]
    with serve(over_http, tmp_path) as by_http, serve(place.env, tmp_path):
        place.sandbox.request_url = by_http.events_url
        place.ana.post(place.general, THANKS)
        place.ana.command("/kudos", "<@U2> for staying late so it landed", channel=place.general)
        place.sandbox.world.app.socket_mode = False
        again = [place.sandbox.deliveries.repeat(each) for each in place.sandbox.deliveries.log]
        wait_until_read(database_url)
    assert {each.status for each in again} == {200}
    assert count_given(database_url) == 2
