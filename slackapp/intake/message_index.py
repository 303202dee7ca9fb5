"""The message index: who wrote where and when, in which thread, edited or deleted; no words."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from sqlalchemy import and_, case, distinct, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.intake.models import IndexedMessage
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.slack_time import micros_of_ts
from slackapp.vocabulary.talk import Message
from slackapp.workspace.people import people_by_key

_KEYS_A_QUERY = 5_000
_NOBODY = 0


def prepare(tx: Transaction, places: Collection[tuple[str, str]]) -> None:
    """Look messages up at once by (channel id, ts), so that asking for each costs nothing."""
    if not places:
        return
    known = {(row.channel_id, row.ts): row for row in _rows(tx, places)}
    tx.memo.update({_memo_key(*place): known.get(place) for place in places})


def version_of(tx: Transaction, channel_id: str, ts: str) -> int | None:
    """The newest version read so far, in microseconds."""
    known = _find(tx, channel_id, ts)
    return None if known is None else known.version_at


def author_of(tx: Transaction, channel_id: str, ts: str) -> Person | None:
    known = _find(tx, channel_id, ts)
    return None if known is None else people_by_key(tx, [known.author]).get(known.author)


def thread_of(tx: Transaction, channel_id: str, ts: str) -> str | None:
    """The thread a reply is in; None for other messages and those never read."""
    known = _find(tx, channel_id, ts)
    return None if known is None else known.thread_ts


def index_messages(tx: Transaction, messages: Iterable[Message]) -> None:
    """Remember these versions, each unless a newer one is known."""
    new = []
    for message in messages:
        known = _find(tx, message.channel.channel_id, message.ts)
        if known is None:
            new.append(message)
        elif message.superseded_at is None:
            known.version_at = message.wording.at
            known.deleted = message.deleted
    insert_new(tx.session, IndexedMessage, [_row(message) for message in new])
    for message in new:
        tx.memo.pop(_memo_key(message.channel.channel_id, message.ts), None)


def remember_deletion(tx: Transaction, channel_id: str, ts: str, *, at: int) -> None:
    """A message gone before its posting was read: nobody's, so that it cannot come back."""
    gone = {
        "workspace_id": tx.workspace_id,
        "channel_id": channel_id,
        "ts": ts,
        "at": micros_of_ts(ts),
        "author": _NOBODY,
        "thread_ts": None,
        "version_at": at,
        "deleted": True,
    }
    insert_new(tx.session, IndexedMessage, [gone])
    tx.memo.pop(_memo_key(channel_id, ts), None)


def count_messages(tx: Transaction) -> dict[str, int]:
    """`messages` by people, deleted ones left out, and the `people` who wrote them."""
    query = select(func.count(), func.count(distinct(IndexedMessage.author))).where(
        IndexedMessage.workspace_id == tx.workspace_id, ~IndexedMessage.deleted
    )
    messages, people = tx.session.execute(query).one()
    return {"messages": messages, "people": people}


class Talk(NamedTuple):
    """How often somebody wrote: new posts, replies in others' threads, and in their own."""

    posts: int
    to_others: int
    to_self: int


def count_talk(tx: Transaction, author: int, *, since: int) -> Talk:
    """From then on (microseconds); a thread whose beginning we never read is another's."""
    said, begun = IndexedMessage, aliased(IndexedMessage)
    its_beginning = and_(
        begun.workspace_id == said.workspace_id,
        begun.channel_id == said.channel_id,
        begun.ts == said.thread_ts,
    )
    is_post = or_(said.thread_ts.is_(None), said.thread_ts == said.ts)
    kind = case((is_post, "posts"), (begun.author == author, "to_self"), else_="to_others")
    query = (
        select(kind, func.count())
        .select_from(said)
        .outerjoin(begun, its_beginning)
        .where(
            said.workspace_id == tx.workspace_id,
            said.author == author,
            said.at >= since,
            ~said.deleted,
        )
        .group_by(kind)
    )
    found = {str(name): count for name, count in tx.session.execute(query)}
    return Talk(**{name: found.get(name, 0) for name in Talk._fields})


def channels_written_in(tx: Transaction, *, since: int) -> set[str]:
    """Where people wrote anything from then on (microseconds)."""
    query = select(IndexedMessage.channel_id).where(
        IndexedMessage.workspace_id == tx.workspace_id,
        IndexedMessage.at >= since,
        ~IndexedMessage.deleted,
    )
    return set(tx.session.scalars(query.distinct()))


def span(tx: Transaction) -> tuple[int, int] | None:
    """The first and last message's time in microseconds; None without any."""
    query = select(func.min(IndexedMessage.at), func.max(IndexedMessage.at)).where(
        IndexedMessage.workspace_id == tx.workspace_id, ~IndexedMessage.deleted
    )
    first, last = tx.session.execute(query).one()
    return None if first is None else (first, last)


def _find(tx: Transaction, channel_id: str, ts: str) -> IndexedMessage | None:
    key = _memo_key(channel_id, ts)
    if key not in tx.memo:
        tx.memo[key] = tx.session.get(IndexedMessage, (tx.workspace_id, channel_id, ts))
    found = tx.memo[key]
    return found if isinstance(found, IndexedMessage) else None


def _memo_key(channel_id: str, ts: str) -> tuple[str, str, str]:
    return ("message", channel_id, ts)


def _rows(tx: Transaction, places: Iterable[tuple[str, str]]) -> Iterator[IndexedMessage]:
    left = iter(places)
    while part := list(islice(left, _KEYS_A_QUERY)):
        query = select(IndexedMessage).where(
            IndexedMessage.workspace_id == tx.workspace_id,
            tuple_(IndexedMessage.channel_id, IndexedMessage.ts).in_(part),
        )
        yield from tx.session.scalars(query)


def _row(message: Message) -> dict[str, object]:
    return {
        "workspace_id": message.workspace_id,
        "channel_id": message.channel.channel_id,
        "ts": message.ts,
        "at": micros_of_ts(message.ts),
        "author": message.author.key,
        "thread_ts": message.thread_ts,
        "version_at": message.wording.at,
        "deleted": message.deleted,
    }
