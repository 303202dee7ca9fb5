"""Everything people do, over Slack's sockets instead of HTTP."""

from concurrent.futures import ThreadPoolExecutor
from typing import Literal

import httpx
import pytest

from slackapp.sandbox import Ephemeral
from tests.builders.servers import serving
from tests.journeys.conftest import Journey


@pytest.fixture
def way() -> Literal["http", "socket"]:
    return "socket"


def test_kudos_a_form_a_question_and_a_board(journey: Journey) -> None:
    journey.cy.post(journey.general, "<@U1> ++ for the patient explanation of it all")
    journey.wait_until(lambda: journey.live_kudos() == [("U3", "U1", "1")])
    reply = journey.bo.command(
        "/kudos", "@ana.lopez for staying late so it landed", channel=journey.general
    )
    assert "Ana Lopez" in reply.text
    assert reply.shown is not None
    journey.bo.click(reply.shown, "kudos.undo_given")
    journey.wait_until(lambda: journey.live_kudos() == [("U3", "U1", "1")])
    journey.cy.command("/kudos", channel=journey.general)
    assert journey.cy.submit({}).errors  # the form's own check, in the acknowledgement
    journey.cy.submit({"who": ["U2"], "what": "the quiet word in between"})
    journey.wait_until(lambda: len(journey.live_kudos()) == 2)
    asked = journey.ana.command("/we", "ask How do I rotate the key?", channel=journey.general)
    assert asked.error is None
    board = journey.ana.command("/we", "board", channel=journey.general).shown
    assert isinstance(board, Ephemeral)
    journey.ana.click(board, "leaderboard.share")
    journey.wait_until(lambda: any("Ana Lopez" in text for text in journey.posts()))
    journey.sandbox.settle()
    assert {each.attempts[-1].reason for each in journey.sandbox.deliveries.log} == {None}


def test_what_is_delivered_over_many_sockets_and_again_is_one_act(journey: Journey) -> None:
    """D4, D10. Commands, too: their trigger is the same each time."""
    journey.cy.post(journey.general, "<@U1> ++ for the patient explanation of it all")
    journey.cy.command("/kudos", "@bo.berg for staying late so it landed", channel=journey.general)
    journey.sandbox.sockets.disconnect("warning")  # from here on two sockets for a while
    log = list(journey.sandbox.deliveries.log)
    with ThreadPoolExecutor(20) as threads:
        attempts = list(threads.map(journey.sandbox.deliveries.repeat, log * 10))
    assert {each.reason for each in attempts} == {None}
    journey.settle()
    assert sorted(journey.live_kudos()) == [("U3", "U1", "1"), ("U3", "U2", "1")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_answers_at_the_events_path_and_health_pages_stay(journey: Journey) -> None:
    with serving(journey.app.asgi) as address, httpx.Client(base_url=address) as http:
        assert http.post("/slack/events", content=b"{}").status_code == 404
        assert http.get("/healthz").status_code == 200
        assert http.get("/readyz").status_code == 200
        journey.sandbox.switch_socket_mode_off()
        journey.wait_until(lambda: http.get("/readyz").status_code == 503)
        assert http.get("/readyz").text == (
            "Slack's socket is not connected:"
            " Socket Mode is switched off in the app's settings at Slack"
        )
