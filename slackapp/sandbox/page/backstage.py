"""Behind the scenes: the clock, the traffic both ways, trouble on demand, and the tour."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from slackapp.sandbox.page.site import Site
from slackapp.sandbox.page.viewer import Viewer, viewer_of
from slackapp.sandbox.world.faults import FaultFields
from slackapp.sandbox.world.tour import Step
from slackapp.sandbox.world.traffic import Exchange
from slackapp.sandbox.world.world import World

SHOWN = 60
TABS = {"time": "Time", "traffic": "Traffic", "trouble": "Trouble"}
_NINE = time(9)
_EARLIEST_YEAR, _LATEST_YEAR = 2000, 2100

Form = Mapping[str, str]
Number = TypeVar("Number", int, float)


@dataclass(frozen=True)
class Trouble:
    """A kind of fault to choose: what its value means, and the fault it makes."""

    words: str
    value: str
    fields: Callable[[str], dict[str, Any]]


TROUBLES = {
    "error": Trouble("answers a Slack error", "fatal_error", lambda word: {"error": word}),
    "done_error": Trouble(
        "does it, then answers a Slack error",
        "fatal_error",
        lambda word: {"error": word, "accepted": True},
    ),
    "status": Trouble(
        "answers a status", "503", lambda word: {"status": _between(int(word), 400, 599)}
    ),
    "limit": Trouble(
        "is rate limited for so many seconds",
        "5",
        lambda word: {
            "status": 429,
            "error": "ratelimited",
            "headers": {"Retry-After": str(_between(int(word), 1, 3600))},
        },
    ),
    "delay": Trouble(
        "is so many seconds late", "5", lambda word: {"delay": _between(float(word), 0, 600)}
    ),
    "drop_before": Trouble("is cut off before it is done", "", lambda _: {"drop": "before"}),
    "drop_after": Trouble("is cut off after it is done", "", lambda _: {"drop": "after"}),
    "hang": Trouble("is never answered", "", lambda _: {"hang": "after"}),
}
METHODS = (
    "chat.postMessage",
    "chat.update",
    "chat.postEphemeral",
    "views.open",
    "views.publish",
    "users.info",
    "conversations.open",
    "response_url",
    "*",
)


class Backstage:
    """Looks at the world from outside, and moves its clock and switches."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._done: set[int] = set()
        site.world.traffic.add_listener(lambda _: site.world.changes.tell_all("log"))

    def routes(self, prefix: str) -> list[Route]:
        return [
            Route(prefix + "/tour", self.tour),
            Route(prefix + "/backstage/{tab}", self.show),
            Route(prefix + "/backstage/{tab}/now", self.show_now),
            Route(prefix + "/backstage/traffic/{number:int}", self.exchange),
            Route(prefix + "/clock", self.move_clock, methods=["POST"]),
            Route(prefix + "/faults", self.add_fault, methods=["POST"]),
            Route(prefix + "/faults/{number:int}/remove", self.remove_fault, methods=["POST"]),
            Route(prefix + "/traffic/clear", self.clear_traffic, methods=["POST"]),
        ]

    def tour(self, request: Request) -> Response:
        """Each step with whether it is done; the first that is not is the next."""
        viewer = viewer_of(self._site, request)
        steps = [(step, self._is_done(n, step)) for n, step in enumerate(self._site.world.tour)]
        here = next((step for step, done in steps if not done), None)
        return self._site.html("tour.html", viewer=viewer, steps=steps, here=here)

    def _is_done(self, number: int, step: Step) -> bool:
        """Once done stays done, though traffic is cleared or the clock goes back."""
        if number not in self._done and step.is_done():
            self._done.add(number)
        return number in self._done

    def show(self, request: Request) -> Response:
        return self._html(request, "backstage.html")

    def show_now(self, request: Request) -> Response:
        """The inside of a tab, as it is now."""
        return self._html(request, f"backstage_{_tab(request)}.html")

    def exchange(self, request: Request) -> Response:
        found = self._site.world.traffic.find(request.path_params["number"])
        if found is None:
            return PlainTextResponse("This is no longer kept.")
        request_body, answer = _pretty(found.request), _pretty(found.answer)
        return self._site.html("exchange.html", exchange=found, request=request_body, answer=answer)

    async def move_clock(self, request: Request) -> Response:
        """To `moment`, a local time like `2026-11-23T09:00`, or by so many `seconds`."""
        viewer_of(self._site, request)
        moment = _moment(self._site.world, await _form(request))
        if moment is None:
            return PlainTextResponse("That is no time to go to.", 422)
        await run_in_threadpool(self._site.world.move_clock, moment)
        return Response(status_code=204)

    async def add_fault(self, request: Request) -> Response:
        viewer = viewer_of(self._site, request)
        try:
            fields = _fault(await _form(request))
        except (KeyError, ValueError):
            return PlainTextResponse("That trouble cannot be: is its value a fitting number?", 422)
        self._site.world.faults.add(**fields)
        return self._told(viewer)

    async def remove_fault(self, request: Request) -> Response:
        viewer = viewer_of(self._site, request)
        self._site.world.faults.remove(request.path_params["number"])
        return self._told(viewer)

    async def clear_traffic(self, request: Request) -> Response:
        viewer = viewer_of(self._site, request)
        self._site.world.traffic.clear()
        return self._told(viewer)

    def _told(self, viewer: Viewer) -> Response:
        viewer.site.world.changes.tell_all("log")
        return Response(status_code=204)

    def _html(self, request: Request, template: str) -> Response:
        world, tab = self._site.world, _tab(request)
        kept = world.traffic.all() if tab == "traffic" else []
        return self._site.html(
            template,
            viewer=viewer_of(self._site, request),
            tab=tab,
            tabs=TABS,
            now=world.clock.now().astimezone(world.zone),
            monday=next_monday(world),
            zone=world.zone.key,
            exchanges=_newest(kept),
            faults=world.faults.all(),
            troubles=TROUBLES,
            methods=METHODS,
        )


