"""Events on their way to the app, tried again as Slack does."""

import json
import queue
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slackapp.sandbox.events_api import outgoing
from slackapp.sandbox.events_api.events import app_rate_limited, envelope
from slackapp.sandbox.events_api.limits import EventLimits
from slackapp.sandbox.events_api.outgoing import Attempt, send
from slackapp.sandbox.events_api.signatures import signed_headers
from slackapp.sandbox.scopes import event_scopes, subscription
from slackapp.sandbox.socket_mode.messages import event_envelope, interaction_envelope
from slackapp.sandbox.socket_mode.socket import NoAckError
from slackapp.sandbox.socket_mode.sockets import Sockets
from slackapp.sandbox.world.channels import Channel
from slackapp.sandbox.world.clock import MICROSECONDS
from slackapp.sandbox.world.traffic import Exchange
from slackapp.sandbox.world.world import Installation, Team, World

Json = dict[str, Any]
# Seconds after the first, second and third failure: at once, a minute, five minutes.
RETRY_AFTER = (0, 60, 300)
_PUMP_EVERY = 0.5


@dataclass
class Delivery:
    """One event or interaction on its way, with every try so far."""

    id: str
    kind: str
    body: bytes
    content_type: str = "application/json"
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return bool(self.attempts) and self.attempts[-1].ok

    @property
    def is_event(self) -> bool:
        return self.content_type == "application/json"

    @property
    def payload(self) -> Json:
        """The JSON of an event; forms are read with `urllib.parse`."""
        shown: Json = json.loads(self.body)
        return shown


