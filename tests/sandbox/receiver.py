"""An app's request URL that keeps what Slack sends and answers as told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

Json = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """One request as it came in; header names in lower case."""

    body: bytes
    headers: dict[str, str]

    @property
    def is_event(self) -> bool:
        return "json" in self.headers["content-type"]

    @property
    def json(self) -> Json:
        """An event's body, or an interaction's `payload`."""
        shown: Json = json.loads(self.body if self.is_event else self.form["payload"])
        return shown

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}


@dataclass(frozen=True)
class Answer:
    """What the app answers: JSON, or text when `body` is a string."""

    status: int = 200
    body: Json | str | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Receiver:
    """Requests so far; `answers` to events and `replies` to the rest (200 when they ran out)."""

    url: str = ""
    requests: list[Request] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    replies: list[Answer] = field(default_factory=list)
    _came: threading.Condition = field(default_factory=threading.Condition)

    def keep(self, request: Request) -> None:
        with self._came:
            self.requests.append(request)
            self._came.notify_all()

    @property
    def last(self) -> Request:
        return self.requests[-1]

    @property
    def interaction(self) -> Request:
        """The last command, click, shortcut or form: events come beside them, whenever they do."""
        return [r for r in self.requests if not r.is_event][-1]

    @property
    def events(self) -> list[Json]:
        """The inner events, in the order they came."""
        return [r.json["event"] for r in self.requests if r.is_event]

    def event(self, kind: str) -> Json:
        """The last event of a type or, for messages, subtype; waited for where it is on its way."""

        def found() -> list[Json]:
            return [e for e in self.events if kind in {e["type"], e.get("subtype")}]

        with self._came:
            self._came.wait_for(found, timeout=30)
        return found()[-1]

    def kinds(self) -> list[str]:
        return [e.get("subtype") or e["type"] for e in self.events]


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        """Keeps and answers."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(body, headers)
            receiver.keep(request)
            planned = receiver.answers if request.is_event else receiver.replies
            answer = planned.pop(0) if planned else Answer()
            plain = answer.body if isinstance(answer.body, str) else None
            content = (plain or "") if answer.body is None or plain else json.dumps(answer.body)
            kind = "text/plain" if plain is not None else "application/json"
            self.send_response(answer.status)
            for name, value in {"Content-Type": kind, **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content.encode())

        def log_message(self, *_args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    receiver.url = f"http://127.0.0.1:{server.server_port}/slack/events"
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
