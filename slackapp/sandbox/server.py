"""The sandbox over HTTP: the Web API, `response_url` and the page."""

import asyncio
import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from slackapp.sandbox.content import ContentRefusedError
from slackapp.sandbox.faults import Fault, Faults
from slackapp.sandbox.response_urls import ResponseUrls
from slackapp.sandbox.web_api.dispatch import WebApi

Json = dict[str, Any]
Address = tuple[str, int]
Sockets = dict[Address, asyncio.Transport]


@dataclass(frozen=True)
class Server:
    """A running sandbox."""

    url: str

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"


class Endpoints:
    """The HTTP edge: reads requests, applies faults, writes answers."""

    def __init__(self, api: WebApi, urls: ResponseUrls, faults: Faults) -> None:
        self._api = api
        self._urls = urls
        self._faults = faults
        self.sockets: Sockets = {}

    def routes(self) -> list[Route]:
        path = "{team}/{number}/{secret}"
        kinds = ("commands", "actions", "app")
        return [
            Route("/api/{method}", self.call, methods=["GET", "POST"]),
            *(Route(f"/{kind}/{path}", self.respond, methods=["POST"]) for kind in kinds),
        ]

    async def call(self, request: Request) -> Response:
        values = await _arguments(request)
        token = _token(request, values)
        method = request.path_params["method"]
        fault = self._faults.take(method, str(values.get("channel", "")))
        if fault is None:
            return await self._answer(method, token, values)
        await asyncio.sleep(fault.delay)
        if fault.drop == "before":
            return await self._drop(request)
        if fault.answers:
            return _faulty(fault)
        answer = await self._answer(method, token, values)
        return await self._drop(request) if fault.drop == "after" else answer

    async def respond(self, request: Request) -> Response:
        """Slack answers `ok`, or 404 for a URL used up."""
        try:
            answer = json.loads(await request.body())
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        if not isinstance(answer, dict):
            return PlainTextResponse("invalid_payload", 400)
        try:
            await run_in_threadpool(self._urls.use, request.url.path, answer)
        except ContentRefusedError as refused:
            gone = refused.code in {"used_url", "expired_url", "no_such_url"}
            return JSONResponse({"ok": False, "error": refused.code}, 404 if gone else 400)
        return PlainTextResponse("ok")

    async def _answer(self, method: str, token: str, values: Json) -> Response:
        answer = await run_in_threadpool(self._api.answer, method, token, values)
        return JSONResponse(answer.body, answer.status, answer.headers)

    async def _drop(self, request: Request) -> Response:
        """Reset the connection: the caller cannot know whether it was done."""
        client = request.client
        transport = self.sockets.get((client.host, client.port)) if client else None
        if transport is not None:
            transport.abort()
            await asyncio.sleep(0)
        return Response(status_code=500)


def _faulty(fault: Fault) -> Response:
    if fault.body is not None:
        return Response(fault.body, fault.status or 200, fault.headers)
    code = fault.error or "internal_error"
    return JSONResponse({"ok": False, "error": code}, fault.status or 200, fault.headers)


async def _arguments(request: Request) -> Json:
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            values = json.loads(await request.body() or b"{}")
        except ValueError:
            values = None
        return values if isinstance(values, dict) else {}
    form = parse_qsl((await request.body()).decode(), keep_blank_values=True)
    return {**request.query_params, **dict(form)}


def _token(request: Request, values: Json) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else str(values.get("token") or "")


class StoppableServer(uvicorn.Server):
    """Stops when told, where uvicorn looks only ten times a second: tests start many."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped = asyncio.Event()
        self._running = threading.Event()

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._running.set()
        await self._stopped.wait()

    def stop(self) -> None:
        if self._running.wait(timeout=5) and self._loop is not None:
            self._loop.call_soon_threadsafe(self._stopped.set)


@contextlib.contextmanager
def serving(app: ASGIApp, sockets: Sockets, host: str, port: int) -> Iterator[Server]:
    """Serve from a thread of its own until the block ends."""

    class Protocol(HttpToolsProtocol):
        """Remembers its socket, so that a fault can cut it."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._peer: Address = transport.get_extra_info("peername")[:2]
            sockets[self._peer] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            sockets.pop(self._peer, None)
            super().connection_lost(exc)

    listener = socket.create_server((host, port))
    config = uvicorn.Config(
        app,
        http=Protocol,
        loop="asyncio",
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        date_header=False,
    )
    server = StoppableServer(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="sandbox-server")
    thread.start()
    try:
        yield Server(f"http://{host}:{listener.getsockname()[1]}")
    finally:
        server.stop()
        thread.join()
        listener.close()
