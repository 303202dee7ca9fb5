"""Many posts to a Slack that drops, limits and breaks, and what became of each."""

import random
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from slackapp.outbox.models import Post
from slackapp.outbox.unsettled import list_unsettled
from tests.outbox.post_office import PostOffice

A_CHANNEL = 10  # posts
CLOSED = 10  # every so many channels one does not let us look up what may be there
_SENDERS = 4
_STEP_SECONDS = 30.0
_MOST_STEPS = 24 * 120  # a day: by then a post is sent, failed or unknown

# In a hundred calls; the others go well.
TROUBLE: Mapping[str, int] = {"dropped before": 20, "dropped after": 20, "429": 20, "5xx": 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """`lost`: not there and in no list. `doubled`: there twice or more. `open`: no end in a day."""

    posts: int
    calls: Mapping[str, int]
    states: Mapping[str, int]
    there: int
    listed: int
    lost: int
    doubled: int
    open: int

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.open)


def storm(office: PostOffice, *, posts: int, seed: int) -> Aftermath:
    """Every call is in trouble by the same odds, retries too; time is the sandbox's."""
    chance = random.Random(seed)  # noqa: S311  the same trouble each time
    planned = _plan(office, posts)
    calls: Counter[str] = Counter()
    for _ in range(_MOST_STEPS):
        waiting = _handed_over(office)
        for _ in waiting:
            calls[_add_trouble(office, chance)] += 1
        with ThreadPoolExecutor(_SENDERS) as senders:
            list(senders.map(lambda row: office.sender.run("T1", *row), waiting))
        office.sandbox.faults.clear()
        _close_channels(office)
        if not _unfinished(office):
            break
        office.pass_time(_STEP_SECONDS)
    return _aftermath(office, planned, calls)


def _plan(office: PostOffice, posts: int) -> dict[str, str]:
    """Channel by post id."""
    planned = {f"P{n}": f"CH{n // A_CHANNEL}" for n in range(posts)}
    for channel in sorted(set(planned.values())):
        office.workspace.add_channel(
            channel, channel.lower(), members=[office.ana], bot_is_member=True
        )
    for post_id, channel in planned.items():
        office.plan(post_id, channel_id=channel)
    _close_channels(office)
    return planned


def _close_channels(office: PostOffice) -> None:
    for number in range(0, len(office.workspace.channels), CLOSED):
        office.sandbox.faults.add(
            method="conversations.history",
            channel=f"CH{number}",
            error="not_in_channel",
            times=None,
        )


def _handed_over(office: PostOffice) -> list[tuple[str, int]]:
    query = select(Post).where(Post.state == "planned", Post.handed_over_at.is_not(None))
    with office.database.reading() as session:
        return [(post.row_id, post.attempt) for post in session.scalars(query)]


def _unfinished(office: PostOffice) -> int:
    """Posts on their way, and unknown ones that are being looked up."""
    with office.database.reading() as session:
        on_their_way = session.scalars(select(Post).where(Post.state.in_(("planned", "sending"))))
        looked_up = [each for each in list_unsettled(session) if each.looked_up]
        return len(on_their_way.all()) + len(looked_up)


def _add_trouble(office: PostOffice, chance: random.Random) -> str:
    kinds, odds = [*TROUBLE, "went well"], [*TROUBLE.values(), 100 - sum(TROUBLE.values())]
    [kind] = chance.choices(kinds, odds)
    wait = str(chance.choice((1, 30, 300)))
    status = chance.choice((500, 502, 503, 504))
    trouble: Mapping[str, Mapping[str, Any]] = {
        "dropped before": {"drop": "before"},
        "dropped after": {"drop": "after"},
        "429": {"status": 429, "error": "ratelimited", "headers": {"Retry-After": wait}},
        "5xx": {"status": status, "body": b"<html>away</html>"},
        "went well": {},
    }
    office.sandbox.faults.add(method="chat.postMessage", **trouble[kind])
    return kind


def _aftermath(office: PostOffice, planned: Mapping[str, str], calls: Counter[str]) -> Aftermath:
    with office.database.reading() as session:
        states = {post.row_id: post.state for post in session.scalars(select(Post))}
        listed = {each.post_id for each in list_unsettled(session)}
    there = Counter(_posts_there(office))
    return Aftermath(
        posts=len(planned),
        calls=calls,
        states=Counter(states.values()),
        there=len(there),
        listed=len(listed),
        lost=sum(not there[post_id] and post_id not in listed for post_id in planned),
        doubled=sum(times > 1 for times in there.values()),
        open=sum(states[post_id] in {"planned", "sending"} for post_id in planned),
    )


def _posts_there(office: PostOffice) -> list[str]:
    marks = [
        message.metadata["event_payload"]["post_id"]
        for channel in office.workspace.channels.values()
        for message in channel.messages
        if message.metadata
    ]
    return [str(mark) for mark in marks]
