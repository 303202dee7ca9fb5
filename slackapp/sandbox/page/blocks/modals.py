"""The modal somebody has open: drawn, sent, closed."""

from collections.abc import Callable
from weakref import WeakKeyDictionary

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from slackapp.sandbox.interactions.views import View
from slackapp.sandbox.page.blocks.acts import first, form_of, keep, outcome
from slackapp.sandbox.page.blocks.drawing import Drawing
from slackapp.sandbox.page.blocks.fields import Form
from slackapp.sandbox.page.blocks.sources import SourceGoneError, source_of, view_source
from slackapp.sandbox.page.site import Site
from slackapp.sandbox.page.viewer import Viewer, viewer_of

Errors = dict[str, str]


class Modals:
    """Each answer is the view on top afterwards, with what is wrong in it."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._errors: WeakKeyDictionary[View, tuple[str, Errors]] = WeakKeyDictionary()

    async def shown(self, request: Request) -> Response:
        """Keeps what is typed so far, then draws what the app has made of the view."""
        return await self._act(request, self._keep)

    async def submit(self, request: Request) -> Response:
        return await self._act(request, self._submit)

    async def close(self, request: Request) -> Response:
        """The view on top, or with `all` every one below it too."""
        return await self._act(request, self._close)

    async def _act(self, request: Request, act: Callable[[Viewer, Form], str]) -> Response:
        viewer, form = viewer_of(self._site, request), await form_of(request)

        def acted() -> Response:
            try:
                failure = act(viewer, form)
            except SourceGoneError:
                failure = ""
            return self._drawn(viewer, first(form, "here"), failure)

        return await run_in_threadpool(acted)

    def _keep(self, viewer: Viewer, form: Form) -> str:
        if "source" in form:
            keep(viewer, source_of(viewer, first(form, "source")), form)
        return ""

    def _submit(self, viewer: Viewer, form: Form) -> str:
        view = self._view(viewer, form)
        keep(viewer, view, form)
        reply = viewer.person.submit({}, view)
        self._errors[view] = (view.hash, reply.errors)
        return outcome(reply)

    def _close(self, viewer: Viewer, form: Form) -> str:
        view = self._view(viewer, form)
        viewer.person.close(view, whole_stack=bool(first(form, "all")))
        return ""

    def _view(self, viewer: Viewer, form: Form) -> View:
        view = source_of(viewer, first(form, "source"))
        if not isinstance(view, View):
            raise SourceGoneError
        return view

    def _drawn(self, viewer: Viewer, here: str, failure: str) -> Response:
        with self._site.world.lock:
            stack = self._site.floor.views.stack(viewer.team, viewer.id)
            view = stack[-1] if stack else None
            on = self._drawing(viewer, view, here) if view else None
            return self._site.html("modal.html", on=on, depth=len(stack), failure=failure)

    def _drawing(self, viewer: Viewer, view: View, here: str) -> Drawing:
        seen, errors = self._errors.get(view, ("", {}))
        shown = errors if seen == view.hash else {}
        return Drawing(viewer, view, view_source(view), shown, here=here or None)
