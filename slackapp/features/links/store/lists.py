"""Links as lists ask for them: by usefulness, of a time, a channel, a person, with a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from slackapp.database.transaction import Transaction
from slackapp.features.links.models import Link, LinkMark, LinkSaved, LinkShare
from slackapp.features.links.rules.usefulness import EMOJI, THANKS, USEFUL
from slackapp.features.links.store.shares import FoundLink
from slackapp.workspace.people import keys_left_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which links: shared in public within these microseconds, and what else is asked for."""

    start: int = 0
    end: int = 1 << 62
    word: str = ""
    channel_id: str = ""
    sharer: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A link in a list: found useful by so many, shared by so many; is_own: only by its maker."""

    link: FoundLink
    useful: int
    sharers: int
    is_own: bool


def list_links(tx: Transaction, asked: Asked, *, offset: int = 0, limit: int) -> list[Listed]:
    """Most useful first, then shared by most, then newest; own work only once it was useful.

    Without secrets, and without Slack's own addresses: its posts and files are no reading.
    """
    useful = func.count(LinkMark.person.distinct())
    sharers = func.count(LinkShare.sharer.distinct())
    own = func.min(case((LinkShare.whose.in_(("self", "own_event")), 1), else_=0))
    columns = (Link.key, Link.url, Link.address, Link.title)
    query = (
        _shared(tx, asked, columns)
        .add_columns(useful.label("useful"), sharers.label("sharers"), own.label("own"))
        .outerjoin(LinkMark, _marks_of_share(tx))
        .group_by(*columns)
        .having(or_(own == 0, useful > 0))
        .order_by(useful.desc(), sharers.desc(), func.max(LinkShare.shared_at).desc(), Link.key)
    )
    return [
        Listed(
            link=FoundLink(key=row.key, url=row.url, address=row.address, title=row.title),
            useful=row.useful,
            sharers=row.sharers,
            is_own=bool(row.own),
        )
        for row in tx.session.execute(query.offset(offset).limit(limit))
    ]


def list_saved(tx: Transaction, person: int, *, offset: int = 0, limit: int) -> list[FoundLink]:
    """What somebody saved, newest first."""
    query = (
        select(Link)
        .join(
            LinkSaved,
            and_(LinkSaved.workspace_id == Link.workspace_id, LinkSaved.key == Link.key),
        )
        .where(LinkSaved.workspace_id == tx.workspace_id, LinkSaved.person == person)
        .where(Link.secret.is_(False))
        .order_by(LinkSaved.at.desc(), Link.key)
    )
    return [
        FoundLink(key=row.key, url=row.url, address=row.address, title=row.title)
        for row in tx.session.scalars(query.offset(offset).limit(limit))
    ]


def _shared(
    tx: Transaction, asked: Asked, columns: Sequence[InstrumentedAttribute[Any]]
) -> Select[*tuple[object, ...]]:
    query = (
        select(*columns)
        .select_from(Link)
        .join(
            LinkShare,
            and_(LinkShare.workspace_id == Link.workspace_id, LinkShare.key == Link.key),
        )
        .where(
            LinkShare.workspace_id == tx.workspace_id,
            LinkShare.live.is_(True),
            LinkShare.sharer.not_in(keys_left_out(tx)),
            LinkShare.audience == "public",
            LinkShare.shared_at >= asked.start,
            LinkShare.shared_at < asked.end,
            Link.secret.is_(False),
            Link.host != "slack.com",
            Link.host.not_like("%.slack.com"),
        )
    )
    if asked.channel_id:
        query = query.where(LinkShare.channel_id == asked.channel_id)
    if asked.sharer:
        query = query.where(LinkShare.sharer == asked.sharer)
    if asked.word:
        word = asked.word.lower()
        query = query.where(
            or_(
                func.lower(Link.title).contains(word, autoescape=True),
                func.lower(Link.url).contains(word, autoescape=True),
            )
        )
    return query


def _marks_of_share(tx: Transaction) -> ColumnElement[bool]:
    """By anybody but its sharer and those who asked to be left out."""
    return and_(
        LinkMark.workspace_id == LinkShare.workspace_id,
        LinkMark.channel_id == LinkShare.channel_id,
        LinkMark.message_ts == LinkShare.message_ts,
        LinkMark.person != LinkShare.sharer,
        LinkMark.person.not_in(keys_left_out(tx)),
        LinkMark.live.is_(True),
        or_(
            LinkMark.sign == USEFUL,
            LinkMark.sign.startswith(EMOJI),
            LinkMark.sign.startswith(THANKS),
        ),
    )
