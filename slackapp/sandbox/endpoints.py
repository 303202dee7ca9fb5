"""The HTTP edge: reads requests, applies faults, writes answers, and notes the traffic."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from slackapp.sandbox.connections import Connections
from slackapp.sandbox.content import ContentRefusedError
from slackapp.sandbox.faults import Fault, Faults, Moment
from slackapp.sandbox.response_urls import ResponseUrls
from slackapp.sandbox.traffic import Exchange
from slackapp.sandbox.web_api.dispatch import WebApi
from slackapp.sandbox.world import World

Json = dict[str, Any]
Doing = Callable[[], Awaitable[Response]]


@dataclass(frozen=True)
class Asked:
    """A call as faults and the traffic see it."""

    kind: str
    method: str
    values: Json
    people: frozenset[str] = frozenset()


class Endpoints:
    """The Web API and what else an app calls."""

    def __init__(self, world: World, api: WebApi, urls: ResponseUrls, faults: Faults) -> None:
        self._world = world
        self._api = api
        self._urls = urls
        self._faults = faults
        self.connections = Connections()

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
        people = self._api.people_in(token, values)

        async def answered() -> Response:
            answer = await run_in_threadpool(self._api.answer, method, token, values)
            return JSONResponse(answer.body, answer.status, answer.headers)

        return await self._noted(request, Asked("api", method, values, people), answered)

    async def respond(self, request: Request) -> Response:
        """Slack answers `ok`, or 404 for a URL used up."""
        try:
            answer = json.loads(await request.body())
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            return PlainTextResponse("invalid_payload", 400)

        async def applied() -> Response:
            try:
                await run_in_threadpool(self._urls.use, request.url.path, answer)
            except ContentRefusedError as refused:
                gone = refused.code in {"used_url", "expired_url", "no_such_url"}
                return JSONResponse({"ok": False, "error": refused.code}, 404 if gone else 400)
            return PlainTextResponse("ok")

        asked = Asked("response_url", "response_url", answer)
        return await self._noted(request, asked, applied)

    async def _noted(self, request: Request, asked: Asked, do: Doing) -> Response:
        """The answer, faults and all, kept in the traffic with how long it took."""
        start = time.perf_counter()
        response = await self._with_faults(request, asked, do)
        answer = b"" if response is None else bytes(response.body)
        exchange = Exchange(
            self._world.clock.now(),
            "from_app",
            asked.kind,
            asked.method,
            asked.values,
            answer,
            response.status_code if response else None,
            _error_in(answer) if response else "connection_dropped",
            time.perf_counter() - start,
        )
        self._world.traffic.add(exchange)
        return response or Response(status_code=500)

    async def _with_faults(self, request: Request, asked: Asked, do: Doing) -> Response | None:
        """None when the caller gets no answer at all."""
        channel = str(asked.values.get("channel") or "")
        fault = self._faults.take(asked.method, channel, asked.people)
        if fault is None:
            return await do()
        await asyncio.sleep(fault.delay)
        if await self._cut_off(request, fault, "before"):
            return None
        if fault.answers and not fault.accepted:
            return _faulty(fault)
        response = await do()
        if await self._cut_off(request, fault, "after"):
            return None
        return _faulty(fault) if fault.answers else response

    async def _cut_off(self, request: Request, fault: Fault, moment: Moment) -> bool:
        """Reset the connection or leave it open: the caller cannot know whether it was done."""
        caller = (request.client.host, request.client.port) if request.client else ("", 0)
        if fault.drop == moment:
            self.connections.cut(caller)
            await asyncio.sleep(0)
            return True
        if fault.hang != moment:
            return False
        with self.connections.hanging(caller):
            while (await request.receive())["type"] != "http.disconnect":
                pass
        return True


def _faulty(fault: Fault) -> Response:
    if fault.body is not None:
        return Response(fault.body, fault.status or 200, fault.headers)
    code = fault.error or "internal_error"
    return JSONResponse({"ok": False, "error": code}, fault.status or 200, fault.headers)


def _error_in(body: bytes) -> str | None:
    """Slack's word for it in an answer, if it is one."""
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    return answer.get("error") if isinstance(answer, dict) else None


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
