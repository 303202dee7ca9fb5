"""Events and commands at a steady pace, each delivery's answer remembered."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from slackapp.vocabulary.slack_time import ts_of_micros
from tests.builders.slack_events import dumped, envelope, message, signed

_FIRST = 1_763_467_200_000_000
_SENDERS = 64
_SLACK_WAITS = 3.0
SLACKS_RETRIES = (0.0, 60.0, 300.0)  # seconds between deliveries

GIVERS = 40  # one person may not say so much so fast
PEOPLE = GIVERS + 1


@dataclass
class SteadyLoad:
    """Kudos to U1 from many, each its own message; every twentieth is a `/kudos` command instead.

    An event that is not answered 200 is sent again after each of `retries` (seconds). Nobody sends
    a command again.
    """

    url: str
    per_second: float
    retries: Sequence[float] = ()
    with_commands: bool = False
    answers: Counter[str] = field(default_factory=Counter)
    events: set[str] = field(default_factory=set)
    not_acked: set[str] = field(default_factory=set)
    commands: int = 0
    _stopping: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def running(self, *, at_most: int = 1_000_000) -> Iterator[threading.Thread]:
        """Send for the length of the block; the thread ends by itself after `at_most`."""
        pacer = threading.Thread(target=self._send_all, args=(at_most,), name="steady-load")
        pacer.start()
        try:
            yield pacer
        finally:
            self._stopping.set()
            pacer.join()

    def _send_all(self, at_most: int) -> None:
        started = time.monotonic()
        limits = httpx.Limits(max_connections=_SENDERS, max_keepalive_connections=_SENDERS)
        with (
            httpx.Client(timeout=_SLACK_WAITS, limits=limits) as http,
            ThreadPoolExecutor(_SENDERS) as senders,
        ):
            sent = []
            for number in range(at_most):
                if self._stopping.wait(
                    max(0, started + number / self.per_second - time.monotonic())
                ):
                    break
                send = self._command if self.with_commands and number % 20 == 19 else self._event
                sent.append(senders.submit(send, http, number))
            for each in sent:
                each.result()

    def _event(self, http: httpx.Client, number: int) -> None:
        ts = ts_of_micros(_FIRST + number)
        self.events.add(ts)
        said = message("<@U1> ++ for help", ts=ts, user=_giver(number))
        body = dumped(envelope(said, event_id=f"Ev{number}"))
        pause = threading.Event()
        for seconds in (0.0, *self.retries):
            pause.wait(seconds)
            if self._post(http, body, signed(body)) == "200":
                return
        self.not_acked.add(ts)

    def _command(self, http: httpx.Client, number: int) -> None:
        self.commands += 1
        fields = {
            "command": "/kudos",
            "text": f"<@U1> for the patient help with number {number}",
            "team_id": "T1",
            "channel_id": "C1",
            "user_id": _giver(number),
            "trigger_id": f"{number}.1.abc",
            "response_url": "http://127.0.0.1:9/commands/T1/1/x",
        }
        body = urlencode(fields).encode()
        form = {"content-type": "application/x-www-form-urlencoded"}
        self._post(http, body, {**signed(body), **form})

    def _post(self, http: httpx.Client, body: bytes, headers: dict[str, str]) -> str:
        try:
            answer = str(http.post(self.url, content=body, headers=headers).status_code)
        except httpx.TransportError as error:
            answer = type(error).__name__
        self.answers[answer] += 1
        return answer


def _giver(number: int) -> str:
    return f"U{2 + number % GIVERS}"
