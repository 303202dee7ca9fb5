"""Socket Mode as Slack's pages tell it, seen by plain WebSockets and by Slack's own client."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.sandbox.stage import Stage

Json = dict[str, Any]
Answer = Callable[[Json], Json | None]


class Ear:
    """A connected app that keeps what it hears and acknowledges all envelopes, or as told."""

    def __init__(self, socket: ClientConnection, answer: Answer) -> None:
        self.hello: Json = json.loads(socket.recv(timeout=10))
        self.heard: list[Json] = []
        self.closed = threading.Event()
        self._socket = socket
        self._answer = answer
        self._came = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def envelope(self, kind: str) -> Json:
        """The last of a kind, waited for."""

        def found() -> list[Json]:
            return [each for each in self.heard if each["type"] == kind]

        with self._came:
            assert self._came.wait_for(found, timeout=10), f"no {kind}"
        return found()[-1]

    def _listen(self) -> None:
        with suppress(ConnectionClosed):
            for raw in self._socket:
                message = json.loads(raw)
                with self._came:
                    self.heard.append(message)
                    self._came.notify_all()
                answer = self._answer(message) if "envelope_id" in message else None
                if answer is not None:
                    self._socket.send(json.dumps(answer))
        self.closed.set()


def acked(message: Json) -> Json | None:
    return {"envelope_id": message["envelope_id"]}


def url_for(stage: Stage, token: str) -> str:
    url: str = WebClient(base_url=stage.api_url).apps_connections_open(app_token=token)["url"]
    return url


@contextmanager
def listening(stage: Stage, token: str, answer: Answer = acked) -> Iterator[Ear]:
    with connect(url_for(stage, token), proxy=None) as socket:
        yield Ear(socket, answer)


@pytest.fixture
def token(stage: Stage) -> str:
    stage.sandbox.rate_limits.enabled = False
    return stage.sandbox.use_socket_mode()


@pytest.mark.parametrize(
    ("error", "scopes", "shown"),
    [
        ("missing_scope", ["authorizations:read"], None),
        ("not_allowed_token_type", ["connections:write"], "xoxb-1"),
        ("invalid_auth", ["connections:write"], "xapp-1-someone-else"),
    ],
)
def test_a_url_is_for_an_app_token_with_the_scope(
    stage: Stage, error: str, scopes: list[str], shown: str | None
) -> None:
    token = stage.sandbox.use_socket_mode(scopes)
    with pytest.raises(SlackApiError) as caught:
        url_for(stage, shown or token)
    assert caught.value.response["error"] == error


def test_a_url_is_refused_while_socket_mode_is_off(stage: Stage, token: str) -> None:
    stage.sandbox.world.app.socket_mode = False
    with pytest.raises(SlackApiError) as caught:
        url_for(stage, token)
    assert caught.value.response["error"] == "link_disabled"


def test_asking_for_urls_too_often_is_told_when_to_come_again(stage: Stage) -> None:
    token = stage.sandbox.use_socket_mode()
    stage.sandbox.rate_limits.per_minute["apps.connections.open"] = 1
    url_for(stage, token)
    with pytest.raises(SlackApiError) as caught:
        url_for(stage, token)
    assert caught.value.response.status_code == 429
    assert int(caught.value.response.headers["Retry-After"]) == 60


def test_a_url_opens_one_socket(stage: Stage, token: str) -> None:
    url = url_for(stage, token)
    with connect(url, proxy=None), pytest.raises(InvalidStatus), connect(url, proxy=None):
        pass


def test_hello_tells_how_many_are_open_and_for_how_long(stage: Stage, token: str) -> None:
    with listening(stage, token), listening(stage, token) as second:
        assert second.hello["num_connections"] == 2
        assert second.hello["debug_info"]["approximate_connection_time"] == 18060
        assert second.hello["connection_info"] == {"app_id": stage.sandbox.world.app.id}


def test_an_event_comes_in_an_envelope_and_not_over_http(stage: Stage, token: str) -> None:
    with listening(stage, token) as ear:
        stage.ana.post(stage.general, "hello")
        envelope = ear.envelope("events_api")
    assert envelope["payload"]["event"]["text"] == "hello"
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    assert stage.receiver.requests == []
    assert [len(each.attempts) for each in stage.sandbox.deliveries.log] == [1]


def test_commands_and_forms_are_answered_by_the_acknowledgement(stage: Stage, token: str) -> None:
    def answer(message: Json) -> Json:
        return {**(acked(message) or {}), "payload": {"text": "thanks"}}

    with listening(stage, token, answer) as ear:
        reply = stage.ana.command("/kudos", "@ben", channel=stage.general)
        envelope = ear.envelope("slash_commands")
    assert reply.text == "thanks"
    assert envelope["accepts_response_payload"] is True
    assert envelope["payload"]["command"] == "/kudos"


def test_an_envelope_not_acknowledged_is_sent_again_and_says_why(
    stage: Stage, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("slackapp.sandbox.events_api.outgoing.ANSWER_WITHIN", 0.2)
    with listening(stage, token) as ear:
        stage.sandbox.sockets.dropped_acks = 1
        stage.ana.post(stage.general, "hello")
        first, second = (each for each in ear.heard if each["type"] == "events_api")
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    assert (second["retry_attempt"], second["retry_reason"]) == (1, "http_timeout")


def test_without_a_socket_a_click_fails_and_an_event_waits(stage: Stage, token: str) -> None:
    stage.ana.post(stage.general, "hello")
    assert stage.ana.command("/kudos", channel=stage.general).error == "dispatch_failed"
    with listening(stage, token) as ear:
        stage.sandbox.advance(61)
        assert ear.envelope("events_api")["retry_attempt"] == 2


def test_deliveries_are_spread_over_the_sockets(stage: Stage, token: str) -> None:
    with listening(stage, token) as one, listening(stage, token) as other:
        for number in range(4):
            stage.ana.post(stage.general, f"hello {number}")
        assert len(one.heard) == len(other.heard) == 2


def test_one_socket_too_many_is_told_so_and_closed(stage: Stage, token: str) -> None:
    stage.sandbox.sockets.most = 1
    with listening(stage, token), listening(stage, token) as second:
        assert second.hello["reason"] == "too_many_websockets"
        assert second.closed.wait(10)
    assert stage.sandbox.sockets.opened == 2


def test_switching_it_off_tells_every_socket(stage: Stage, token: str) -> None:
    stage.sandbox.sockets.leave_after = 0.05
    with listening(stage, token) as ear:
        stage.sandbox.switch_socket_mode_off()
        assert ear.envelope("disconnect")["reason"] == "link_disabled"
        assert ear.closed.wait(10)
    stage.ana.post(stage.general, "hello")
    assert stage.receiver.event("message")["text"] == "hello"


def test_a_socket_told_to_go_gets_nothing_while_there_is_another(stage: Stage, token: str) -> None:
    with listening(stage, token) as old:
        stage.sandbox.sockets.disconnect("refresh_requested")
        stage.ana.post(stage.general, "still here")
        with listening(stage, token) as new:
            for number in range(3):
                stage.ana.post(stage.general, f"hello {number}")
            assert len([each for each in new.heard if each["type"] == "events_api"]) == 3
        assert len([each for each in old.heard if each["type"] == "events_api"]) == 1


def test_nothing_gets_through_a_frozen_socket_or_a_closed_port(
    stage: Stage, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("slackapp.sandbox.events_api.outgoing.ANSWER_WITHIN", 0.2)
    with listening(stage, token) as ear:
        stage.sandbox.sockets.freeze()
        assert stage.ana.command("/kudos", channel=stage.general).error == "operation_timeout"
        assert not ear.closed.is_set()
        with stage.sandbox.sockets.port_closed():
            assert ear.closed.wait(10)
            with (
                pytest.raises(OSError, match="refused"),
                connect(url_for(stage, token), proxy=None),
            ):
                pass
    with listening(stage, token) as ear:
        assert ear.hello["num_connections"] == 1


def test_slacks_own_client_gets_along(stage: Stage, token: str) -> None:
    came = threading.Event()

    def handle(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
        came.set()

    client = SocketModeClient(token, web_client=WebClient(base_url=stage.api_url))
    client.socket_mode_request_listeners.append(handle)
    client.connect()
    try:
        stage.ana.post(stage.general, "hello")
        assert came.wait(10)
    finally:
        client.close()
    assert [len(each.attempts) for each in stage.sandbox.deliveries.log] == [1]
