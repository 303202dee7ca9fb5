"""What a batch of events names, looked up at once, so that reading each costs no query."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.intake import message_index
from slackapp.intake.slack_ids import is_id
from slackapp.ledger import giving
from slackapp.vocabulary.slack_time import is_ts
from slackapp.workspace.channels import find_channels
from slackapp.workspace.people import find_people

_MENTION = re.compile(r"<@([A-Z0-9]{1,32})")

Event = Mapping[str, Any]


def look_ahead(tx: Transaction, events: Collection[Event]) -> None:
    """Look up at once what these events name, so that reading each costs no query.

    What is named in odd ways is left for `translate` to look up or to refuse.
    """
    items = [item if isinstance(item := event.get("item"), dict) else event for event in events]
    _look_ahead(
        tx,
        people={one for event in events for one in _people_in(event)},
        places=[(item.get("channel"), item.get("ts")) for item in items],
    )


def look_ahead_in_history(tx: Transaction, channel_id: str, posts: Collection[Event]) -> None:
    """The same for exported messages of a channel."""
    _look_ahead(
        tx,
        people={one for post in posts for one in _people_in(post)},
        places=[(channel_id, post.get("ts")) for post in posts],
    )


def _people_in(event: Event) -> Iterator[str]:
    yield from filter(is_id, map(event.get, ("user", "item_user", "parent_user_id")))
    text = event.get("text")
    if isinstance(text, str) and "<@" in text:
        yield from _MENTION.findall(text)


def _look_ahead(
    tx: Transaction, *, people: Collection[str], places: Iterable[tuple[object, object]]
) -> None:
    tx.lock_workspace()  # what is looked up holds until others may write again
    known = {(at, ts) for at, ts in places if is_id(at) and is_ts(ts)}
    find_people(tx, people)
    find_channels(tx, {channel_id for channel_id, _ in known})
    message_index.prepare(tx, known)
    giving.look_ahead(tx, known)