def next_monday(world: World) -> datetime:
    """The next Monday at nine in the world's zone; from nine on, next week's."""
    now = world.clock.now().astimezone(world.zone)
    monday = now.date() - timedelta(days=now.weekday())
    nine = datetime.combine(monday, _NINE, world.zone)
    return nine if nine > now else datetime.combine(monday + timedelta(days=7), _NINE, world.zone)


def _newest(exchanges: list[Exchange]) -> list[Exchange]:
    return exchanges[: -SHOWN - 1 : -1]


def _tab(request: Request) -> str:
    tab: str = request.path_params["tab"]
    if tab not in TABS:
        raise HTTPException(404)
    return tab


def _moment(world: World, form: Form) -> datetime | None:
    try:
        if "seconds" in form:
            moment = world.clock.now() + timedelta(seconds=float(form["seconds"]))
        else:
            moment = datetime.fromisoformat(form["moment"])
    except (KeyError, ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=world.zone)
    return moment if _EARLIEST_YEAR <= moment.year < _LATEST_YEAR else None


def _fault(form: Form) -> FaultFields:
    """KeyError or ValueError where it is none."""
    trouble = TROUBLES[form["trouble"]]
    if form["method"] not in METHODS:
        raise ValueError(form["method"])
    times = _between(int(form["times"]), 1, 999) if form.get("times") else None
    fields = trouble.fields(form.get("value") or trouble.value)
    return {"method": form["method"], "times": times, **fields}  # type: ignore[typeddict-item]  # of TROUBLES


def _between(number: Number, least: int, most: int) -> Number:
    """Itself; ValueError where it is not: an endless delay would outlive Ctrl-C."""
    if not least <= number <= most:
        raise ValueError(number)
    return number


def _pretty(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, indent=2, ensure_ascii=False, default=str)


async def _form(request: Request) -> Form:
    return dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
