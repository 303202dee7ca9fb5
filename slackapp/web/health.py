"""Pages for machines: alive, ready, and the numbers Prometheus collects; no tenant's data."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from slackapp.observability.metrics import exposition

# Why the app cannot work now, in a few words; None when it can.
Trouble = Callable[[], str | None]


def health_routes(trouble: Trouble, *, with_metrics: bool = True) -> list[Route]:
    """/healthz: the process answers. /readyz: it can store and read. /metrics: how much it did.

    Without the last where the numbers have a port of their own.
    """

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_request: Request) -> Response:
        why_not = await run_in_threadpool(trouble)
        return PlainTextResponse(why_not or "ready", 503 if why_not else 200)

    async def metrics(_request: Request) -> Response:
        return Response(exposition(), media_type="text/plain; version=0.0.4")

    counted = [Route("/metrics", metrics)] if with_metrics else []
    return [Route("/healthz", alive), Route("/readyz", ready), *counted]
