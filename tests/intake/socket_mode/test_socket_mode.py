"""Nothing is lost and nothing doubled, whatever happens to the sockets (rows D1 to D9)."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import pytest
import structlog
from sqlalchemy import event, text

from slackapp.intake.envelope import Interaction
from slackapp.intake.socket_mode.session import NOT_CONNECTED
from slackapp.observability.metrics import REGISTRY
from tests.intake.socket_mode.conftest import HURRIED, JSON, Line, wait_until

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def metric(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0


@pytest.fixture
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack's, for what nobody will acknowledge."""
    monkeypatch.setattr("slackapp.sandbox.events_api.outgoing.ANSWER_WITHIN", 1.5)


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slackapp.sandbox.events_api.outgoing.ANSWER_WITHIN", 30)


def test_events_are_stored_and_clicks_are_answered(line: Line) -> None:
    line.open()
    line.ana.post(line.general, "hello")
    assert line.ana.command("/kudos", "@bo", channel=line.general).text == "thanks"
    assert line.attempts() == [1]
    assert line.count() == 1
    assert [click["command"] for click in line.clicks] == ["/kudos"]


def test_refreshes_in_traffic_lose_nothing_and_leave_no_gap(line: Line) -> None:
    """D1. A gap would show as an event sent twice; the old socket goes only after the new came."""
    line.sandbox.sockets.refresh_every = 0.1
    line.open()
    posted = 0
    while line.sandbox.sockets.opened < 6:
        posted += 1
        line.ana.post(line.general, f"hello {posted}")
        assert line.ana.command("/kudos", "@bo", channel=line.general).text == "thanks"
    assert line.count() == posted
    assert line.attempts() == [1] * posted


@pytest.mark.usefixtures("short_patience")
def test_a_silent_line_is_noticed_and_opened_anew(line: Line) -> None:
    """D2. Half open: no FIN ever comes."""
    mode = line.open()
    line.sandbox.sockets.freeze()
    wait_until(lambda: line.sandbox.sockets.opened == 2 and mode.trouble() is None)
    line.ana.post(line.general, "hello")
    assert line.count() == 1


@pytest.mark.usefixtures("short_patience")
def test_what_was_not_stored_is_not_acknowledged_and_comes_again(line: Line) -> None:
    """D3. As if killed between the event and its commit."""
    line.open()
    refused = threading.Event()

    def refuse(*_call: object) -> None:
        if not refused.is_set():
            refused.set()
            raise OSError("no space left on device")

    event.listen(line.database.engine, "before_cursor_execute", refuse)
    line.ana.post(line.general, "hello")
    assert refused.is_set()
    assert line.attempts() == [2]
    assert line.count() == 1


@pytest.mark.usefixtures("short_patience")
def test_an_acknowledgement_that_got_lost_doubles_nothing(line: Line) -> None:
    """D4. The same event again on another socket."""
    line.open()
    line.open()
    line.sandbox.sockets.dropped_acks = 1
    line.ana.post(line.general, "hello")
    assert line.attempts() == [2]
    assert line.count() == 1


def _waited_longer_each_time(line: Line) -> None:
    opened = line.sandbox.sockets.opened_at
    waits = [later - earlier for earlier, later in pairwise(opened[:5])]
    least = [HURRIED.first_wait * 0.75 * 2**number for number in range(4)]
    assert all(wait >= at_least for wait, at_least in zip(waits, least, strict=True))


def test_too_many_sockets_are_no_storm(line: Line) -> None:
    """D5. Each try waits longer, and the operator is told."""
    line.sandbox.sockets.most = 0
    with structlog.testing.capture_logs() as logs:
        mode = line.open(replace(HURRIED, longest_wait=60), token=line.token)
        wait_until(lambda: line.sandbox.sockets.opened == 5)
    _waited_longer_each_time(line)
    assert mode.trouble() == f"{NOT_CONNECTED}: more than ten sockets of this app are open"
    assert "slack.too_many_sockets" in {each["event"] for each in logs}


