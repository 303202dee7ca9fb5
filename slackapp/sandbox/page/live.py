"""The stream that tells an open page what to look at again."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import StreamingResponse

from slackapp.sandbox.page.site import Site
from slackapp.sandbox.page.viewer import Viewer, viewer_of

_RECONNECT_MS = 1000
_GATHER_SECONDS = 0.05


class Live:
    """Server-sent events without data: their names say which region has changed."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def stream(self, request: Request) -> StreamingResponse:
        viewer = viewer_of(self._site, request)
        return StreamingResponse(_events(viewer), media_type="text/event-stream")


async def _events(viewer: Viewer) -> AsyncIterator[str]:
    """What happens in one breath is told once."""
    loop, told = asyncio.get_running_loop(), asyncio.Event()
    changes = viewer.site.world.changes

    def wake() -> None:
        loop.call_soon_threadsafe(told.set)

    with changes.listening(viewer.team.id, viewer.id, wake) as take:
        yield f"retry: {_RECONNECT_MS}\n\n"
        while (names := take()) is not None:
            for name in names:
                if _may_know(viewer, name):
                    yield f"event: {name}\ndata: look\n\n"
            await asyncio.sleep(_GATHER_SECONDS if names else 0)
            await told.wait()
            told.clear()


def _may_know(viewer: Viewer, name: str) -> bool:
    """Of a channel they cannot see, not even that something happened there."""
    kind, _, channel_id = name.partition("-")
    channel = viewer.team.channels.get(channel_id)
    return kind != "channel" or (channel is not None and viewer.sees(channel))
