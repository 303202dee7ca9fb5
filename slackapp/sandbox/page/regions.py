"""Parts of a page, fetched again when the stream names them."""

from starlette.requests import Request
from starlette.responses import Response

from slackapp.sandbox.page.showing import channel_context, sidebar_context, thread_context
from slackapp.sandbox.page.site import Site
from slackapp.sandbox.page.viewer import viewer_of


class Regions:
    """Each region is a template of its own, the page's own when it opens."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def sidebar(self, request: Request) -> Response:
        viewer = viewer_of(self._site, request)
        with self._site.world.lock:
            context = sidebar_context(viewer, request.query_params.get("here", ""))
            return self._site.html("sidebar.html", **context)

    def messages(self, request: Request) -> Response:
        viewer = viewer_of(self._site, request)
        with self._site.world.lock:
            channel = viewer.channel(request.path_params["channel"])
            context = channel_context(viewer, channel, request.query_params)
            return self._site.html("messages.html", **context)

    def thread(self, request: Request) -> Response:
        viewer = viewer_of(self._site, request)
        with self._site.world.lock:
            channel = viewer.channel(request.path_params["channel"])
            context = thread_context(viewer, channel, request.path_params["ts"])
            return self._site.html("thread.html", **context)
