"""Strangers are refused before parsing; Slack's own requests never meet a 5xx."""

import json
import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from sqlalchemy import select, text

from slackapp.database.engines import Database
from slackapp.intake import front_door
from slackapp.intake.models import InboxEvent
from slackapp.observability.metrics import exposition
from tests.builders.slack_events import dumped, envelope, message, signed
from tests.intake.conftest import Door


def _stored(database: Database) -> Sequence[InboxEvent]:
    with database.reading() as session:
        return session.scalars(select(InboxEvent)).all()


def test_an_event_is_on_disk_when_slack_gets_its_200(door: Door, database: Database) -> None:
    body = dumped(envelope(message(), event_id="Ev1"))
    assert door.post(body).status_code == 200
    [event] = _stored(database)
    assert (event.workspace_id, event.event_id, event.kind) == ("T1", "Ev1", "message")
    assert (event.body, event.state) == (body, "open")
    assert door.woken.is_set()


def test_how_long_an_answer_took_is_counted(door: Door) -> None:
    door.post(dumped(envelope(message())))
    counted = [line for line in exposition().decode().splitlines() if "ack_seconds_count" in line]
    assert float(counted[0].split()[1]) >= 1


def test_the_handshake_is_answered(door: Door) -> None:
    answer = door.post(dumped({"type": "url_verification", "challenge": "c-1", "token": "t"}))
    assert (answer.status_code, answer.text) == (200, "c-1")


def test_a_hundred_deliveries_at_once_are_one_row(door: Door, database: Database) -> None:
    body = dumped(envelope(message(), event_id="Ev1"))
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(door.post, [body] * 100))
    assert {answer.status_code for answer in answers} == {200}
    assert len(_stored(database)) == 1


GOOD = dumped(envelope(message()))


def _strangers() -> dict[str, dict[str, str]]:
    now = int(time.time())
    return {
        "no headers": {},
        "no signature": {"x-slack-request-timestamp": f"{now}"},
        "another app's secret": signed(GOOD, secret="another"),
        "an empty signature": signed(GOOD) | {"x-slack-signature": ""},
        "five minutes late": signed(GOOD, timestamp=f"{now - 301}"),
        "five minutes early": signed(GOOD, timestamp=f"{now + 330}"),
        "a timestamp of words": signed(GOOD, timestamp="yesterday"),
        "a negative timestamp": signed(GOOD, timestamp="-1"),
        "a fraction": signed(GOOD, timestamp=f"{now}.5"),
        "a huge timestamp": signed(GOOD, timestamp="9" * 400),
        "an empty timestamp": signed(GOOD) | {"x-slack-request-timestamp": ""},
        "the timestamp of other bytes": signed(b"{}"),
    }


def test_a_stranger_gets_401_and_leaves_nothing(door: Door, database: Database) -> None:
    strangers = _strangers()
    answers = {why: door.post(GOOD, headers).status_code for why, headers in strangers.items()}
    assert answers == dict.fromkeys(strangers, 401)
    assert _stored(database) == []


def test_a_signature_that_is_not_ascii_is_a_strangers(door: Door) -> None:
    now = str(int(time.time())).encode()
    headers = [(b"x-slack-request-timestamp", now), (b"x-slack-signature", b"v0=\xff\xfe")]
    answer = door.http.post("/slack/events", content=GOOD, headers=headers)
    assert answer.status_code == 401


def test_an_unsigned_body_is_never_parsed(door: Door) -> None:
    assert door.post(b"[" * 100_000, {}).status_code == 401


DEEP = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
HOSTILE = {
    "nothing": b"",
    "a list": b"[]",
    "a number": b"1",
    "a word": b'"event"',
    "null": b"null",
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": DEEP,
    "a number of 5,000 digits": b'{"type":"event_callback","n":' + b"9" * 5_000 + b"}",
    "NaN": b'{"type":"event_callback","n":NaN}',
    "Infinity": b'{"type":"event_callback","n":-Infinity}',
    "broken JSON": b'{"type":',
    "invalid UTF-8": b'{"type":"event_callback","a":"\xff\xfe"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"type":"event_callback"}'.encode("utf-16"),
    "no type": b"{}",
    "a type that is a list": b'{"type":[]}',
    "no event": dumped({"type": "event_callback", "event_id": "Ev1"}),
    "an event that is a list": dumped({**envelope(message()), "event": []}),
    "an event without a type": dumped({**envelope(message()), "event": {}}),
    "no event id": dumped({**envelope(message()), "event_id": None}),
    "an event id with NUL": dumped(envelope(message(), event_id="Ev\0")),
    "an event id of 3,000 characters": dumped(envelope(message(), event_id="E" * 3_000)),
    "a challenge that is none": dumped({"type": "url_verification", "challenge": {"a": 1}}),
}


def test_what_slack_never_sends_is_a_400(door: Door, database: Database) -> None:
    answers = {what: door.post(body).status_code for what, body in HOSTILE.items()}
    assert answers == dict.fromkeys(HOSTILE, 400)
    assert _stored(database) == []


