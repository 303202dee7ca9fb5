"""Files that people put into a channel."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from slackapp.sandbox.acts.sharing import Place
from slackapp.sandbox.block_kit.content import Content
from slackapp.sandbox.page.acts import Form, RefusedError, must_be_in
from slackapp.sandbox.page.site import Site
from slackapp.sandbox.page.typed import kept
from slackapp.sandbox.page.viewer import Viewer, viewer_of
from slackapp.sandbox.world.channels import Channel

LARGEST = 5_000_000


class Uploads:
    """The body is the file; its name and the words with it are in the address."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def upload(self, request: Request) -> Response:
        viewer = viewer_of(self._site, request)
        channel = viewer.channel(request.path_params["channel"])
        try:
            content = await _read(request)
            await run_in_threadpool(_share, viewer, channel, request.query_params, content)
        except RefusedError as refused:
            return PlainTextResponse(str(refused), 422)
        return Response(status_code=204)


async def _read(request: Request) -> bytes:
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > LARGEST:
            raise RefusedError("That file is too large: 5 MB fit.")
    return content


def _share(viewer: Viewer, channel: Channel, form: Form, content: bytes) -> None:
    must_be_in(viewer, channel)
    name = form.get("name", "").rpartition("/")[2].strip()[:200]
    if not name or not content:
        raise RefusedError("That file is empty.")
    team, sharing = viewer.team, viewer.site.floor.sharing
    file = sharing.announce(team, viewer.id, name, len(content), "")
    file.content = content
    said = Content(kept(form.get("text", "").strip(), team))
    sharing.share(team, viewer.id, [file], Place(channel, form.get("thread_ts") or None), said)
