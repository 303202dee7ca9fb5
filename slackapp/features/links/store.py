"""Every query of the links room."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, desc, func, select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new, insert_or_update
from slackapp.features.links.models import Link, LinkShare
from slackapp.features.links.rules import Share
from slackapp.reading.links import SharedLink
from slackapp.vocabulary.talk import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """A link by the name it has, and where it leads."""

    key: str
    url: str
    address: str
    title: str | None


def add_links(tx: Transaction, links: Iterable[SharedLink]) -> None:
    rows = [
        {
            "workspace_id": tx.workspace_id,
            "key": link.key,
            "url": link.url,
            "address": link.address,
            "host": link.host,
            "secret": link.secret,
        }
        for link in links
    ]
    insert_new(tx.session, Link, rows)


def list_shares(tx: Transaction, message: Message) -> dict[str, Share]:
    """The shares known of a message, live or not, by link."""
    rows = tx.session.execute(
        select(LinkShare.key, LinkShare.shared_at, LinkShare.live, LinkShare.turn).where(
            LinkShare.workspace_id == tx.workspace_id,
            LinkShare.channel_id == message.channel.channel_id,
            LinkShare.message_ts == message.ts,
        )
    )
    return {row.key: Share(shared_at=row.shared_at, live=row.live, turn=row.turn) for row in rows}


def save_shares(tx: Transaction, message: Message, shares: Mapping[str, Share]) -> None:
    rows = [
        {
            "workspace_id": tx.workspace_id,
            "channel_id": message.channel.channel_id,
            "message_ts": message.ts,
            "key": key,
            "sharer": message.author.key,
            "audience": message.channel.audience,
            "shared_at": share.shared_at,
            "live": share.live,
            "turn": share.turn,
        }
        for key, share in shares.items()
    ]
    insert_or_update(tx.session, LinkShare, rows, update=("shared_at", "live", "turn"))


def count_links(tx: Transaction) -> int:
    """Different links that people share, wherever."""
    return _count(tx, *_live(tx))


def count_public_links(tx: Transaction, *, start: int, end: int) -> int:
    """Different links shared in public channels within these microseconds."""
    return _count(tx, *_public(tx, start, end))


def list_listable_links(tx: Transaction, *, start: int, end: int, limit: int) -> list[FoundLink]:
    """Public links of these microseconds, by how many people shared them, then newest first.

    Without secrets, and without Slack's own addresses: its posts and files are no reading.
    """
    columns = (Link.key, Link.url, Link.address, Link.title)
    sharers = func.count(LinkShare.sharer.distinct())
    query = (
        select(*columns)
        .join(
            LinkShare, (LinkShare.workspace_id == Link.workspace_id) & (LinkShare.key == Link.key)
        )
        .where(*_public(tx, start, end), Link.secret.is_(False))
        .where(Link.host != "slack.com", Link.host.not_like("%.slack.com"))
        .group_by(*columns)
        .order_by(desc(sharers), desc(func.max(LinkShare.shared_at)), Link.key)
        .limit(limit)
    )
    return [FoundLink(**row) for row in tx.session.execute(query).mappings()]


def find_first_sharer(tx: Transaction, key: str) -> int | None:
    """Who shared it first where everybody may see it, among those who still do."""
    return tx.session.scalar(
        select(LinkShare.sharer)
        .where(*_live(tx), LinkShare.key == key, LinkShare.audience == "public")
        .order_by(LinkShare.shared_at, LinkShare.message_ts, LinkShare.channel_id)
        .limit(1)
    )


def list_sharers(tx: Transaction, key: str, *, start: int, end: int) -> set[int]:
    """Who shared it in public channels within these microseconds."""
    query = select(LinkShare.sharer).where(*_public(tx, start, end), LinkShare.key == key)
    return set(tx.session.scalars(query))


def _count(tx: Transaction, *conditions: ColumnElement[bool]) -> int:
    return tx.session.scalar(select(func.count(LinkShare.key.distinct())).where(*conditions)) or 0


def _public(tx: Transaction, start: int, end: int) -> Sequence[ColumnElement[bool]]:
    return (
        *_live(tx),
        LinkShare.audience == "public",
        LinkShare.shared_at >= start,
        LinkShare.shared_at < end,
    )


def _live(tx: Transaction) -> Sequence[ColumnElement[bool]]:
    return LinkShare.workspace_id == tx.workspace_id, LinkShare.live.is_(True)
