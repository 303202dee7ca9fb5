"""A thread that keeps a socket to Slack open: opens, replaces, waits and tries again."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

import structlog
from slack_sdk import WebClient

from slackapp.intake.socket_mode.connection import Connection, open_connection
from slackapp.intake.socket_mode.door import SocketDoor
from slackapp.intake.socket_mode.opening import Refused, Unreachable, ask_for_url
from slackapp.intake.socket_mode.pace import Pace
from slackapp.observability.logs import place_of
from slackapp.observability.metrics import count_socket_ended

NOT_CONNECTED = "Slack's socket is not connected"
# Slack closes the socket soon, and a new one is welcome at once.
_REFRESH = {"warning", "refresh_requested"}
_TOO_MANY = "too_many_websockets"
# What the operator can do about it; any other reason is shown as it is.
_WHY = {
    "missing_scope": "SLACK_APP_TOKEN lacks the scope connections:write",
    "not_allowed_token_type": "SLACK_APP_TOKEN is no app-level token (xapp-…)",
    "invalid_auth": "Slack does not know SLACK_APP_TOKEN",
    "link_disabled": "Socket Mode is switched off in the app's settings at Slack",
    _TOO_MANY: "more than ten sockets of this app are open",
}

_CLICKS_AT_ONCE = 40  # as over HTTP

log = structlog.get_logger(__name__)


class Session:
    """Until stopped there is a connection, or a reason why not and another try to come."""

    def __init__(
        self, client: WebClient, token: str, make_door: Callable[[Executor], SocketDoor], pace: Pace
    ) -> None:
        self._client = client
        self._token = token
        self._make_door = make_door
        self._pace = pace
        self._why_not: str | None = None
        self._turned_at = time.monotonic()
        self._connections: list[Connection] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="slack-socket", daemon=True)

    @property
    def open(self) -> int:
        return sum(each.is_open for each in list(self._connections))

    @property
    def trouble(self) -> str | None:
        if self.open:
            return None
        return f"{NOT_CONNECTED}: {self._why_not}" if self._why_not else NOT_CONNECTED

    @property
    def silent_for(self) -> float:
        """Seconds since Slack was heard; 0 where it cannot be, as nothing is open."""
        heard = [each.heard_at for each in list(self._connections) if each.is_open]
        return time.monotonic() - max(heard) if heard else 0

    @property
    def stalled_for(self) -> float:
        """Seconds without a turn of the loop, or since the oldest envelope still unanswered."""
        oldest = [each.oldest for each in list(self._connections)]
        return time.monotonic() - min([self._turned_at, *oldest])

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """What is in hand is answered first, within the time for that."""
        self.abandon()
        self._thread.join(self._pace.answer_within + 2)

    def abandon(self) -> None:
        """Stop when it can, and wait for nothing."""
        try:
            self._loop.call_soon_threadsafe(self._stopping.set)
        except RuntimeError:  # it has ended by itself
            return
        if time.monotonic() - self._turned_at > self._pace.stalled_after:
            for connection in list(self._connections):
                connection.cut_from_outside()

    def _run(self) -> None:
        """Ends with what nobody foresaw, too: the loop turns no more then, which is noticed."""
        threads = ThreadPoolExecutor(_CLICKS_AT_ONCE, thread_name_prefix="slack-click")
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(self._main(threads))
        except Exception as error:  # noqa: BLE001  without its words
            log.error("slack.socket_broke", error=type(error).__name__, place=place_of(error))  # noqa: TRY400
        finally:
            threads.shutdown(wait=False)

    async def _main(self, threads: Executor) -> None:
        chores = [
            self._do(doing)
            for doing in (
                self._stopped(),
                self._turn(),
                self._keep_open(self._make_door(threads)),
            )
        ]
        ended, going_on = await asyncio.wait(chores, return_when=asyncio.FIRST_COMPLETED)
        for chore in going_on:
            chore.cancel()
        await asyncio.gather(*(each.close() for each in self._connections))
        for chore in ended:
            chore.result()

    async def _stopped(self) -> None:
        await self._stopping.wait()

    async def _turn(self) -> None:
        while True:
            self._turned_at = time.monotonic()
            await asyncio.sleep(self._pace.look_every)

    async def _keep_open(self, door: SocketDoor) -> None:
        failures = 0
        while True:
            try:
                lived = await self._hold_one(door)
            except Refused as refused:
                self._note(refused.reason, refused=True)
                await asyncio.sleep(self._pace.refused_wait)
            except Unreachable as unreachable:
                failures += 1
                self._note(unreachable.reason)
                await asyncio.sleep(max(self._pace.wait(failures), unreachable.retry_after or 0))
            else:
                failures = 0 if lived >= self._pace.good_after else failures + 1
                await asyncio.sleep(self._pace.wait(failures))

    async def _hold_one(self, door: SocketDoor) -> float:
        """A connection until it ends: how long it lived, or without end where Slack replaces it."""
        loop = asyncio.get_running_loop()
        url = await loop.run_in_executor(None, ask_for_url, self._client, self._token)
        connection = await open_connection(url, door, self._pace)
        started = time.monotonic()
        self._why_not = None
        log.info("slack.socket_open")
        for old in self._connections:
            self._do(self._retire(old, self._pace.overlap))
        self._connections.append(connection)
        reason = await connection.ended
        self._note(reason)
        lived = time.monotonic() - started
        if reason in _REFRESH and lived >= self._pace.brief:
            return float("inf")
        if reason not in _REFRESH:
            self._do(self._retire(connection, 0))
        return 0 if reason == _TOO_MANY else lived

    async def _retire(self, connection: Connection, overlap: float) -> None:
        await connection.retire(overlap)
        if connection in self._connections:
            self._connections.remove(connection)

    def _note(self, reason: str, *, refused: bool = False) -> None:
        self._why_not = _WHY.get(reason, reason)
        count_socket_ended(reason)
        if reason == _TOO_MANY:
            log.error("slack.too_many_sockets")
        elif refused:
            log.error("slack.socket_refused", reason=reason)
        elif reason not in _REFRESH:
            log.warning("slack.socket_ended", reason=reason)

    def _do(self, doing: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
