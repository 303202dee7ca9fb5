"""Leaving a load balancer without a lost request: serve on, but keep no connection."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Draining:
    """Wraps the app; once begun, every answer asks for its connection to be closed.

    Whoever holds connections open (load balancers, Slack) then has none left by the time the
    listening socket goes, and so cannot write a request into one that is just being closed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._begun = False

    def begin(self) -> None:
        self._begun = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_and_close(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {
                    **message,
                    "headers": [*message.get("headers", ()), (b"connection", b"close")],
                }
            await send(message)

        await self._app(scope, receive, send_and_close if self._begun else send)
