"""Every address of the page."""

from pathlib import Path

from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from slackapp.sandbox.page.acts import ACTS, ActRoute
from slackapp.sandbox.page.backstage import Backstage
from slackapp.sandbox.page.blocks.routes import block_routes
from slackapp.sandbox.page.completions import Completions
from slackapp.sandbox.page.guard import Guard
from slackapp.sandbox.page.live import Live
from slackapp.sandbox.page.pages import Pages
from slackapp.sandbox.page.regions import Regions
from slackapp.sandbox.page.site import Site
from slackapp.sandbox.page.uploads import Uploads
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
        Route(_AS + "/completions", Completions(site).offers),
        Route(_AS + "/direct/{other}", pages.direct_messages),
        Route(_AS + "/people", regions.people_dialog),
        Route(_AS + "/everybody", regions.everybody_dialog),
        Route(_AS + "/channels", pages.create_channel, methods=["POST"]),
        Route(_CHANNEL, pages.channel),
        Route(_CHANNEL + "/messages", regions.messages),
        Route(_CHANNEL + "/thread/{ts}", regions.thread),
        Route(_CHANNEL + "/thread/{ts}/messages", regions.replies),
        Route(_CHANNEL + "/menu/{ts}", regions.menu),
        Route(_CHANNEL + "/edit/{ts}", regions.edit_dialog),
        Route(_CHANNEL + "/delete/{ts}", regions.delete_dialog),
        Route(_CHANNEL + "/about", regions.about_dialog),
        Route(_CHANNEL + "/files", Uploads(site).upload, methods=["POST"]),
        *(
            Route(f"{_CHANNEL}/{name}", ActRoute(site, act).answer, methods=["POST"])
            for name, act in ACTS.items()
        ),
        *block_routes(site, _AS),
        *Backstage(site).routes(_AS),
    ]
    return Mount("/", routes=routes, middleware=[Middleware(Guard)])
