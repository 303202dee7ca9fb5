"""What is counted, for `/metrics`: fixed names, few labels, no ids."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    start_http_server,
)

REGISTRY = CollectorRegistry()

_events_received = Counter(
    "slackapp_events_received",
    "Requests at the front door, by what became of them",
    ["outcome"],
    registry=REGISTRY,
)
_events_read = Counter(
    "slackapp_events_read",
    "Stored events, by what reading them came to",
    ["outcome"],
    registry=REGISTRY,
)
_inbox = Gauge("slackapp_inbox", "Events in the inbox, by state", ["state"], registry=REGISTRY)
_ack_seconds = Histogram(
    "slackapp_ack_seconds",
    "From a request's last byte to our answer; Slack gives us 3 s",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0),
    registry=REGISTRY,
)
_posts = Counter(
    "slackapp_posts", "Posts to Slack, by the state they came to", ["state"], registry=REGISTRY
)
_clock_skew = Gauge(
    "slackapp_clock_skew_seconds",
    "How far our clock is ahead of Slack's; beyond 300 either way Slack's requests are refused",
    registry=REGISTRY,
)

_sockets = Gauge("slackapp_sockets_open", "Sockets open to Slack", registry=REGISTRY)
_socket_silence = Gauge(
    "slackapp_socket_silent_seconds",
    "Since Slack was last heard through a socket, be it only an answer to a ping",
    registry=REGISTRY,
)
_sockets_ended = Counter(
    "slackapp_sockets_ended",
    "Sockets that ended or did not open, by why; each is opened anew",
    ["reason"],
    registry=REGISTRY,
)

_received = cache(_events_received.labels)  # the look-up costs three times what counting does


def count_event(outcome: str) -> None:
    """A request at the front door: stored, not_stored, unsigned, bad_request, interaction."""
    _received(outcome).inc()


def count_read(outcome: str, amount: int = 1) -> None:
    """Stored events after reading: done, parked, dead, or why no room heard them."""
    _events_read.labels(outcome).inc(amount)


def show_inbox(counts: Mapping[str, int]) -> None:
    """How many events are in each state now; a state left out has none."""
    _inbox.clear()
    for state, count in counts.items():
        _inbox.labels(state).set(count)


def count_ack(seconds: float) -> None:
    _ack_seconds.observe(seconds)


def count_post(state: str) -> None:
    """A post that came to be sent, failed or unknown."""
    _posts.labels(state).inc()


def show_clock_skew(seconds_ahead: float) -> None:
    _clock_skew.set(seconds_ahead)


def watch_sockets(count: Callable[[], float], silence: Callable[[], float]) -> None:
    """Asked each time the numbers are collected; seconds of silence."""
    _sockets.set_function(count)
    _socket_silence.set_function(silence)


def count_socket_ended(reason: str) -> None:
    _sockets_ended.labels(reason).inc()


def exposition() -> bytes:
    """Everything counted, as Prometheus reads it (text format 0.0.4)."""
    return generate_latest(REGISTRY)


@contextmanager
def exposed(host: str, port: int) -> Iterator[int]:
    """All of it on a port of its own, from a thread; which port, where 0 was asked for."""
    server, thread = start_http_server(port, host, registry=REGISTRY)
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
