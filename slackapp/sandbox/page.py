"""Plain pages that show the workspaces and what is said in them."""

from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from slackapp.sandbox.channels import Channel
from slackapp.sandbox.clock import MICROSECONDS
from slackapp.sandbox.messages import Message
from slackapp.sandbox.mrkdwn_html import html_of
from slackapp.sandbox.world import Team, World

SHOWN = 200
END_OF_TIME = 10**17


def page_routes(world: World) -> list[Route]:
    pages = Pages(world)
    channel = "/{domain}/archives/{channel}"
    return [
        Route("/", pages.index),
        Route(channel, pages.channel, name="channel"),
        Route(channel + "/p{ts}", pages.permalink),
    ]


class Pages:
    """Reads the world, changes nothing."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["clock"] = _clock

    def index(self, _request: Request) -> Response:
        with self._world.lock:
            teams = list(self._world.teams.values())
            html = self._templates.get_template("index.html").render(teams=teams)
        return HTMLResponse(html)

    def channel(self, request: Request) -> Response:
        """The newest messages, or those before `?before=` (microseconds)."""
        team, channel = self._find(request)
        before = request.query_params.get("before", "")
        latest = int(before) - 1 if before.isdecimal() else END_OF_TIME
        with self._world.lock:
            found = channel.between(0, latest)
            page = found[-SHOWN:]
            html = self._templates.get_template("channel.html").render(
                team=team,
                channel=channel,
                messages=page,
                older=page[0].micros if len(found) > SHOWN else None,
                ephemerals=[e for e in team.ephemerals if e.channel_id == channel.id][-20:],
                author=lambda message: _author(team, message),
                name=lambda person_id: _name(team, person_id),
                mrkdwn=lambda text: _mrkdwn(team, text),
            )
        return HTMLResponse(html)

    def permalink(self, request: Request) -> Response:
        """Slack's own form of link leads to the message on the page."""
        team, channel = self._find(request)
        ts = request.path_params["ts"]
        if not ts.isdecimal():
            raise HTTPException(404)
        message = channel.message(f"{ts[:-6]}.{ts[-6:]}")
        if message is None:
            raise HTTPException(404)
        top = channel.message(message.thread_ts or message.ts) or message
        newer = [m.micros for m in channel.between(top.micros + 1, END_OF_TIME)][:SHOWN]
        before = f"?before={newer[-1]}" if len(newer) == SHOWN else ""
        return RedirectResponse(f"/{team.domain}/archives/{channel.id}{before}#p{ts}")

    def _find(self, request: Request) -> tuple[Team, Channel]:
        domain, channel_id = request.path_params["domain"], request.path_params["channel"]
        for team in self._world.teams.values():
            if team.domain == domain and channel_id in team.channels:
                return team, team.channels[channel_id]
        raise HTTPException(404)


def _author(team: Team, message: Message) -> str:
    name = message.extra.get("username") or (message.bot_profile or {}).get("name")
    return str(name) if name else _name(team, message.user or "")


def _name(team: Team, person_id: str) -> str:
    person = team.people.get(person_id)
    return person.shown_name if person else person_id


def _mrkdwn(team: Team, text: str) -> Markup:
    return html_of(text, team)


def _clock(micros: int) -> str:
    return datetime.fromtimestamp(micros // MICROSECONDS, UTC).strftime("%a %-d %b %Y, %H:%M")
