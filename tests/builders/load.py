"""Events under load, and what became of them."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

import httpx
from sqlalchemy import text

from slackapp.database.engines import Database
from slackapp.vocabulary.slack_time import ts_of_micros
from tests.builders.slack_events import dumped, envelope, message, signed

_FIRST = 1_763_467_200_000_000
_SENDERS = 4


@dataclass
class Load:
    """Kudos from U1 to U2, each its own message; every fifth is sent twice."""

    acked: set[str] = field(default_factory=set)
    _numbers: Iterator[int] = field(default_factory=count)
    _stopping: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def on(self, url: str) -> Iterator[None]:
        """Send from several threads for the length of the block."""
        self._stopping.clear()
        with ThreadPoolExecutor(_SENDERS) as threads:
            sending = [threads.submit(self._send_on, url) for _ in range(_SENDERS)]
            try:
                yield
            finally:
                self._stopping.set()
        for sender in sending:
            sender.result()

    def wait_for(self, acked: int) -> None:
        """Until so many events were acknowledged in all."""
        pause, deadline = threading.Event(), time.monotonic() + 60
        while len(self.acked) < acked:
            assert time.monotonic() < deadline, f"only {len(self.acked)} events were acknowledged"
            pause.wait(0.01)

    def _send_on(self, url: str) -> None:
        with httpx.Client(timeout=5) as http:
            while not self._stopping.is_set():
                number = next(self._numbers)
                ts = ts_of_micros(_FIRST + number)
                body = dumped(envelope(message("<@U2> ++ for help", ts=ts), event_id=f"Ev{number}"))
                for _ in range(1 + (number % 5 == 0)):
                    self._send(http, url, body, ts)

    def _send(self, http: httpx.Client, url: str, body: bytes, ts: str) -> None:
        try:
            answer = http.post(url, content=body, headers=signed(body))
        except httpx.TransportError:
            self._stopping.wait(0.05)  # it was killed; the next one may get through
        else:
            if answer.status_code == httpx.codes.OK:
                self.acked.add(ts)


def wait_until_read(database_url: str, *, seconds: float = 60) -> None:
    """Until no stored event is left unread."""
    unread = "SELECT count(*) FROM inbox_event WHERE state <> 'done'"
    _wait_until_none(database_url, unread, seconds=seconds)


def wait_until_jobs_end(database_url: str, *, seconds: float = 60) -> None:
    """Until each is done or has failed for good."""
    under_way = "SELECT count(*) FROM job WHERE state NOT IN ('done', 'failed')"
    _wait_until_none(database_url, under_way, seconds=seconds)


def count_jobs(database_url: str) -> dict[str, int]:
    """How many are in each state."""
    return dict(Counter(_column(database_url, "SELECT state FROM job")))


def thanked_messages(database_url: str) -> set[str]:
    """The ts of every message that gave a kudos."""
    return set(_column(database_url, "SELECT message_ts FROM act_turn WHERE turn = 'given'"))


def count_given(database_url: str) -> int:
    """How many kudos were given, by whatever way."""
    [count] = _numbers(database_url, "SELECT count(*) FROM act_turn WHERE turn = 'given'")
    return count


def count_doubled(database_url: str) -> int:
    """How many messages gave more than one."""
    doubled = "SELECT message_ts FROM act_turn WHERE message_ts IS NOT NULL"
    return len(_column(database_url, f"{doubled} GROUP BY message_ts HAVING count(*) > 1"))


def _wait_until_none(database_url: str, query: str, *, seconds: float) -> None:
    pause, deadline = threading.Event(), time.monotonic() + seconds
    while (left := _numbers(database_url, query)) != [0]:
        assert time.monotonic() < deadline, f"{left} left: {query}"
        pause.wait(0.2)


def _numbers(database_url: str, query: str) -> list[int]:
    return [int(value) for value in _column(database_url, query)]


def _column(database_url: str, query: str) -> list[str]:
    database = Database(database_url)
    with database.reading() as session:
        found = [str(value) for value in session.scalars(text(query))]
    database.close()
    return found
