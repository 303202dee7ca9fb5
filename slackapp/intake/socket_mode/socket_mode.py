"""Socket Mode as a whole: a session that works, replaced where it stopped working."""

import threading
from concurrent.futures import Executor

import structlog

from slackapp.intake.inbox import InboxWriter
from slackapp.intake.socket_mode.door import Answer, SocketDoor
from slackapp.intake.socket_mode.opening import app_client
from slackapp.intake.socket_mode.pace import PACE, Pace
from slackapp.intake.socket_mode.session import NOT_CONNECTED, Session
from slackapp.observability.metrics import count_socket_ended, watch_sockets

log = structlog.get_logger(__name__)


class SocketMode:
    """Start it, ask it for its trouble, close it.

    A socket can look healthy while whoever should handle what comes is dead. So what counts is
    that envelopes are answered and the loop turns; where not, everything is made anew.
    """

    def __init__(
        self, inbox: InboxWriter, answer: Answer, *, api_url: str, token: str, pace: Pace = PACE
    ) -> None:
        self._inbox = inbox
        self._answer = answer
        self._client = app_client(api_url, pace.ask_within)
        self._token = token
        self._pace = pace
        self._session: Session | None = None
        self._closing = threading.Event()
        self._watch = threading.Thread(target=self._look, name="slack-socket-watch", daemon=True)

    def start(self) -> None:
        self._session = self._begin()
        watch_sockets(lambda: self._session.open if self._session else 0, self._silence)
        self._watch.start()

    def close(self) -> None:
        """Slack sends what comes from now on to another replica, or again later."""
        self._closing.set()
        self._watch.join()
        if self._session is not None:
            self._session.stop()
            self._session = None

    def trouble(self) -> str | None:
        """Why nothing can come from Slack, or None."""
        return NOT_CONNECTED if self._session is None else self._session.trouble

    def _begin(self) -> Session:
        session = Session(self._client, self._token, self._make_door, self._pace)
        session.start()
        return session

    def _make_door(self, threads: Executor) -> SocketDoor:
        """Each session has threads of its own: those of one that stalled may never come back."""
        return SocketDoor(self._inbox, self._answer, threads)

    def _look(self) -> None:
        while not self._closing.wait(self._pace.look_every):
            session = self._session
            if session is not None and session.stalled_for > self._pace.stalled_after:
                log.error("slack.socket_stalled")
                count_socket_ended("stalled")
                self._session = self._begin()
                session.abandon()

    def _silence(self) -> float:
        return self._session.silent_for if self._session else 0
