"""How much of one person's typing and pressing is listened to in a minute.

Counted in this process: it keeps one person from filling a channel with posts and everybody's
queue with work. Decision 6 says why no library does it.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import BoltContext, BoltResponse

from slackapp.slack.blocks import as_it_was, section
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import ngettext

_MINUTE = 60


class Throttle:
    """Counts each person's requests in the minute at hand."""

    def __init__(self, per_minute: int, *, seconds: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._seconds = seconds
        self._minute = 0
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._lock = threading.Lock()

    def is_welcome(self, workspace_id: str, person_id: str) -> bool:
        return self._count("asked", workspace_id, person_id) <= self.per_minute

    def middleware(
        self, body: dict[str, Any], context: BoltContext, next_: Callable[[], BoltResponse]
    ) -> BoltResponse:
        """What was typed is given back each time; who presses is told once a minute."""
        who = (context.team_id or "", context.user_id or "")
        kind = body.get("type")
        if kind == "block_suggestion" or self.is_welcome(*who):  # one for each letter typed
            return next_()
        sentence = ngettext(
            "That was more than {count} request in a minute. Try again in a minute.",
            "That was more than {count} requests in a minute. Try again in a minute.",
            self.per_minute,
        ).format(count=self.per_minute)
        if "command" in body:
            return BoltResponse(status=200, body=_given_back(body, sentence))
        if kind == "view_submission" and (field := _first_field(body)):
            errors = {"response_action": "errors", "errors": {field: sentence}}
            return BoltResponse(status=200, body=errors)
        if kind == "view_submission" or self._count("told", *who) == 1:
            raise Refusal(sentence)
        return BoltResponse(status=200)

    def _count(self, what: str, workspace_id: str, person_id: str) -> int:
        """This one included; all counts start anew each minute, so nobody is remembered longer."""
        with self._lock:
            minute = int(self._seconds() // _MINUTE)
            if minute != self._minute:
                self._minute = minute
                self._counts.clear()
            self._counts[what, workspace_id, person_id] += 1
            return self._counts[what, workspace_id, person_id]


def _given_back(command: Mapping[str, Any], sentence: str) -> dict[str, Any]:
    """To be copied and sent again."""
    typed = f"{command['command']} {command.get('text') or ''}".rstrip()
    blocks = [section(sentence), as_it_was(typed)]
    return {"response_type": "ephemeral", "text": sentence, "blocks": blocks}


def _first_field(body: Mapping[str, Any]) -> str:
    """Where a form can show an error: with one it stays open, and so does what was typed."""
    state = body["view"].get("state") or {}
    return next(iter(state.get("values") or ()), "")
