"""The app's Home tab: what it published for whom looks, and the app told that they look."""

from typing import Any

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from slackapp.sandbox.page.blocks.acts import first, form_of, keep
from slackapp.sandbox.page.blocks.drawing import Drawing
from slackapp.sandbox.page.blocks.fields import Form
from slackapp.sandbox.page.blocks.sources import source_of, view_source
from slackapp.sandbox.page.showing import sidebar_context
from slackapp.sandbox.page.site import Site
from slackapp.sandbox.page.viewer import Viewer, viewer_of


class Home:
    """A page beside the channels; its region is drawn again when the app publishes."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def page(self, request: Request) -> Response:
        viewer = self._viewer(request)
        with self._site.world.lock:
            context = sidebar_context(viewer, "home") | self._context(viewer)
            return self._site.html("home.html", **context, thread_rows=None)

    async def view(self, request: Request) -> Response:
        """What is typed there stays when the app publishes anew."""
        viewer, form = self._viewer(request), await form_of(request)
        return await run_in_threadpool(self._view, viewer, form)

    async def opened(self, request: Request) -> Response:
        """Told once the page is there and hears what the app publishes."""
        await run_in_threadpool(self._viewer(request).person.open_home)
        return Response(status_code=204)

    def messages(self, request: Request) -> Response:
        viewer = self._viewer(request)
        channel = viewer.person.direct_messages(viewer.team.bot_user_id)
        told = BackgroundTask(viewer.person.open_home, "messages")
        return RedirectResponse(viewer.channel_address(channel), 303, background=told)

    def _viewer(self, request: Request) -> Viewer:
        viewer = viewer_of(self._site, request)
        if viewer.team.bot is None:
            raise HTTPException(404)
        return viewer

    def _view(self, viewer: Viewer, form: Form) -> Response:
        if "source" in form:
            keep(viewer, source_of(viewer, first(form, "source")), form)
        with self._site.world.lock:
            return self._site.html("home_view.html", **self._context(viewer))

    def _context(self, viewer: Viewer) -> dict[str, Any]:
        view = viewer.person.home
        on = Drawing(viewer, view, view_source(view)) if view else None
        return {"on": on, "app": self._site.world.app}
