"""Parts of a page, fetched again when the stream names them."""

from starlette.requests import Request
from starlette.responses import Response

from slackapp.sandbox.page.showing import (
    about_context,
    channel_context,
    message_context,
    people_context,
    sidebar_context,
    thread_context,
    viewer_context,
)
from slackapp.sandbox.page.sidebar import choices
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
            self._site.read_marks.read(channel, viewer.id)
            return self._site.html("messages.html", **context)

    def thread(self, request: Request) -> Response:
        return self._thread(request, "thread.html")

    def replies(self, request: Request) -> Response:
        return self._thread(request, "replies.html")

    def people_dialog(self, request: Request) -> Response:
        """Whom one can write to."""
        viewer = viewer_of(self._site, request)
        with self._site.world.lock:
            return self._site.html("people_dialog.html", **people_context(viewer))

    def everybody_dialog(self, request: Request) -> Response:
        """Whom one can be, where the sidebar names only some."""
        viewer = viewer_of(self._site, request)
        with self._site.world.lock:
            everybody = choices(viewer, request.query_params.get("here", ""))
            context = viewer_context(viewer) | {"choices": everybody}
            return self._site.html("everybody_dialog.html", **context)

    def menu(self, request: Request) -> Response:
        return self._about_message(request, "menu.html")

    def edit_dialog(self, request: Request) -> Response:
        return self._about_message(request, "edit_dialog.html")

    def delete_dialog(self, request: Request) -> Response:
        return self._about_message(request, "delete_dialog.html")

    def about_dialog(self, request: Request) -> Response:
        """The channel's members, and who could be added."""
        viewer = viewer_of(self._site, request)
        with self._site.world.lock:
            channel = viewer.channel(request.path_params["channel"])
            return self._site.html("about_dialog.html", **about_context(viewer, channel))

    def _thread(self, request: Request, template: str) -> Response:
        viewer = viewer_of(self._site, request)
        with self._site.world.lock:
            channel = viewer.channel(request.path_params["channel"])
            context = thread_context(viewer, channel, request.path_params["ts"])
            return self._site.html(template, **context)

    def _about_message(self, request: Request, template: str) -> Response:
        viewer = viewer_of(self._site, request)
        with self._site.world.lock:
            channel = viewer.channel(request.path_params["channel"])
            message = viewer.message(channel.id, request.path_params["ts"])
            return self._site.html(template, **message_context(viewer, channel, message))