class Deliveries:
    """Sends in the caller's thread, or from one worker when `background` or asked to."""

    def __init__(self, world: World, sockets: Sockets, *, background: bool = False) -> None:
        self._world = world
        self._sockets = sockets
        self._background = background
        self._due: list[tuple[int, Delivery]] = []
        self._queue: queue.Queue[Delivery | None] = queue.Queue()
        self._worker: threading.Thread | None = None
        self.log: list[Delivery] = []
        self.limits = EventLimits()
        self.subscribed: frozenset[str] | None = None

    @property
    def waiting(self) -> list[Delivery]:
        """What failed and is due later."""
        with self._world.lock:
            return [delivery for _, delivery in self._due]

    def event(
        self,
        team: Team,
        event: Json,
        channel: Channel | None = None,
        *,
        later: bool = False,
        installation: Installation | None = None,
        origin: Team | None = None,
    ) -> None:
        """Send an event if the app may have it; never call this while holding the lock.

        `installation`: the one that was, for news of its end. `origin`: where somebody did it, if
        that is another company's workspace.
        """
        installation = installation or team.installation
        if installation is None or not self._wanted(installation.scopes, event, channel):
            return
        with self._world.lock:
            delivery = self._delivery(team, installation, event, channel, origin or team)
            if delivery is None:
                return
            self.log.append(delivery)
        if later or self._background:
            self._queue.put(delivery)
            self._ensure_worker()
        else:
            self._carry(delivery)

    def _delivery(
        self,
        team: Team,
        installation: Installation,
        event: Json,
        channel: Channel | None,
        origin: Team,
    ) -> Delivery | None:
        """None when the app has had too many and was told so this minute."""
        now = self._world.clock.seconds()
        verdict = self.limits.verdict(team.id, now)
        event_id = self._world.new_id("Ev")
        if verdict == "send":
            shown = envelope(
                self._world.app,
                installation,
                event,
                event_id,
                channel,
                now=now,
                enterprise_id=team.enterprise_id,
                origin_id=origin.id,
            )
            return Delivery(event_id, event["type"], json.dumps(shown).encode())
        if verdict == "keep":
            return None
        body = json.dumps(app_rate_limited(self._world.app, team.id, now)).encode()
        return Delivery(event_id, "app_rate_limited", body)

    def interaction(self, kind: str, body: bytes) -> Attempt:
        """Send a form once and hand back the app's answer: Slack does not retry these."""
        form = "application/x-www-form-urlencoded"
        with self._world.lock:
            delivery = Delivery(self._world.new_id("In"), kind, body, form)
            self.log.append(delivery)
        return self._try(delivery)

    def raw(self, body: bytes, headers: Mapping[str, str], timestamp: int | None) -> Attempt:
        """One request with any body; given headers win over the signed ones."""
        signed = signed_headers(self._world.app.signing_secret, body, timestamp)
        url = self._request_url()
        return send(url, body, {"Content-Type": "application/json", **signed, **headers})

    def repeat(self, delivery: Delivery) -> Attempt:
        """The same delivery once more, as when Slack never saw the answer."""
        return self._try(delivery)

    def send_due(self) -> None:
        """Try again what is due by the sandbox clock, in order of time."""
        with self._world.lock:
            now = self._world.clock.now_us()
            ready = sorted((item for item in self._due if item[0] <= now), key=lambda item: item[0])
            self._due = [item for item in self._due if item[0] > now]
        for _, delivery in ready:
            self._carry(delivery)

    def settle(self) -> None:
        """Wait until everything queued has been tried."""
        self._queue.join()

    def close(self) -> None:
        if self._worker is not None:
            self._queue.put(None)
            self._worker.join()
            self._worker = None

    def pump(self) -> None:
        """Start the worker now, so that a running clock brings its retries."""
        self._ensure_worker()

    def _wanted(self, scopes: frozenset[str], event: Json, channel: Channel | None) -> bool:
        app = self._world.app
        if app.request_url is None and not app.socket_mode:
            return False
        kind = channel.channel_type if channel else None
        name = subscription(event["type"], kind)
        subscribed = self.subscribed is None or name in self.subscribed
        needed = event_scopes(name)
        return subscribed and (not needed or bool(scopes & needed))

    def _carry(self, delivery: Delivery) -> None:
        attempt = self._try(delivery)
        while not attempt.ok and attempt.headers.get("x-slack-no-retry") != "1":
            failures = len(delivery.attempts)
            if failures > len(RETRY_AFTER):
                return
            wait = RETRY_AFTER[failures - 1]
            if wait:
                self._put_off(delivery, wait)
                return
            attempt = self._try(delivery)

    def _put_off(self, delivery: Delivery, seconds: int) -> None:
        with self._world.lock:
            due = self._world.clock.now_us() + seconds * MICROSECONDS
            self._due.append((due, delivery))

    def _try(self, delivery: Delivery) -> Attempt:
        number = len(delivery.attempts)
        why_again = (delivery.attempts[-1].reason or "http_timeout") if number else ""
        start = time.perf_counter()
        carry = self._over_socket if self._world.app.socket_mode else self._over_http
        attempt = carry(delivery, number, why_again)
        delivery.attempts.append(attempt)
        self._note(delivery, attempt, time.perf_counter() - start)
        return attempt

    def _over_http(self, delivery: Delivery, number: int, why_again: str) -> Attempt:
        headers = {"Content-Type": delivery.content_type}
        headers |= signed_headers(self._world.app.signing_secret, delivery.body)
        if number:
            headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": why_again}
        return send(self._request_url(), delivery.body, headers, number)

    def _over_socket(self, delivery: Delivery, number: int, why_again: str) -> Attempt:
        """The acknowledgement's payload is what the answer's body is over HTTP."""
        if delivery.is_event:
            envelope = event_envelope(delivery.body, attempt=number, reason=why_again)
        else:
            envelope = interaction_envelope(delivery.body)
        try:
            ack = self._sockets.send(envelope, within=outgoing.ANSWER_WITHIN).result()
        except TimeoutError:
            return Attempt(number, reason="http_timeout")
        except NoAckError:
            return Attempt(number, reason="connection_failed")
        payload = ack.get("payload") if envelope["accepts_response_payload"] else None
        body = json.dumps(payload).encode() if payload else b""
        return Attempt(number, 200, body, None, {"content-type": "application/json"})

    def _note(self, delivery: Delivery, attempt: Attempt, seconds: float) -> None:
        exchange = Exchange(
            self._world.clock.now(),
            "to_app",
            "event" if delivery.is_event else delivery.kind,
            delivery.kind,
            delivery.body,
            attempt.body,
            attempt.status,
            attempt.reason,
            seconds,
            attempt.number,
        )
        self._world.traffic.add(exchange)

    def _request_url(self) -> str:
        url = self._world.app.request_url
        if url is None:
            raise LookupError("the sandbox knows no request_url of the app yet")
        return url

    def _ensure_worker(self) -> None:
        with self._world.lock:
            if self._worker is None or not self._worker.is_alive():
                self._worker = threading.Thread(target=self._work, name="sandbox", daemon=True)
                self._worker.start()

    def _work(self) -> None:
        while True:
            try:
                delivery = self._queue.get(timeout=_PUMP_EVERY)
            except queue.Empty:
                if self._world.clock.runs:
                    self.send_due()
                continue
            try:
                if delivery is None:
                    return
                self._carry(delivery)
            finally:
                self._queue.task_done()