def test_sockets_told_to_go_as_soon_as_they_came_are_no_storm(line: Line) -> None:
    line.sandbox.sockets.refresh_every = 0
    line.open(replace(HURRIED, longest_wait=60, good_after=60, brief=60), token=line.token)
    wait_until(lambda: line.sandbox.sockets.opened >= 5)
    _waited_longer_each_time(line)


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("xapp-1-unknown", "Slack does not know SLACK_APP_TOKEN"),
        ("xoxb-1", "SLACK_APP_TOKEN is no app-level token (xapp-…)"),
        ("unscoped", "SLACK_APP_TOKEN lacks the scope connections:write"),
    ],
)
def test_a_token_slack_does_not_want_is_told_and_tried_again(
    line: Line, token: str, why: str
) -> None:
    """D6. Alive but deaf would look well."""
    unscoped = line.sandbox.use_socket_mode([])
    mode = line.open(token=unscoped if token == "unscoped" else token)
    wait_until(lambda: mode.trouble() == f"{NOT_CONNECTED}: {why}")
    app_tokens = line.sandbox.world.app.app_tokens
    app_tokens[unscoped] = app_tokens["xapp-1-unknown"] = frozenset({"connections:write"})
    if token != "xoxb-1":
        wait_until(lambda: mode.trouble() is None)


def test_socket_mode_switched_off_is_told_and_found_again(line: Line) -> None:
    """D6."""
    mode = line.open()
    line.sandbox.switch_socket_mode_off()
    off = "Socket Mode is switched off in the app's settings at Slack"
    wait_until(lambda: mode.trouble() == f"{NOT_CONNECTED}: {off}")
    line.sandbox.world.app.socket_mode = True
    wait_until(lambda: mode.trouble() is None)


def test_a_click_whose_answer_fails_shows_as_failed(line: Line) -> None:
    """D7. Slack does not send clicks again: whoever pressed is to see that nothing happened."""
    line.open()
    line.answer = lambda _click: (400, {}, "not a Slack request")
    with pytest.MonkeyPatch.context() as patience:
        patience.setattr("slackapp.sandbox.events_api.outgoing.ANSWER_WITHIN", 0.3)
        assert line.ana.command("/kudos", channel=line.general).error == "operation_timeout"
    line.answer = lambda _click: (200, JSON, '{"text": "now"}')
    assert line.ana.command("/kudos", channel=line.general).text == "now"


def test_after_the_network_was_away_it_is_back_by_itself(line: Line) -> None:
    """D8. Neither the Web API nor the sockets can be reached."""
    mode = line.open()
    away = line.sandbox.faults.add(method="apps.connections.open", times=None, drop="before")
    with line.sandbox.sockets.port_closed():
        wait_until(lambda: mode.trouble() is not None and away.fired >= 3)
        line.ana.post(line.general, "while away")
    line.sandbox.faults.remove(away.number)
    wait_until(lambda: mode.trouble() is None)
    line.sandbox.advance(61)
    assert line.count() == 1


def test_where_slack_says_when_to_come_again_nobody_comes_before(line: Line) -> None:
    refused = line.sandbox.faults.add(
        method="apps.connections.open",
        status=429,
        error="ratelimited",
        headers={"Retry-After": "1"},
    )
    began = time.monotonic()
    line.open()
    assert time.monotonic() - began >= 1
    assert refused.fired == 1


def test_handlers_that_died_behind_an_open_socket_are_replaced(line: Line) -> None:
    """D9. The socket is fine, pings are answered, and yet nobody answers what comes."""
    mode = line.open(replace(HURRIED, stalled_after=0.5, answer_within=0.1))
    stuck, release = threading.Event(), threading.Event()

    def stall(_click: Interaction) -> tuple[int, dict[str, str], str]:
        stuck.set()
        release.wait(30)
        return 200, JSON, "{}"

    line.answer = stall
    try:
        with pytest.MonkeyPatch.context() as patience:
            patience.setattr("slackapp.sandbox.events_api.outgoing.ANSWER_WITHIN", 0.1)
            line.ana.command("/kudos", channel=line.general)
        assert stuck.is_set()
        wait_until(lambda: line.sandbox.sockets.opened == 2 and line.sandbox.sockets.count == 1)
        line.answer = lambda _click: (200, JSON, '{"text": "alive"}')
        wait_until(lambda: mode.trouble() is None)
        assert line.ana.command("/kudos", channel=line.general).text == "alive"
    finally:
        release.set()


