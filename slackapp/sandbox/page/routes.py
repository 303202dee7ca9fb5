"""Every address of the page."""

from pathlib import Path

from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from slackapp.sandbox.page.guard import Guard
from slackapp.sandbox.page.live import Live
from slackapp.sandbox.page.pages import Pages
from slackapp.sandbox.page.regions import Regions
from slackapp.sandbox.page.site import Site
from slackapp.sandbox.person import Floor

_AS = "/{domain}/as/{person}"
_CHANNEL = _AS + "/archives/{channel}"
_PERMALINK = "/{domain}/archives/{channel}"


def page_routes(floor: Floor) -> Mount:
    site = Site(floor)
    pages, regions, live = Pages(site), Regions(site), Live(site)
    routes = [
        Route("/", pages.index),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        Route(_PERMALINK, pages.permalink),
        Route(_PERMALINK + "/p{ts}", pages.permalink),
        Route("/{domain}", pages.workspace),
        Route(_AS, pages.start),
        Route(_AS + "/live", live.stream),
        Route(_AS + "/sidebar", regions.sidebar),
        Route(_CHANNEL, pages.channel),
        Route(_CHANNEL + "/messages", regions.messages),
        Route(_CHANNEL + "/thread/{ts}", regions.thread),
    ]
    return Mount("/", routes=routes, middleware=[Middleware(Guard)])
