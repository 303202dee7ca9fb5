"""Over raw sockets: who does not finish asking is not waited for, everybody else is."""

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from slackapp.web.punctual import PunctualProtocol

ASKED = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n"


class Impatient(PunctualProtocol):
    """Waits half a second."""

    header_seconds = 0.5


class Patient(PunctualProtocol):
    """Waits for longer than any test."""

    header_seconds = 3600


async def answer_when_asked_whole(_scope: Scope, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]}
    )
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        answer_when_asked_whole, http=request.param, lifespan="off", log_config=None, ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join()
    listener.close()


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def answer(connection: socket.socket) -> bytes:
    said = b""
    while not said.endswith(b"\r\n\r\nok") and (part := connection.recv(65_536)):
        said += part
    return said


def is_ended_after(connection: socket.socket, sent: bytes) -> bool:
    try:
        connection.sendall(sent)
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


impatient = pytest.mark.parametrize("port", [Impatient], indirect=True)


@impatient
@pytest.mark.parametrize("begun", [b"", b"\r\n", b"G", b"GET / HTTP/1.1\r\nhost: a\r\nx-slow: "])
def test_a_request_that_never_gets_going_is_ended(port: int, begun: bytes) -> None:
    with connect(port) as connection:
        connection.sendall(begun)
        assert connection.recv(1) == b""


@impatient
@pytest.mark.parametrize("begun", [b"\r\n", b"GET / HT"])
def test_so_is_one_after_another_that_was_answered(port: int, begun: bytes) -> None:
    with connect(port) as connection:
        connection.sendall(ASKED)
        assert answer(connection).startswith(b"HTTP/1.1 200")
        connection.sendall(begun)
        assert connection.recv(1) == b""


@impatient
def test_a_byte_now_and_then_does_not_help(port: int) -> None:
    with connect(port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nx-slow: ")
        connection.settimeout(0.01)
        while not is_ended_after(connection, b"a"):
            pass


@impatient
def test_a_body_may_take_its_time(port: int) -> None:
    """The front door has its own bound for that."""
    with connect(port) as connection, connect(port) as measure:
        connection.sendall(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\n")
        assert measure.recv(1) == b""  # so long that headers would have been too late
        connection.sendall(b"hi")
        assert answer(connection).startswith(b"HTTP/1.1 200")


@impatient
def test_who_asked_in_two_pieces_is_not_called_late_afterwards(port: int) -> None:
    with connect(port) as connection:
        connection.sendall(ASKED[:9])
        with connect(port) as other:  # once it is answered, the piece before it was read
            other.sendall(ASKED)
            answer(other)
        connection.sendall(ASKED[9:])
        assert answer(connection).startswith(b"HTTP/1.1 200")
        with connect(port) as measure:
            assert measure.recv(1) == b""
        connection.sendall(ASKED)
        assert answer(connection).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("port", [Patient], indirect=True)
def test_who_asks_slowly_but_in_time_is_answered_again_and_again(port: int) -> None:
    with connect(port) as connection:
        for _ in range(3):
            for at in range(len(ASKED)):
                connection.sendall(ASKED[at : at + 1])
            assert answer(connection).startswith(b"HTTP/1.1 200")
        connection.sendall(ASKED + ASKED)
        assert answer(connection).count(b"HTTP/1.1 200") >= 1
