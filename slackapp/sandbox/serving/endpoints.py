"""The HTTP edge: reads requests, applies faults, writes answers, and notes the traffic."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from slackapp.sandbox.acts.sharing import UploadRefusedError, may_see, take_upload
from slackapp.sandbox.block_kit.content import ContentRefusedError
from slackapp.sandbox.interactions.response_urls import ResponseUrls
from slackapp.sandbox.serving.connections import Connections
from slackapp.sandbox.serving.request_bodies import arguments, token_of, uploaded
from slackapp.sandbox.web_api.call import SlackError
from slackapp.sandbox.web_api.dispatch import WebApi
from slackapp.sandbox.world.faults import Fault, Moment
from slackapp.sandbox.world.files import File
from slackapp.sandbox.world.traffic import Exchange
from slackapp.sandbox.world.world import World

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

    def __init__(self, world: World, api: WebApi, urls: ResponseUrls) -> None:
        self._world = world
        self._api = api
        self._urls = urls
        self.connections = Connections()

    def routes(self) -> list[Route]:
        path = "{team}/{number}/{secret}"
        kinds = ("commands", "actions", "app")
        return [
            Route("/api/{method}", self.call, methods=["GET", "POST"]),
            Route("/upload/v1/{secret}", self.upload, methods=["POST"]),
            Route("/files-pri/{file}/{name}", self.private_file),
            Route("/files-pri/{file}/download/{name}", self.private_file),
            Route("/{domain}/files/{user}/{file}/{name}", self.shown_file),
            *(Route(f"/{kind}/{path}", self.respond, methods=["POST"]) for kind in kinds),
        ]

    async def call(self, request: Request) -> Response:
        method = request.path_params["method"]
        try:
            values = await arguments(request)
        except SlackError as refused:
            return JSONResponse(refused.body)
        token = token_of(request, values)
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

    async def upload(self, request: Request) -> Response:
        content = uploaded(request.headers.get("content-type", ""), await request.body())

        async def taken() -> Response:
            try:
                take_upload(self._world, request.path_params["secret"], content)
            except UploadRefusedError as refused:
                return PlainTextResponse(str(refused), 400)
            return PlainTextResponse(f"OK - {len(content)}")

        asked = Asked("upload", "upload", {"bytes": len(content)})
        return await self._noted(request, asked, taken)

    async def private_file(self, request: Request) -> Response:
        """For the app alone, by its token."""
        installation = self._world.tokens.get(token_of(request, {}))
        team_id, _, file_id = request.path_params["file"].partition("-")
        if installation is None or "files:read" not in installation.scopes:
            return PlainTextResponse("sign in to see this file", 403)
        team = self._world.team_of(installation)
        file = team.files.get(file_id) if team.id == team_id else None
        visible = file is not None and may_see(team, file, installation.bot_user_id)
        return _content(file if visible else None)

    async def shown_file(self, request: Request) -> Response:
        """For people in a browser, who need no sign-in here."""
        domain = request.path_params["domain"]
        teams = self._world.teams.values()
        team = next((team for team in teams if team.domain == domain), None)
        return _content(team.files.get(request.path_params["file"]) if team else None)

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
        fault = self._world.faults.take(asked.method, channel, asked.people)
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


def _content(file: File | None) -> Response:
    """Nothing that was uploaded may run as a page of ours."""
    if file is None or file.content is None or not file.is_complete:
        return PlainTextResponse("no such file", 404)
    kind = file.mimetype if file.is_image else "application/octet-stream"
    name = quote(file.name)
    shown = "inline" if file.is_image else "attachment"
    headers = {
        "Content-Disposition": f"{shown}; filename*=UTF-8''{name}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(file.content, media_type=kind, headers=headers)


def _error_in(body: bytes) -> str | None:
    """Slack's word for it in an answer, if it is one."""
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    return answer.get("error") if isinstance(answer, dict) else None
