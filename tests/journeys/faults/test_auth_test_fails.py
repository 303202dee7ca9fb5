"""While Slack fails every `auth.test`, what it sends is stored, read and acted on (C9, I1, I3)."""

import httpx
import pytest

from tests.builders.slack_events import dumped, envelope, message, signed
from tests.journeys.conftest import SCOPES, SECRET, Journey


def _auth_test_fails(journey: Journey) -> None:
    journey.sandbox.faults.add(method="auth.test", status=503, body=b"busy", times=None)


def _send(journey: Journey, number: int, team: str = "T1") -> int:
    ts = f"1763464{number:03d}.000100"
    event = message("<@U2> ++ for the lamp", ts=ts)
    body = dumped(envelope(event, event_id=f"EvAuth{number}", team=team))
    url = journey.sandbox.request_url
    assert url
    return httpx.post(url, content=body, headers=signed(body, secret=SECRET)).status_code


def _token_of(journey: Journey, team: str) -> str | None:
    if team == journey.workspace.id:
        return None
    other = journey.sandbox.add_workspace(team)
    members = [other.add_person(user, name=f"Person {user}") for user in ("U1", "U2")]
    other.add_channel("C1", "general", members=members, bot_is_member=True)
    return other.install_app(bot_user_id="UBOT", scopes=SCOPES)


def test_a_running_app_asks_for_none_and_reads_on(journey: Journey) -> None:
    _auth_test_fails(journey)
    asked = len(journey.sandbox.world.traffic.all())
    assert {_send(journey, number) for number in range(20)} == {200}
    journey.settle()
    assert len(journey.live_kudos()) == 20
    calls = [exchange.name for exchange in journey.sandbox.world.traffic.all()[asked:]]
    assert "auth.test" not in calls
    assert journey.app.trouble() is None


@pytest.mark.parametrize("team", ["T1", "T2"], ids=["the same workspace", "another one"])
def test_an_app_that_starts_meanwhile_keeps_them_until_slack_tells_who_it_is(
    journey: Journey, team: str
) -> None:
    _auth_test_fails(journey)
    journey.restart(token=_token_of(journey, team))
    assert journey.app.trouble() == "Slack has not told yet which workspace the token is for"
    assert {_send(journey, number, team) for number in range(20)} == {200}
    journey.app.reader.read_all()
    journey.sandbox.faults.clear()
    journey.app.tick.tick(journey.clock.now())
    journey.wait_until(lambda: len(journey.live_kudos(team)) == 20)
    assert journey.app.trouble() is None
