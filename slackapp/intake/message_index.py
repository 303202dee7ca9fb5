"""The message index: who wrote where and when, in which thread, edited or deleted; no words."""

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.intake.models import IndexedMessage
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.slack_time import micros_of_ts
from slackapp.vocabulary.talk import Message
from slackapp.workspace.people import people_by_key


def version_of(tx: Transaction, channel_id: str, ts: str) -> int | None:
    """The newest version read so far, in microseconds."""
    known = tx.session.get(IndexedMessage, (tx.workspace_id, channel_id, ts))
    return None if known is None else known.version_at


def author_of(tx: Transaction, channel_id: str, ts: str) -> Person | None:
    known = tx.session.get(IndexedMessage, (tx.workspace_id, channel_id, ts))
    return None if known is None else people_by_key(tx, [known.author]).get(known.author)


def index_message(tx: Transaction, message: Message) -> None:
    """Remember this version, unless a newer one is known."""
    key = (tx.workspace_id, message.channel.channel_id, message.ts)
    known = tx.session.get(IndexedMessage, key)
    if known is None:
        insert_new(tx.session, IndexedMessage, [_row(message)])
    elif message.superseded_at is None:
        known.version_at = message.wording.at
        known.deleted = message.deleted


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
