"""How much of one person's typing and pressing is listened to in a minute.

Counted in this process: it keeps one person from filling a channel with posts and everybody's
queue with work. Decision 6 says why no library does it.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Literal

from slack_bolt import BoltContext, BoltResponse

from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.words import _

Verdict = Literal["welcome", "first too many", "too many"]

_MINUTE = 60


class Throttle:
    """Counts each person's requests in the minute at hand."""

    def __init__(self, per_minute: int, *, seconds: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._seconds = seconds
        self._minute = 0
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def judge(self, workspace_id: str, person_id: str) -> Verdict:
        with self._lock:
            self._turn_the_minute()
            self._counts[workspace_id, person_id] += 1
            over = self._counts[workspace_id, person_id] - self.per_minute
        return "welcome" if over <= 0 else "first too many" if over == 1 else "too many"

    def middleware(
        self, body: dict[str, object], context: BoltContext, next_: Callable[[], BoltResponse]
    ) -> BoltResponse:
        """Tells the person once a minute; a form is never closed over what was typed into it."""
        kind = body.get("type")
        if kind == "block_suggestion":  # one for each letter typed
            return next_()
        verdict = self.judge(context.team_id or "", context.user_id or "")
        if verdict == "welcome":
            return next_()
        if verdict == "first too many" or kind == "view_submission":
            raise Refusal(
                _("That was more than {count} requests in a minute. Try again in a minute.").format(
                    count=self.per_minute
                )
            )
        return BoltResponse(status=200)

    def _turn_the_minute(self) -> None:
        """All counts start anew, so nobody is remembered longer."""
        minute = int(self._seconds() // _MINUTE)
        if minute != self._minute:
            self._minute = minute
            self._counts.clear()
