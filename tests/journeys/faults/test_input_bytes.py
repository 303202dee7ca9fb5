"""Bytes no Slack would send, over raw sockets: refused or ignored, never a 5xx, never kept."""

import gzip
import resource
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

import pytest

from slackapp.intake import front_door
from slackapp.intake.store import count_by_state
from tests.builders.slack_events import dumped, envelope, message, signed
from tests.journeys.conftest import SECRET, Journey

THANKS = message("<@U2> ++ for the patient explanation")
GOOD = dumped(envelope(THANKS, event_id="Ev1"))
FORM = "application/x-www-form-urlencoded"
COMMAND = urlencode(
    {"command": "/kudos", "text": "\udcff", "team_id": "T1", "user_id": "U1", "channel_id": "C1"},
    errors="surrogateescape",
).encode()


@contextmanager
def _connected(journey: Journey) -> Iterator[socket.socket]:
    url = urlsplit(str(journey.sandbox.request_url))
    with socket.create_connection((str(url.hostname), url.port or 0), timeout=20) as connection:
        yield connection


def _status(connection: socket.socket) -> int | None:
    """Of the answer; None where the connection was closed without one."""
    try:
        line = connection.makefile("rb").readline()
    except OSError:
        return None
    return int(line.split()[1]) if line else None


def _head(journey: Journey, headers: dict[str, str]) -> bytes:
    url = urlsplit(str(journey.sandbox.request_url))
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {url.path} HTTP/1.1\r\nhost: {url.netloc}\r\n{lines}\r\n".encode("latin-1")


def _post(journey: Journey, body: bytes, **headers: str) -> int | None:
    return journey.sandbox.deliver_raw(body, headers).status


def _is_well(journey: Journey) -> bool:
    """A good event still gets its 200 and counts."""
    answered = _post(journey, GOOD) == 200
    journey.wait_until(lambda: journey.live_kudos() == [("U1", "U2", "1")])
    return answered


def _unread(journey: Journey) -> dict[str, int]:
    with journey.app.database.reading() as session:
        return count_by_state(session)


TYPES = (
    "",
    "application/json",
    "application/json; charset=utf-7",
    "application/json; charset=" + "x" * 1_000,
    "APPLICATION/JSON",
    "text/plain",
    "text/html; charset=iso-8859-1",
    "multipart/form-data; boundary=x",
    "application/xml",
    FORM,
    FORM + "; charset=utf-16",
    "\xff\xfe",
)
BODIES = {
    "an event": GOOD,
    "an event with a byte order mark": b"\xef\xbb\xbf" + GOOD,
    "an event in UTF-16": GOOD.decode().encode("utf-16"),
    "a gzipped event": gzip.compress(GOOD),
    "an event with broken UTF-8": GOOD.replace(b"patient", b"\xff\xfe\x80"),
    "a command": COMMAND,
    "broken UTF-8 in a form": b"command=%2Fkudos&text=\xff\xfe",
    "a form that is JSON": b"payload=" + GOOD,
    "nothing": b"",
    "NUL": b"\0" * 100,
}


def test_any_type_of_any_body_is_answered_below_500(journey: Journey) -> None:
    answers = {
        (what, kind): _post(journey, body, **{"Content-Type": kind})
        for what, body in BODIES.items()
        for kind in TYPES
    }
    assert {at: status for at, status in answers.items() if status not in {200, 400}} == {}
    assert answers["a gzipped event", "application/json"] == 400
    assert answers["an event in UTF-16", "application/json"] == 400
    journey.settle()
    assert len(journey.export()) <= 1
    assert _is_well(journey)


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "chunked"])
def test_a_body_said_to_be_packed_is_never_unpacked(journey: Journey, encoding: str) -> None:
    """A bomb of 100 MB in 100 kB stays 100 kB."""
    bomb = gzip.compress(b" " * 100_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert _post(journey, bomb, **{"Content-Encoding": encoding}) == 400
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    assert _is_well(journey)


def test_the_last_of_two_equal_keys_counts_and_nothing_breaks(journey: Journey) -> None:
    twice = GOOD.replace(b'"type": "event_callback"', b'"type": 5, "type": "event_callback"')
    nobody = GOOD.replace(b'"authorizations"', b'"authorizations": [], "x"').replace(b"Ev1", b"Ev2")
    assert twice != GOOD
    assert (_post(journey, twice), _post(journey, nobody)) == (200, 200)
    journey.wait_until(lambda: journey.live_kudos() == [("U1", "U2", "1")])
    assert len(journey.export()) == 1


def test_a_hundred_megabytes_are_refused_before_they_are_read(journey: Journey) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with _connected(journey) as connection:
        connection.sendall(_head(journey, {"content-length": "100000000"}) + b"x" * 100_000)
        assert _status(connection) == 413
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_chunks_without_end_are_cut_off(journey: Journey) -> None:
    chunk = b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n"
    with _connected(journey) as connection:
        connection.sendall(_head(journey, {"transfer-encoding": "chunked"}))
        for _ in range(20):
            connection.sendall(chunk)
        assert _status(connection) == 413
    assert _is_well(journey)


def test_who_sends_a_byte_now_and_then_is_not_waited_for(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty of them at once, and a good event passes by."""
    monkeypatch.setattr(front_door, "BODY_SECONDS", 1)
    slow = [socket.socket() for _ in range(50)]
    url = urlsplit(str(journey.sandbox.request_url))
    for connection in slow:
        connection.settimeout(20)
        connection.connect((url.hostname, url.port))
        connection.sendall(_head(journey, signed(GOOD, secret=SECRET) | {"content-length": "999"}))
    assert _is_well(journey)
    assert {_status(connection) for connection in slow} == {408}
    for connection in slow:
        connection.close()


@pytest.mark.parametrize(
    "headers",
    [
        {f"x-{number}": "1" for number in range(10_000)},
        {"x-long": "x" * 1_000_000},
        {"content-length": "9" * 400},
        {"content-length": "-1"},
        {"content-length": "ten"},
    ],
    ids=["10,000 headers", "a header of 1 MB", "a huge length", "a negative one", "no number"],
)
def test_odd_headers_are_refused_or_ignored(journey: Journey, headers: dict[str, str]) -> None:
    started = time.process_time()
    with _connected(journey) as connection:
        connection.sendall(_head(journey, headers))
        status = _status(connection)
    assert status is None or 400 <= status < 500
    assert time.process_time() - started < 10
    assert _is_well(journey)
    assert _unread(journey) == {}
