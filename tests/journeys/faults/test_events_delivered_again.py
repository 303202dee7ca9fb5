"""Whatever Slack sends again (retries, lost answers, twins, other tenants) has one effect."""

import socket
import struct
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, text

from slackapp.intake.models import InboxEvent
from slackapp.sandbox.events_api.deliveries import Delivery
from tests.builders.slack_events import dumped, envelope, message, signed
from tests.journeys.conftest import SECRET, Journey

THANKS = "<@U2> ++ for the patient explanation"
ONE = [("U1", "U2", "1")]
RETRY = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_error"}


def _stored(journey: Journey) -> Sequence[tuple[str, int]]:
    """Event id and time of arrival of each message in the inbox."""
    query = select(InboxEvent.event_id, InboxEvent.received_at).where(InboxEvent.kind == "message")
    with journey.app.database.reading() as session:
        return [(row.event_id, row.received_at) for row in session.execute(query)]


def _delivered(journey: Journey) -> Delivery:
    """The delivery of a message that thanks Bo."""
    journey.ana.post(journey.general, THANKS)
    [delivery] = [each for each in journey.sandbox.deliveries.log if each.kind == "message"]
    return delivery


def test_three_retries_after_a_first_that_worked_are_one_act(journey: Journey) -> None:
    """At once, a minute and five minutes later, with Slack's headers."""
    delivery = _delivered(journey)
    journey.settle()
    for seconds in (0, 60, 300):
        journey.clock.set(journey.clock.now() + timedelta(seconds=seconds))
        assert journey.sandbox.deliveries.repeat(delivery).status == 200
        journey.settle()
    assert [attempt.number for attempt in delivery.attempts] == [0, 1, 2, 3]
    assert journey.live_kudos() == ONE
    assert len(_stored(journey)) == len(journey.export()) == 1


def test_an_answer_slack_never_read_costs_nothing_and_doubles_nothing(journey: Journey) -> None:
    """The connection closes as soon as the request is out: sometimes it was stored, or not."""
    stamps = [f"1763467200.{number:06d}" for number in range(20)]
    bodies = [dumped(envelope(message(THANKS, ts=ts))) for ts in stamps]
    for number, body in enumerate(bodies):
        _send_and_leave(journey, body, rudely=number % 2 == 0)
    for body in bodies:
        assert journey.sandbox.deliver_raw(body, RETRY).status == 200
    journey.settle()
    assert sorted(row.message_ts or "" for row in journey.export()) == stamps
    assert len(_stored(journey)) == 20


def _send_and_leave(journey: Journey, body: bytes, *, rudely: bool) -> None:
    """Rudely: with a reset, so that the app cannot even write its answer."""
    url = urlsplit(journey.sandbox.request_url or "")
    headers = {**signed(body, secret=SECRET), "content-length": str(len(body)), "host": url.netloc}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with socket.create_connection((str(url.hostname), url.port or 0), timeout=10) as connection:
        if rudely:
            linger = struct.pack("ii", 1, 0)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        connection.sendall(f"POST {url.path} HTTP/1.1\r\n{head}\r\n".encode() + body)


def test_a_retry_whose_first_could_not_be_stored_counts(journey: Journey) -> None:
    body = dumped(envelope(message(THANKS)))
    database = journey.app.database
    with database.writing() as session:
        if not database.is_sqlite:
            session.execute(text("LOCK TABLE inbox_event IN ACCESS EXCLUSIVE MODE"))
        first = journey.sandbox.deliver_raw(body)
    assert first.status == 503
    assert "x-slack-no-retry" not in first.headers
    assert journey.sandbox.deliver_raw(body, RETRY).status == 200
    journey.wait_until(lambda: journey.live_kudos() == ONE)
    assert len(journey.export()) == 1


@pytest.mark.parametrize("number", ["1", "2", "3"])
def test_a_retry_whose_first_never_came_counts(journey: Journey, number: str) -> None:
    headers = {**RETRY, "X-Slack-Retry-Num": number}
    assert journey.sandbox.deliver_raw(dumped(envelope(message(THANKS))), headers).status == 200
    journey.wait_until(lambda: journey.live_kudos() == ONE)


def test_a_delivery_a_day_and_a_week_late_is_known_again(journey: Journey) -> None:
    """Slack's delayed events are repeated for a day; tidying must not forget them before."""
    delivery = _delivered(journey)
    journey.settle()
    first = _stored(journey)
    begin = journey.clock.now()
    for later in (timedelta(hours=24), timedelta(hours=25), timedelta(days=7)):
        journey.clock.set(begin + later)
        journey.app.tick.tick(journey.clock.now())
        assert journey.sandbox.deliveries.repeat(delivery).status == 200
        journey.settle()
        assert _stored(journey) == first
    assert len(journey.export()) == 1


def test_a_delivery_after_the_inbox_forgot_it_is_still_one_act(journey: Journey) -> None:
    delivery = _delivered(journey)
    journey.settle()
    first = _stored(journey)
    journey.clock.set(journey.clock.now() + timedelta(days=30))
    journey.app.tick.tick(journey.clock.now())
    assert journey.sandbox.deliveries.repeat(delivery).status == 200
    journey.settle()
    assert _stored(journey) != first
    assert len(journey.export()) == 1


@pytest.mark.parametrize("first", ["app_mention", "message"])
def test_a_mention_of_the_app_and_its_message_are_one_act(journey: Journey, first: str) -> None:
    said = message(f"<@UBOT> see this: {THANKS}")
    second = "message" if first == "app_mention" else "app_mention"
    for kind in (first, second, first):
        body = dumped(envelope({**said, "type": kind}))
        assert journey.sandbox.deliver_raw(body).status == 200
        journey.settle()
    assert [row.act for row in journey.export()] == ["given"]
    journey.wait_until(lambda: journey.live_kudos() == ONE)
    assert journey.posts() == []


def test_a_shared_channels_message_counts_once_in_each_workspace_it_is_sent_for(
    journey: Journey,
) -> None:
    """Slack Connect: the envelope's own team is the author's, whoever it is sent for."""
    _delivered(journey)
    journey.wait_until(lambda: journey.live_kudos() == ONE)  # so that T1 knows its people
    other = journey.sandbox.add_workspace("T2", name="Hill")
    people = [other.add_person(f"U{number}", name=f"Una {number}") for number in (1, 2)]
    other.add_channel("C1", "shared", members=people, bot_is_member=True)
    journey.restart(token=other.install_app(bot_user_id="UBOT"))
    shared = envelope(message(THANKS)) | {"team_id": "T1", "is_ext_shared_channel": True}
    sent = [
        {**shared, "event_id": event_id, "authorizations": [{"team_id": team}]}
        for event_id in ("EvSAME", "EvTWIN")
        for team in ("T1", "T2")
    ]
    for each in [*sent, *sent]:
        assert journey.sandbox.deliver_raw(dumped(each)).status == 200
    journey.settle()
    for team in ("T1", "T2"):
        acts = [row for row in journey.export(team) if row.message_ts == "1763467200.000100"]
        assert [(row.from_person, row.to_person, row.act) for row in acts] == [
            ("U1", "U2", "given")
        ]
