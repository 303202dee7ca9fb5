"""What people did about messages with links, what they passed on, and what they saved."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import cast

from sqlalchemy import delete, select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.features.links.models import LinkMark, LinkPromotion, LinkSaved
from slackapp.features.links.rules.usefulness import Marked, says_useful
from slackapp.vocabulary.people import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A turn of a sign, on or off, at a time in microseconds."""

    channel_id: str
    message_ts: str
    person: int
    sign: str
    at: int
    live: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """A message that passes on a colleague's."""

    channel_id: str
    message_ts: str
    author: int
    promoter: int
    audience: Audience
    live: bool
    turn: int


def save_mark(tx: Transaction, mark: Mark) -> bool:
    """Whether it changed anything: of two turns of a sign the later one stands, off wins a tie."""
    key = (tx.workspace_id, mark.channel_id, mark.message_ts, mark.person, mark.sign)
    known = tx.session.get(LinkMark, key)
    if known is None:
        tx.session.add(
            LinkMark(
                workspace_id=tx.workspace_id,
                channel_id=mark.channel_id,
                message_ts=mark.message_ts,
                person=mark.person,
                sign=mark.sign,
                at=mark.at,
                live=mark.live,
            )
        )
        return True
    if (known.at, not known.live) >= (mark.at, not mark.live):
        return False
    known.at, known.live = mark.at, mark.live
    return True


def find_mark(
    tx: Transaction, channel_id: str, message_ts: str, person: int, sign: str
) -> Mark | None:
    row = tx.session.get(LinkMark, (tx.workspace_id, channel_id, message_ts, person, sign))
    return None if row is None else _mark(row)


def list_marks(tx: Transaction, places: Collection[tuple[str, str]]) -> list[Mark]:
    """All live ones on these messages (channel id, ts)."""
    channels, tss = {channel for channel, _ in places}, {ts for _, ts in places}
    query = (
        select(LinkMark)
        .where(
            LinkMark.workspace_id == tx.workspace_id,
            LinkMark.channel_id.in_(channels),
            LinkMark.message_ts.in_(tss),
            LinkMark.live.is_(True),
        )
        .execution_options(populate_existing=True)
    )
    marks = map(_mark, tx.session.scalars(query))
    return [one for one in marks if (one.channel_id, one.message_ts) in places]


def list_useful(tx: Transaction, places: Collection[tuple[str, str]]) -> list[Marked]:
    """Who says of these messages that their links were worth it."""
    return [
        Marked(channel_id=one.channel_id, message_ts=one.message_ts, person=one.person, at=one.at)
        for one in list_marks(tx, places)
        if says_useful(one.sign)
    ]


def forget_unmatched(tx: Transaction, *, before: int) -> None:
    """Marks that lost their use, or came for messages never read."""
    tx.session.execute(
        delete(LinkMark).where(LinkMark.workspace_id == tx.workspace_id, LinkMark.at < before)
    )


def list_promotions(tx: Transaction, channel_id: str, message_ts: str) -> list[Promotion]:
    query = select(LinkPromotion).where(
        LinkPromotion.workspace_id == tx.workspace_id,
        LinkPromotion.channel_id == channel_id,
        LinkPromotion.message_ts == message_ts,
    )
    return [_promotion(row) for row in tx.session.scalars(query)]


def save_promotions(tx: Transaction, promotions: Iterable[Promotion]) -> None:
    """A later version's word counts."""
    for one in promotions:
        key = (tx.workspace_id, one.channel_id, one.message_ts, one.author)
        known = tx.session.get(LinkPromotion, key)
        if known is None:
            tx.session.add(
                LinkPromotion(
                    workspace_id=tx.workspace_id,
                    channel_id=one.channel_id,
                    message_ts=one.message_ts,
                    author=one.author,
                    promoter=one.promoter,
                    audience=one.audience,
                    live=one.live,
                    turn=one.turn,
                )
            )
        elif known.turn <= one.turn:
            known.live, known.turn = one.live, one.turn


def add_saved(tx: Transaction, person: int, keys: Iterable[str], *, at: int) -> None:
    rows = [
        {"workspace_id": tx.workspace_id, "person": person, "key": key, "at": at} for key in keys
    ]
    insert_new(tx.session, LinkSaved, rows)


def remove_saved(tx: Transaction, person: int, keys: Collection[str]) -> None:
    tx.session.execute(
        delete(LinkSaved).where(
            LinkSaved.workspace_id == tx.workspace_id,
            LinkSaved.person == person,
            LinkSaved.key.in_(keys),
        )
    )


def _mark(row: LinkMark) -> Mark:
    return Mark(
        channel_id=row.channel_id,
        message_ts=row.message_ts,
        person=row.person,
        sign=row.sign,
        at=row.at,
        live=row.live,
    )


def _promotion(row: LinkPromotion) -> Promotion:
    return Promotion(
        channel_id=row.channel_id,
        message_ts=row.message_ts,
        author=row.author,
        promoter=row.promoter,
        audience=cast("Audience", row.audience),
        live=row.live,
        turn=row.turn,
    )
