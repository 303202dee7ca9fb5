"""Whole pages, and the ways into them."""

import re
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from slackapp.sandbox.page.showing import page_context, start_channel
from slackapp.sandbox.page.site import Site
from slackapp.sandbox.page.viewer import Viewer, first_viewer, team_of, viewer_of
from slackapp.sandbox.world.channels import Channel


class Pages:
    """Reads the world; the only thing it changes is how far somebody has read."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def index(self, _request: Request) -> Response:
        """The workspaces; the only one at once."""
        world = self._site.world
        with world.lock:
            teams = list(world.teams.values())
            if len(teams) == 1 and teams[0].people:
                return _lead_in(first_viewer(self._site, teams[0]))
            return self._site.html("index.html", teams=teams)

    def workspace(self, request: Request) -> Response:
        with self._site.world.lock:
            return _lead_in(first_viewer(self._site, team_of(self._site.world, request)))

    def start(self, request: Request) -> Response:
        viewer = viewer_of(self._site, request)
        with self._site.world.lock:
            return _lead_in(viewer)

    def channel(self, request: Request) -> Response:
        viewer = viewer_of(self._site, request)
        with self._site.world.lock:
            channel = viewer.channel(request.path_params["channel"])
            context = page_context(viewer, channel, request.query_params)
            html = self._site.html("channel.html", **context)
            self._site.read_marks.read(channel, viewer.id)
            return html

    def direct_messages(self, request: Request) -> Response:
        """With one person or the app, begun when they are not there yet."""
        viewer = viewer_of(self._site, request)
        other = request.path_params["other"]
        if other not in viewer.team.people:
            raise HTTPException(404)
        return RedirectResponse(viewer.channel_address(viewer.person.direct_messages(other)))

    async def create_channel(self, request: Request) -> Response:
        """By its name; one that is there already is opened."""
        viewer = viewer_of(self._site, request)
        form = dict(parse_qsl((await request.body()).decode()))
        name = channel_name(form.get("name", ""))
        if not name:
            raise HTTPException(422, "A channel needs a name.")
        channel = await run_in_threadpool(_found_or_created, viewer, name)
        return RedirectResponse(viewer.channel_address(channel), 303)

    def permalink(self, request: Request) -> Response:
        """Slack's own form of link leads to the message, as somebody who may see it."""
        params = request.path_params
        with self._site.world.lock:
            team = team_of(self._site.world, request)
            channel = team.channels.get(params["channel"])
            if channel is None:
                raise HTTPException(404)
            address = first_viewer(self._site, team, channel).channel_address(channel)
            digits = params.get("ts")
            if digits is None:
                return RedirectResponse(address)
            message = channel.message(f"{digits[:-6]}.{digits[-6:]}")
            if message is None:
                raise HTTPException(404)
            thread = f"&thread={message.thread_ts}" if message.is_reply else ""
            return RedirectResponse(f"{address}?at={message.ts}{thread}#p{digits}")


def channel_name(text: str) -> str:
    """As Slack writes them: lower case, no spaces, 80 letters."""
    return re.sub(r"[^\w-]+", "-", text.strip().lower()).strip("-")[:80]


def _found_or_created(viewer: Viewer, name: str) -> Channel:
    there = next((one for one in viewer.channels() if one.name == name), None)
    return there or viewer.create_channel(name)


def _lead_in(viewer: Viewer) -> Response:
    channel = start_channel(viewer)
    if channel is None:
        return RedirectResponse(f"{viewer.address}/home")
    return RedirectResponse(viewer.channel_address(channel))
