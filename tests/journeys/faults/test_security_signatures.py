"""Only what Slack signed, and lately, gets in; what gets in twice has one effect."""

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlencode

import httpx
import pytest
from sqlalchemy import event, text

from slackapp.database.engines import Database
from slackapp.sandbox.events_api.deliveries import Delivery
from tests.builders.slack_events import dumped, envelope, message, reaction, signed
from tests.journeys.conftest import SECRET, Journey

SLACK_WAITS = 3  # seconds
Header = tuple[bytes, bytes]
REASON = "for staying late so it landed"

COMMAND = {
    "command": "/kudos",
    "text": f"<@U1> {REASON}",
    "team_id": "T1",
    "user_id": "U3",
    "channel_id": "C1",
    "trigger_id": "1.2.3",
}
CLICK = {
    "type": "block_actions",
    "team": {"id": "T1"},
    "user": {"id": "U3"},
    "channel": {"id": "C1"},
    "actions": [{"action_id": "kudos.undo_given", "type": "button", "value": "command:1.2.3"}],
}
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
WAYS_IN = {
    "an event": (dumped(envelope(message(f"<@U1> ++ {REASON}"))), JSON),
    "a command": (urlencode(COMMAND).encode(), FORM),
    "a click": (urlencode({"payload": dumped(CLICK)}).encode(), FORM),
    "the handshake": (dumped({"type": "url_verification", "challenge": "words"}), JSON),
    "what breaks a parser": (b"[" * 100_000, JSON),
    "what breaks a form": (b"payload=%7B", FORM),
}


def _forged(body: bytes) -> dict[str, list[Header]]:
    """Headers that are not Slack's for these bytes, by what is wrong with them."""
    now = int(time.time())
    good = signed(body, secret=SECRET)
    stamp, signature = good["x-slack-request-timestamp"], good["x-slack-signature"]
    other = signed(body + b" ", secret=SECRET)["x-slack-signature"]
    old, late, early = (
        signed(body, secret=SECRET, timestamp=at) for at in ("0", str(now - 310), str(now + 330))
    )
    return {
        "nothing": [],
        "no signature": _pair(stamp, None),
        "no timestamp": _pair(None, signature),
        "another app's secret": _pair(**_of(signed(body, secret="another"))),
        "no secret at all": _pair(**_of(signed(body, secret=""))),
        "the signature of other bytes": _pair(stamp, other),
        "another version": _pair(stamp, signature.replace("v0=", "v1=")),
        "no version": _pair(stamp, signature.removeprefix("v0=")),
        "half a signature": _pair(stamp, signature[:20]),
        "an empty signature": _pair(stamp, ""),
        "letters that are not ASCII": [*_pair(stamp, None), (b"x-slack-signature", b"v0=\xff\xe9")],
        "the timestamp of another minute": _pair(str(now - 60), signature),
        "a timestamp of words": _pair("yesterday", signature),
        "a fraction": _pair(f"{now}.0", signature),
        "a sign": _pair(f"+{now}", signature),
        "a hexadecimal": _pair(hex(now), signature),
        "digits that are not ASCII": [
            (b"x-slack-request-timestamp", "\u0661\u0662".encode()),
            *_pair(None, signature),
        ],
        "endless digits": _pair("9" * 4_000, signature),
        "1970": _pair(**_of(old)),
        "five minutes late": _pair(**_of(late)),
        "five minutes early": _pair(**_of(early)),
    }


def _of(headers: dict[str, str]) -> dict[str, str]:
    return {
        "stamp": headers["x-slack-request-timestamp"],
        "signature": headers["x-slack-signature"],
    }


def _pair(stamp: str | None, signature: str | None) -> list[Header]:
    named = ((b"x-slack-request-timestamp", stamp), (b"x-slack-signature", signature))
    return [(name, value.encode()) for name, value in named if value is not None]


def _written(journey: Journey) -> dict[str, int]:
    """How many rows there are of what requests lead to."""
    with journey.app.database.reading() as session:
        return {
            table: session.scalar(text(f"SELECT count(*) FROM {table}")) or 0  # noqa: S608  ours
            for table in ("inbox_event", "message", "act_turn", "post")
        }


