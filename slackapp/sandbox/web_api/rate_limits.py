"""How often each method may be called, as Slack's tiers have it."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

_TIER_2, _TIER_3, _TIER_4 = 20, 50, 100
# Tier 1 says "1+ per minute"; the SDKs of Slack ask several times when a connection is refreshed.
_TIER_1 = 10
# "Special" for Slack, which says "hundreds per minute" of these.
_HUNDREDS = 300
# Calls a minute, from the pages of the methods on docs.slack.dev.
PER_MINUTE: dict[str, int] = {
    "apps.connections.open": _TIER_1,
    "auth.test": _HUNDREDS,
    "bots.info": _TIER_3,
    "chat.delete": _TIER_3,
    "chat.getPermalink": _HUNDREDS,
    "chat.postEphemeral": _TIER_4,
    "chat.postMessage": _HUNDREDS,
    "chat.update": _TIER_3,
    "conversations.history": _TIER_3,
    "conversations.info": _TIER_3,
    "conversations.join": _TIER_3,
    "conversations.list": _TIER_2,
    "conversations.members": _TIER_4,
    "conversations.open": _TIER_3,
    "conversations.replies": _TIER_3,
    "dnd.info": _TIER_3,
    "dnd.teamInfo": _TIER_2,
    "files.completeUploadExternal": _TIER_4,
    "files.delete": _TIER_3,
    "files.getUploadURLExternal": _TIER_4,
    "files.info": _TIER_4,
    "reactions.add": _TIER_3,
    "reactions.get": _TIER_3,
    "reactions.remove": _TIER_2,
    "team.info": _TIER_3,
    "usergroups.list": _TIER_2,
    "usergroups.users.list": _TIER_2,
    "users.conversations": _TIER_3,
    "users.getPresence": _TIER_3,
    "users.info": _TIER_4,
    "users.list": _TIER_2,
    "users.profile.get": _TIER_4,
    "views.open": _TIER_4,
    "views.publish": _TIER_4,
    "views.push": _TIER_4,
    "views.update": _TIER_4,
}
POSTS_A_SECOND = 1.0
POSTS_AT_ONCE = 3


@dataclass
class _Bucket:
    """Fills with time; a call takes one token."""

    most: float
    a_second: float
    tokens: float
    since: float

    def wait(self, now: float) -> int:
        """Whole seconds until there is a token; 0 when there is one now."""
        self.tokens = min(self.most, self.tokens + (now - self.since) * self.a_second)
        self.since = now
        return 0 if self.tokens >= 1 else max(1, math.ceil((1 - self.tokens) / self.a_second))


class RateLimits:
    """A bucket a method and workspace, and one a channel for posts.

    A minute's worth may come at once, as Slack allows bursts. On real time: waiting clients wait
    for real. Change `per_minute` for other limits; `enabled` switches them all.
    """

    def __init__(self, *, enabled: bool, timer: Callable[[], float] = time.monotonic) -> None:
        self.enabled = enabled
        self.per_minute = dict(PER_MINUTE)
        self._timer = timer
        self._buckets: dict[tuple[str, ...], _Bucket] = {}
        self._lock = threading.Lock()

    def wait_for(self, team_id: str, method: str, channel: str = "") -> int:
        """Whole seconds until the next such call may come; 0 takes one now."""
        if not self.enabled:
            return 0
        with self._lock:
            now = self._timer()
            buckets = [self._of_method(team_id, method, now)]
            if method == "chat.postMessage":
                key = (team_id, method, channel)
                buckets.append(self._bucket(key, POSTS_AT_ONCE, POSTS_A_SECOND, now))
            wait = max(bucket.wait(now) for bucket in buckets)
            for bucket in buckets:
                bucket.tokens -= 0 if wait else 1
            return wait

    def _of_method(self, team_id: str, method: str, now: float) -> _Bucket:
        per_minute = self.per_minute[method]
        return self._bucket((team_id, method), per_minute, per_minute / 60, now)

    def _bucket(self, key: tuple[str, ...], most: float, a_second: float, now: float) -> _Bucket:
        bucket = self._buckets.setdefault(key, _Bucket(most, a_second, most, now))
        bucket.most, bucket.a_second = most, a_second
        return bucket
