"""Clicks, picks and what is typed, from the page's controls to the app."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import parse_qs

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from slackapp.sandbox.interactions.element_states import Source, blocks_of
from slackapp.sandbox.interactions.elements import Place
from slackapp.sandbox.interactions.replies import Reply
from slackapp.sandbox.page.blocks.choices import offer
from slackapp.sandbox.page.blocks.fields import Form, filled, place_named
from slackapp.sandbox.page.blocks.sources import SourceGoneError, source_of
from slackapp.sandbox.page.site import Site
from slackapp.sandbox.page.viewer import Viewer, viewer_of

Act = Callable[[Viewer, Form], str]
GONE = "This is no longer here."
_OUTCOME = Markup('<p class="outcome" role="status">{}</p>')


class BlockActs:
    """Each answers with what became of it, shown under the blocks; nothing when all went well."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def click(self, request: Request) -> Response:
        """A use of one element; the form's other fields go along as `state`."""
        return await self._act(request, self._click)

    async def filled(self, request: Request) -> Response:
        """Inputs of a message wait there until a button sends them."""
        return await self._act(request, self._keep)

    async def options(self, request: Request) -> Response:
        """What a menu offers for `q`."""
        query = {name: [value] for name, value in request.query_params.items()}
        viewer = viewer_of(self._site, request)
        return await run_in_threadpool(self._options, viewer, query)

    async def _act(self, request: Request, act: Act) -> Response:
        form = await form_of(request)
        viewer = viewer_of(self._site, request)
        try:
            said = await run_in_threadpool(act, viewer, form)
        except SourceGoneError:
            said = GONE
        return HTMLResponse(_OUTCOME.format(said))

    def _click(self, viewer: Viewer, form: Form) -> str:
        source, place = source_of(viewer, first(form, "source")), _place(form)
        values = keep(viewer, source, form)
        value = values.get(place, first(form, "value") or None)
        block_id, action_id = place
        try:
            reply = viewer.person.click(source, action_id, value, block_id=block_id)
        except LookupError:
            raise SourceGoneError(place) from None
        return outcome(reply)

    def _keep(self, viewer: Viewer, form: Form) -> str:
        keep(viewer, source_of(viewer, first(form, "source")), form)
        return ""

    def _options(self, viewer: Viewer, form: Form) -> Response:
        block_id, action_id = _place(form)
        states = viewer.site.floor.interactions.states
        try:
            with viewer.site.world.lock:
                source = source_of(viewer, first(form, "source"))
                block, element = states.find(source, action_id, block_id=block_id)
        except LookupError:
            raise HTTPException(404) from None
        found = offer(viewer, source, block, element, first(form, "q"))
        html = viewer.site.html
        return html("chooser_options.html", groups=found.groups, notice=found.notice)


def keep(viewer: Viewer, source: Source, form: Form) -> Mapping[Place, object]:
    """Put into the elements what the form's fields say; hand back all of it."""
    with viewer.site.world.lock:
        values = filled(form, blocks_of(source), viewer.zone)
        for place, value in values.items():
            _fill(viewer, source, place, value)
    return values


def _fill(viewer: Viewer, source: Source, place: Place, value: object) -> None:
    """An option the app has taken away meanwhile is no longer picked."""
    block_id, action_id = place
    try:
        viewer.person.fill(source, action_id, value, block_id=block_id)
    except LookupError:
        viewer.person.fill(source, action_id, None, block_id=block_id)


def outcome(reply: Reply) -> str:
    """As Slack says it; empty when the app answered well."""
    if reply.error is None:
        return ""
    if reply.status is None or reply.error == "operation_timeout":
        return "This app didn't respond. Try again?"
    if reply.status == HTTPStatus.OK:
        return f"This app's answer was refused: {reply.error}."
    return f"This app responded with status code {reply.status}."


async def form_of(request: Request) -> Form:
    return parse_qs((await request.body()).decode(), keep_blank_values=True)


def first(form: Form, name: str) -> str:
    return form.get(name, [""])[0]


def _place(form: Form) -> Place:
    try:
        return place_named(first(form, "used"))
    except ValueError:
        raise HTTPException(400) from None
