"""What goes to and fro between Slack and the app, for people who learn or debug."""

import json
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from urllib.parse import parse_qsl

KEPT = 500
_TOKEN = re.compile(r"xox[a-z](-[\w.-]+)")
_SECRET_KEYS = {"token", "authorization"}
Direction = Literal["to_app", "from_app"]


@dataclass(frozen=True)
class Exchange:
    """A request and its answer; `at` is the sandbox's time, `seconds` how long it really took.

    `kind` is event, command, block_actions, view_submission…, or api, response_url, upload;
    `name` the event's type or the method. `error` is Slack's word for what failed.
    """

    at: datetime
    direction: Direction
    kind: str
    name: str
    raw_request: object
    raw_answer: object
    status: int | None
    error: str | None
    seconds: float
    retry: int = 0
    number: int = 0

    @property
    def request(self) -> object:
        """As JSON where it is some; tokens are masked."""
        return masked(_read(self.raw_request))

    @property
    def answer(self) -> object:
        return masked(_read(self.raw_answer))

    @property
    def title(self) -> str:
        """What was typed, pressed or sent, where that says more than the name."""
        request = self.request if self.direction == "to_app" else None
        match request:
            case {"command": str(command), "text": str(text)}:
                return f"{command} {text}".strip()
            case {"actions": [{"action_id": str(what)}, *_]} | {"callback_id": str(what)}:
                return what
            case {"view": {"callback_id": str(what)}} if what:
                return what
        return self.name


Listener = Callable[[Exchange], None]


class Traffic:
    """The last exchanges, oldest first; listeners hear of each on the thread it ran on."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept: deque[Exchange] = deque(maxlen=kept)
        self._listeners: list[Listener] = []
        self._last = 0
        self._lock = threading.Lock()

    def add(self, exchange: Exchange) -> None:
        """It gets its number here, one more than the last."""
        with self._lock:
            self._last += 1
            numbered = replace(exchange, number=self._last)
            self._kept.append(numbered)
            listeners = list(self._listeners)
        for listener in listeners:
            listener(numbered)

    def all(self, *, after: int = 0) -> list[Exchange]:
        """Those with a later number."""
        with self._lock:
            return [exchange for exchange in self._kept if exchange.number > after]

    def find(self, number: int) -> Exchange | None:
        with self._lock:
            return next((one for one in self._kept if one.number == number), None)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()

    def add_listener(self, listener: Listener) -> None:
        """For as long as there is traffic."""
        with self._lock:
            self._listeners.append(listener)

    @contextmanager
    def listening(self, listener: Listener) -> Iterator[None]:
        with self._lock:
            self._listeners.append(listener)
        try:
            yield
        finally:
            with self._lock:
                self._listeners.remove(listener)


def masked(value: object) -> object:
    """The same without tokens, whatever they stand in."""
    if isinstance(value, dict):
        return {
            name: "…" if name.lower() in _SECRET_KEYS and inner else masked(inner)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [masked(inner) for inner in value]
    return _TOKEN.sub("xox…", value) if isinstance(value, str) else value


def _read(raw: object) -> object:
    if not isinstance(raw, bytes):
        return raw
    text = raw.decode(errors="replace")
    try:
        return json.loads(text)
    except ValueError:
        return _form(text) or text


def _form(text: str) -> dict[str, Any] | None:
    """A command's fields, or an interaction's `payload` alone."""
    try:
        fields = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True))
    except ValueError:
        return None
    return json.loads(fields["payload"]) if fields.keys() == {"payload"} else fields
