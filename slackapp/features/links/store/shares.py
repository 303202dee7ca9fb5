"""Links and who shared them where."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import ColumnElement, case, func, select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new, insert_or_update
from slackapp.features.links.models import Link, LinkShare
from slackapp.features.links.rules.shares import Share, Whose
from slackapp.features.links.rules.usefulness import Shared
from slackapp.reading.links import SharedLink
from slackapp.vocabulary.talk import Message
from slackapp.workspace.people import keys_left_out

_STATED = ("shared_at", "live", "turn", "whose", "words")


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
    rows = tx.session.scalars(
        select(LinkShare)
        .where(
            LinkShare.workspace_id == tx.workspace_id,
            LinkShare.channel_id == message.channel.channel_id,
            LinkShare.message_ts == message.ts,
        )
        .execution_options(populate_existing=True)
    )
    return {row.key: _share(row) for row in rows}


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
            "whose": share.whose,
            "words": share.words,
        }
        for key, share in shares.items()
    ]
    insert_or_update(tx.session, LinkShare, rows, update=_STATED)


def count_links(tx: Transaction) -> int:
    """Different links that people share, wherever."""
    return _count(tx, *_live(tx))


def count_public_links(tx: Transaction, bounds: Sequence[int]) -> list[int]:
    """Different links shared in public channels between each two bounds (microseconds)."""
    place = case(*((LinkShare.shared_at < end, i) for i, end in enumerate(bounds[1:])))
    query = (
        select(place.label("place"), func.count(LinkShare.key.distinct()))
        .where(*_public(tx, bounds[0], bounds[-1]))
        .group_by("place")
    )
    counted = {row.place: row[1] for row in tx.session.execute(query)}
    return [counted.get(i, 0) for i in range(len(bounds) - 1)]


def count_by_whose(tx: Transaction, sharer: int, *, since: int) -> dict[Whose, int]:
    """Somebody's shares of any place from then on, by whose work was shared."""
    row = LinkShare
    query = select(row.whose, func.count()).where(
        *_live(tx), row.sharer == sharer, row.shared_at >= since
    )
    return {cast("Whose", whose): n for whose, n in tx.session.execute(query.group_by(row.whose))}


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


def keys_at(tx: Transaction, channel_id: str, message_ts: str) -> set[str]:
    """Links that a message has, or had."""
    query = select(LinkShare.key).where(
        LinkShare.workspace_id == tx.workspace_id,
        LinkShare.channel_id == channel_id,
        LinkShare.message_ts == message_ts,
    )
    return set(tx.session.scalars(query))


def list_shares_of(tx: Transaction, key: str) -> list[tuple[Shared, str, bool]]:
    """All shares of a link with their audience, and whether they are live."""
    query = select(LinkShare).where(
        LinkShare.workspace_id == tx.workspace_id,
        LinkShare.key == key,
        LinkShare.sharer.not_in(keys_left_out(tx)),
    )
    rows = tx.session.scalars(query.execution_options(populate_existing=True))
    return [(_shared(row), row.audience, row.live) for row in rows]


def find_links(tx: Transaction, keys: Collection[str]) -> dict[str, FoundLink]:
    """Those that may be listed: without secrets."""
    query = select(Link).where(
        Link.workspace_id == tx.workspace_id, Link.key.in_(keys), Link.secret.is_(False)
    )
    return {
        row.key: FoundLink(key=row.key, url=row.url, address=row.address, title=row.title)
        for row in tx.session.scalars(query)
    }


def save_title(tx: Transaction, key: str, title: str) -> None:
    """As Slack's own preview gives it."""
    link = tx.session.get(Link, (tx.workspace_id, key))
    if link is not None:
        link.title = title


def _share(row: LinkShare) -> Share:
    return Share(
        shared_at=row.shared_at,
        live=row.live,
        turn=row.turn,
        whose=cast("Whose", row.whose),
        words=row.words,
    )


def _shared(row: LinkShare) -> Shared:
    return Shared(
        channel_id=row.channel_id,
        message_ts=row.message_ts,
        sharer=row.sharer,
        shared_at=row.shared_at,
        whose=cast("Whose", row.whose),
        words=row.words,
    )


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
    """But of those who asked to be left out."""
    return (
        LinkShare.workspace_id == tx.workspace_id,
        LinkShare.live.is_(True),
        LinkShare.sharer.not_in(keys_left_out(tx)),
    )
