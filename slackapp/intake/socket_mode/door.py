"""Envelopes on their way to the inbox or to Bolt, and the acknowledgements they come to."""

import asyncio
import json
import time
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

import structlog

from slackapp.intake.envelope import EventEnvelope, Ignored, Interaction
from slackapp.intake.front_door import tell_of_gap
from slackapp.intake.inbox import InboxUnavailable, InboxWriter
from slackapp.intake.socket_mode.messages import Envelope
from slackapp.observability.logs import place_of
from slackapp.observability.metrics import count_ack, count_event

# Status, headers and body, as over HTTP; it blocks.
Answer = Callable[[Interaction], tuple[int, dict[str, str], str]]
Ack = dict[str, Any]

_OK = 200

log = structlog.get_logger(__name__)


class SocketDoor:
    """Stores, answers, and acknowledges only what is done; used on one event loop."""

    def __init__(self, inbox: InboxWriter, answer: Answer, threads: Executor) -> None:
        self._inbox = inbox
        self._answer = answer
        self._threads = threads

    async def take(self, envelope: Envelope) -> Ack | None:
        """The acknowledgement; None where Slack is to send it again or to say that it failed."""
        started = time.perf_counter()
        ack = await self._take(envelope)
        count_ack(time.perf_counter() - started)
        return ack

    async def _take(self, envelope: Envelope) -> Ack | None:
        ack: Ack = {"envelope_id": envelope.envelope_id}
        match envelope.content:
            case EventEnvelope() as event:
                return ack if await self._stored(event) else None
            case Interaction() as interaction:
                count_event("interaction")
                payload = await self._answered(interaction)
                if payload is None:
                    return None
                return ack | ({"payload": payload} if payload and envelope.accepts_answer else {})
            case Ignored() as ignored:
                count_event(ignored.reason)
                tell_of_gap(ignored)
                return ack

    async def _stored(self, event: EventEnvelope) -> bool:
        try:
            await self._inbox.store(event)
        except InboxUnavailable:
            count_event("not_stored")
            return False
        count_event("stored")
        return True

    async def _answered(self, interaction: Interaction) -> Ack | None:
        """What HTTP's body would say, as an object; None where nothing good came of it."""
        loop = asyncio.get_running_loop()
        try:
            status, headers, body = await loop.run_in_executor(
                self._threads, self._answer, interaction
            )
        except Exception as error:  # noqa: BLE001  one click's trouble is not the socket's
            log.error("slack.not_answered", error=type(error).__name__, place=place_of(error))  # noqa: TRY400
            return None
        if status != _OK:
            return None
        kind = next((v for name, v in headers.items() if name.lower() == "content-type"), "")
        if body and kind.startswith("application/json"):
            payload: Ack = json.loads(body)
            return payload
        return {"text": body} if body else {}