def test_a_stranger_is_refused_on_every_way_in_and_leaves_nothing(journey: Journey) -> None:
    answers, expected = {}, {}
    with httpx.Client(timeout=30) as http:
        for way, (body, content_type) in WAYS_IN.items():
            for why, headers in _forged(body).items():
                sent = [(b"content-type", content_type.encode()), *headers]
                answer = http.post(_door(journey), content=body, headers=sent)
                answers[way, why], expected[way, why] = answer.status_code, 401
    journey.settle()
    assert answers == expected
    assert _written(journey) == dict.fromkeys(_written(journey), 0)
    assert journey.posts() == []


def _again(journey: Journey, kind: str) -> Delivery:
    """The last delivery of this kind that Slack made, to be captured and sent again."""
    return [each for each in journey.sandbox.deliveries.log if each.kind == kind][-1]


def _replay(journey: Journey, delivery: Delivery) -> None:
    """Fifty times within five minutes, several at once: signing does not stop that."""
    with ThreadPoolExecutor(10) as threads:
        attempts = list(threads.map(journey.sandbox.deliveries.repeat, [delivery] * 50))
    assert {attempt.status for attempt in attempts} == {200}
    journey.settle()
    log = journey.sandbox.deliveries.log
    sent = [each for each in log if each.kind not in {"command", "block_actions"}]
    assert _written(journey)["inbox_event"] <= len(sent)


def test_an_event_captured_and_sent_again_fifty_times_counts_once(journey: Journey) -> None:
    said = journey.cy.post(journey.general, f"<@U1> ++ {REASON}")
    _replay(journey, _again(journey, "message"))
    assert journey.live_kudos() == [("U3", "U1", "1")]
    journey.cy.delete(said)
    _replay(journey, _again(journey, "message"))
    assert [row.act for row in journey.export()] == ["given", "taken_back"]


def test_a_command_and_its_undo_sent_again_fifty_times_are_one_act_and_one_undo(
    journey: Journey,
) -> None:
    reply = journey.cy.command("/kudos", f"@ana.lopez {REASON}", channel=journey.general)
    _replay(journey, _again(journey, "command"))
    journey.wait_until(lambda: len(journey.posts()) == 1)
    assert journey.live_kudos() == [("U3", "U1", "1")]
    assert reply.shown is not None
    journey.cy.click(reply.shown, "kudos.undo_given")
    _replay(journey, _again(journey, "block_actions"))
    _replay(journey, _again(journey, "command"))
    assert [row.act for row in journey.export()] == ["given", "taken_back"]
    journey.wait_until(lambda: journey.posts() == [])


@contextmanager
def _counting_statements(database: Database) -> Iterator[Callable[[], int]]:
    """How many SQL statements have named the inbox since."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        if "INSERT INTO inbox_event" in statement:
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield lambda: len(seen)
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def test_a_flood_of_unsigned_requests_is_turned_away_cheaply_while_slacks_are_stored(
    journey: Journey,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    forged = dumped(envelope(message("canaryflood " * 50)))
    genuine = [
        dumped(envelope(reaction("tada", at=f"1763467260.{number:06d}"))) for number in range(50)
    ]
    url = _door(journey)

    def flood(_: int) -> set[int]:
        with httpx.Client(timeout=30) as http:
            headers = signed(forged, secret="another")
            return {http.post(url, content=forged, headers=headers).status_code for _ in range(250)}

    def deliver() -> list[float]:
        seconds = []
        with httpx.Client(timeout=30) as http:
            for body in genuine:
                begun = time.monotonic()
                answer = http.post(url, content=body, headers=signed(body, secret=SECRET))
                seconds.append(time.monotonic() - begun)
                assert answer.status_code == 200
        return seconds

    with _counting_statements(journey.app.database) as stored, ThreadPoolExecutor(5) as threads:
        floods = [threads.submit(flood, number) for number in range(4)]
        seconds = threads.submit(deliver).result()
        assert set().union(*(each.result() for each in floods)) == {401}
        assert stored() <= len(genuine)
    assert max(seconds) < SLACK_WAITS
    assert "canaryflood" not in "".join(capfd.readouterr()) + caplog.text


def _door(journey: Journey) -> str:
    assert journey.sandbox.request_url is not None
    return journey.sandbox.request_url
