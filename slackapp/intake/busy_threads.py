"""Threads in which much was written lately, from the message index."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import func, select, tuple_

from slackapp.database.transaction import Transaction
from slackapp.intake.models import IndexedMessage
from slackapp.vocabulary.slack_time import datetime_of_micros, micros_of_datetime

_MOST_THREADS = 200

Place = tuple[str, str]


def busy_threads(
    tx: Transaction, *, since: datetime, replies: int
) -> dict[Place, list[tuple[datetime, int]]]:
    """By channel and root: when and by whom (our key) each reply since then was written.

    Only threads with at least so many of them.
    """
    place = (IndexedMessage.channel_id, IndexedMessage.thread_ts)
    recent = (
        IndexedMessage.workspace_id == tx.workspace_id,
        IndexedMessage.at >= micros_of_datetime(since),
        IndexedMessage.thread_ts.is_not(None),
        ~IndexedMessage.deleted,
    )
    busy = select(*place).where(*recent).group_by(*place).having(func.count() >= replies)
    places = [(channel, root) for channel, root in tx.session.execute(busy.limit(_MOST_THREADS))]
    if not places:
        return {}
    written = select(*place, IndexedMessage.at, IndexedMessage.author).where(
        *recent, tuple_(*place).in_(places)
    )
    found = defaultdict[Place, list[tuple[datetime, int]]](list)
    for channel_id, root, at, author in tx.session.execute(written.order_by(IndexedMessage.at)):
        found[channel_id, str(root)].append((datetime_of_micros(at), author))
    return dict(found)
