"""Nothing but the page itself may drive the page, and nothing people write runs in it."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'self'; "
    "img-src 'self' data: https: http://127.0.0.1:* http://localhost:*; "
    "object-src 'none'; "
    "base-uri 'none'; "
    "form-action 'self'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_READING = {"GET", "HEAD"}


class Guard:
    """Refuses other sites' requests: the page has no password, so where one comes from is all.

    A name somebody else points to this machine would make their page ours: `Host` is checked too.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if not _is_this_machine(headers.get("host", ""), scope):
            refusal = "Open this page by the address it is served at."
            await PlainTextResponse(refusal, 421)(scope, receive, send)
            return
        if scope["method"] not in _READING and _is_foreign(headers):
            await PlainTextResponse("Only the page itself may do this.", 403)(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    sent.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_guarded)


def _is_this_machine(host: str, scope: Scope) -> bool:
    """By loopback, or by the very address that was connected to."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        if name == "localhost" or name.endswith(".localhost"):
            return True
        address = ip_address(name)
    except ValueError:
        return False
    server = scope.get("server") or ("", None)
    return address.is_loopback or name == server[0]


def _is_foreign(headers: Headers) -> bool:
    """Browsers say where a request comes from; what says nothing is no browser."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")