def test_a_loop_that_does_not_turn_any_more_is_replaced(line: Line) -> None:
    """D9. Whatever blocks it, another thread sees it."""
    mode = line.open(replace(HURRIED, stalled_after=0.5))
    session = mode._session  # noqa: SLF001  no other way in to block it
    assert session is not None
    release = threading.Event()
    session._loop.call_soon_threadsafe(release.wait, 30)  # noqa: SLF001
    try:
        wait_until(lambda: line.sandbox.sockets.opened == 2 and line.sandbox.sockets.count == 1)
        assert line.ana.command("/kudos", channel=line.general).text == "thanks"
    finally:
        release.set()


def test_what_is_in_hand_is_answered_before_it_closes(line: Line) -> None:
    began, release = threading.Event(), threading.Event()

    def slow(_click: Interaction) -> tuple[int, dict[str, str], str]:
        began.set()
        release.wait(10)
        return 200, JSON, '{"text": "done"}'

    line.answer = slow
    mode = line.open()
    replies: list[str] = []
    clicking = threading.Thread(
        target=lambda: replies.append(line.ana.command("/kudos", channel=line.general).text)
    )
    clicking.start()
    assert began.wait(10)
    ending = threading.Thread(target=mode.close)
    ending.start()
    release.set()
    ending.join()
    clicking.join()
    assert replies == ["done"]


def test_no_more_is_taken_in_hand_than_can_be_held(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not read waits at Slack, which has other sockets; memory has an end."""
    monkeypatch.setattr("slackapp.intake.socket_mode.connection.MAX_IN_HAND", 2)
    under_way, crowded = [0], threading.Event()

    def slow(_click: Interaction) -> tuple[int, dict[str, str], str]:
        under_way[0] += 1
        if under_way[0] > 2:
            crowded.set()
        crowded.wait(0.3)  # long enough for a third to come in, if it could
        under_way[0] -= 1
        return 200, JSON, '{"text": "done"}'

    line.answer = slow
    line.open(replace(HURRIED, pong_within=30))
    with ThreadPoolExecutor(4) as people:
        replies = [
            people.submit(line.ana.command, "/kudos", channel=line.general) for _ in range(4)
        ]
    assert {reply.result().text for reply in replies} == {"done"}
    assert not crowded.is_set()


def test_odd_envelopes_are_acknowledged_counted_and_harm_nobody(line: Line) -> None:
    """As over HTTP, but acknowledged: the same again would be as odd."""
    line.open()
    huge = {"type": "event_callback", "event": {"type": "message", "text": "x" * 1_100_000}}
    odd = {
        "bad_request": ["a list"],
        "unknown_envelope": {"type": "from_tomorrow"},
        "unknown_event": {
            "type": "event_callback",
            "event_id": "E1",
            "event": {"type": "pin_added"},
        },
        "too_large": huge,
    }
    for outcome, payload in odd.items():
        before = metric("slackapp_events_received_total", outcome=outcome)
        envelope = {"envelope_id": f"1-{outcome.replace('_', '-')}", "type": "events_api"}
        sent = line.sandbox.sockets.send(envelope | {"payload": payload}, within=10)
        assert sent.result() == {"envelope_id": envelope["envelope_id"]}
        assert metric("slackapp_events_received_total", outcome=outcome) == before + 1
    line.ana.post(line.general, "hello")
    assert line.count() == 1


def test_half_an_emoji_and_a_long_number_are_stored_as_they_came(line: Line) -> None:
    line.open()
    line.ana.post(line.general, "half \ud83d of it")
    assert line.attempts() == [1]
    with line.database.reading() as session:
        [body] = session.scalars(text("SELECT body FROM inbox_event"))
    assert b"\\ud83d" in bytes(body)


def test_sockets_are_counted_with_how_long_they_are_silent(line: Line) -> None:
    line.open()
    assert metric("slackapp_sockets_open") == 1
    assert 0 <= metric("slackapp_socket_silent_seconds") < 5
    before = metric("slackapp_sockets_ended_total", reason="refresh_requested")
    line.sandbox.sockets.disconnect("refresh_requested")
    wait_until(lambda: line.sandbox.sockets.opened == 2)
    assert metric("slackapp_sockets_ended_total", reason="refresh_requested") == before + 1