IGNORED = {
    "an unknown event": envelope({"type": "galaxy_expanded"}),
    "an unknown envelope": {"type": "galaxy_callback"},
    "a rate limit notice": {"type": "app_rate_limited", "team_id": "T1"},
    "nobody's": {**envelope(message()), "authorizations": []},
    "authorizations that are numbers": {**envelope(message()), "authorizations": [5]},
    "authorizations that are an object": {**envelope(message()), "authorizations": {"a": 1}},
    "a tenant that is no id": {**envelope(message()), "authorizations": [{"team_id": "T 1'"}]},
    "an envelope's team alone": {
        key: value for key, value in envelope(message()).items() if key != "authorizations"
    },
}


def test_what_is_not_for_us_is_a_200_and_nothing_more(door: Door, database: Database) -> None:
    answers = {what: door.post(dumped(body)).status_code for what, body in IGNORED.items()}
    assert answers == dict.fromkeys(IGNORED, 200)
    assert _stored(database) == []


def test_text_no_database_takes_is_stored_as_it_came(door: Door, database: Database) -> None:
    body = b"%b" % dumped(envelope(message("a\0b \ud800 c")))
    assert door.post(body).status_code == 200
    assert [event.body for event in _stored(database)] == [body]


def test_the_tenant_is_the_authorization_never_the_envelopes_team(
    door: Door, database: Database
) -> None:
    foreign = {**envelope(message(), team="T1"), "team_id": "TFOREIGN"}
    assert door.post(dumped(foreign)).status_code == 200
    assert [event.workspace_id for event in _stored(database)] == ["T1"]


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
def test_an_end_comes_without_an_authorization_as_in_slacks_own_samples(
    door: Door, database: Database, kind: str
) -> None:
    ended = envelope({"type": kind}, team="T1")
    del ended["authorizations"]
    assert door.post(dumped(ended)).status_code == 200
    assert [event.workspace_id for event in _stored(database)] == ["T1"]


@pytest.mark.parametrize("size", [1_000_001, 3_000_000])
def test_a_body_over_a_megabyte_is_refused(door: Door, database: Database, size: int) -> None:
    body = dumped(envelope(message())).ljust(size)
    assert door.post(body).status_code == 413
    assert _stored(database) == []


def test_a_body_of_a_megabyte_is_welcome(door: Door) -> None:
    assert door.post(dumped(envelope(message())).ljust(1_000_000)).status_code == 200


def test_a_long_body_without_a_length_is_cut_off(door: Door) -> None:
    chunks = (b"x" * 100_000 for _ in range(30))
    assert door.http.post("/slack/events", content=chunks).status_code == 413


FORM = {"content-type": "application/x-www-form-urlencoded"}
BAD_FORMS = {
    "payload=[]": b"payload=%5B%5D",
    "payload={": b"payload=%7B",
    "payload of nothing": b"payload=",
    "payload without a user": b"payload="
    + urlencode({"": '{"type":"block_actions"}'})[1:].encode(),
    "payload without a team": urlencode(
        {"payload": json.dumps({"type": "block_actions", "user": {"id": "U1"}})}
    ).encode(),
    "a click without actions": urlencode(
        {
            "payload": json.dumps(
                {"type": "block_actions", "user": {"id": "U1"}, "team": {"id": "T1"}, "actions": []}
            )
        }
    ).encode(),
    "no command": b"user_id=U1&team_id=T1",
    "a command without its place": b"command=%2Fkudos&user_id=U1",
    "bytes that are no text": b"\xff\xfe\xfd",
    "a thousand fields": b"&".join(b"a%d=1" % n for n in range(1_000)),
}


def test_a_broken_form_never_reaches_bolt(door: Door) -> None:
    answers = {
        what: door.post(body, signed(body) | FORM).status_code for what, body in BAD_FORMS.items()
    }
    assert answers == dict.fromkeys(BAD_FORMS, 400)
    assert door.interactions == []


def test_a_command_reaches_bolt_as_one_object_without_nul(door: Door) -> None:
    fields = {
        "command": "/kudos",
        "text": "a\0b",
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "trigger_id": "1.2",
    }
    body = urlencode(fields).encode()
    answer = door.post(body, signed(body) | FORM)
    assert (answer.status_code, answer.json()) == (200, {"text": "done"})
    assert json.loads(door.interactions[0]) == fields | {"text": "ab"}


def test_a_database_that_hangs_gives_503_in_time(door: Door, database: Database) -> None:
    with database.writing() as session:
        if not database.is_sqlite:
            session.execute(text("LOCK TABLE inbox_event IN ACCESS EXCLUSIVE MODE"))
        started = time.monotonic()
        answer = door.post(dumped(envelope(message())))
    assert answer.status_code == 503
    assert time.monotonic() - started < 3


def test_a_body_that_does_not_come_is_given_up(
    door: Door, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_door, "BODY_SECONDS", 0.2)
    head = b"POST /slack/events HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n"
    for part in (b"", b'{"type":'):
        with socket.create_connection(
            (door.http.base_url.host, door.http.base_url.port or 0)
        ) as wire:
            wire.sendall(head + part)
            wire.settimeout(30)
            assert wire.recv(1_000).startswith(b"HTTP/1.1 408")
    assert door.post(dumped(envelope(message()))).status_code == 200
    assert len(_stored(database)) == 1


def test_no_other_method_is_served(door: Door) -> None:
    assert door.http.get("/slack/events").status_code == 405
