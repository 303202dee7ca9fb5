"""Nudges: found, kept, woken and counted."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.features.nudges.models import NudgeRow

# Asked, or about to be.
ASKED = ("planned", "sent")
# Waits that a sign of life may end.
WAKING = ("", "not_seen", "no_fitting_channel", "channel_muted", "channel_off")


def add_nudges(tx: Transaction, rows: Sequence[Mapping[str, Any]]) -> None:
    """Those that are there stay as they are."""
    insert_new(tx.session, NudgeRow, rows)


def find_nudge(tx: Transaction, nudge_id: str) -> NudgeRow | None:
    """Locked until commit: two presses of one button follow each other."""
    return tx.session.get(NudgeRow, (tx.workspace_id, nudge_id), with_for_update=True)


def list_known(tx: Transaction, nudge_ids: Collection[str]) -> set[str]:
    query = select(NudgeRow.nudge_id).where(_here(tx), NudgeRow.nudge_id.in_(nudge_ids))
    return set(tx.session.scalars(query))


def list_about(tx: Transaction, kind: str, subject: str) -> Sequence[NudgeRow]:
    """Every nudge of this kind about this matter."""
    query = select(NudgeRow).where(_here(tx), NudgeRow.kind == kind, NudgeRow.subject == subject)
    return tx.session.scalars(query.order_by(NudgeRow.nudge_id)).all()


def list_due(tx: Transaction, *, limit: int) -> Sequence[NudgeRow]:
    """Waiting, and time to look at them again; what ends first comes first."""
    query = select(NudgeRow).where(_here(tx), NudgeRow.state == "waiting", _is_due(tx.now))
    return tx.session.scalars(_locked(_in_order(query).limit(limit))).all()


def has_due(tx: Transaction) -> bool:
    """Anything to look at: waiting, on its way or sent."""
    query = select(NudgeRow.nudge_id).where(_here(tx), _is_due(tx.now)).limit(1)
    return tx.session.scalar(query) is not None


def list_waiting_for(tx: Transaction, people: Collection[int]) -> Sequence[NudgeRow]:
    query = select(NudgeRow).where(
        _here(tx), NudgeRow.state == "waiting", NudgeRow.person.in_(people), NudgeRow.person != 0
    )
    return tx.session.scalars(_locked(_in_order(query))).all()


def list_sent_due(tx: Transaction, *, limit: int) -> Sequence[NudgeRow]:
    """On their way or sent, and time to look what became of them."""
    query = select(NudgeRow).where(_here(tx), NudgeRow.state.in_(ASKED), _is_due(tx.now))
    return tx.session.scalars(_locked(query.order_by(NudgeRow.nudge_id).limit(limit))).all()


def list_in_post(tx: Transaction, post_id: str) -> Sequence[NudgeRow]:
    query = select(NudgeRow).where(_here(tx), NudgeRow.post_id == post_id)
    return tx.session.scalars(_in_order(query)).all()


def list_waiting(tx: Transaction) -> Sequence[NudgeRow]:
    query = select(NudgeRow).where(_here(tx), NudgeRow.state == "waiting")
    return tx.session.scalars(query.order_by(NudgeRow.look_at, NudgeRow.nudge_id)).all()


def list_open_for(tx: Transaction, person: int, *, answered_since: datetime) -> Sequence[NudgeRow]:
    """What somebody was, or may still be, asked, and has not answered, or just now."""
    is_open = and_(NudgeRow.state.in_(("waiting", *ASKED)), NudgeRow.choice == "")
    query = select(NudgeRow).where(
        _here(tx),
        NudgeRow.person == person,
        or_(is_open, NudgeRow.answered_at >= answered_since),
        NudgeRow.not_before <= tx.now,
        NudgeRow.until > tx.now,
    )
    return tx.session.scalars(_in_order(query)).all()


def list_people_with_notices(tx: Transaction) -> set[int]:
    """Whom a waiting notice could be shown to as soon as they are there.

    Not those whose notices wait for tomorrow: they may write a hundred messages today.
    """
    query = select(NudgeRow.person).where(
        _here(tx),
        NudgeRow.state == "waiting",
        NudgeRow.way == "notice",
        or_(NudgeRow.reason.in_(WAKING), _is_due(tx.now)),
        NudgeRow.not_before <= tx.now,
        NudgeRow.until > tx.now,
    )
    return set(tx.session.scalars(query.distinct()))


def see_person(
    tx: Transaction, person: int, *, at: datetime, channel_id: str, thread_ts: str
) -> None:
    """Their waiting notices are looked at now, in the place where they were seen."""
    fits = or_(NudgeRow.audience == "public", NudgeRow.channel_id == channel_id)
    woken = update(NudgeRow).where(
        _here(tx),
        NudgeRow.state == "waiting",
        NudgeRow.way == "notice",
        NudgeRow.person == person,
        fits,
    )
    seen = {"seen_at": at, "seen_channel_id": channel_id, "seen_thread_ts": thread_ts}
    tx.session.execute(woken.values(**seen, look_at=tx.now))


def list_shown_to(
    tx: Transaction, person: int, *, since: datetime, but: str = ""
) -> Sequence[tuple[str, str, str, datetime]]:
    """Post, way, kind and time of what somebody was shown, oldest first; `but` this post."""
    moment = func.coalesce(NudgeRow.shown_at, NudgeRow.planned_at)
    query = select(NudgeRow.post_id, NudgeRow.way, NudgeRow.kind, moment).where(
        _here(tx),
        NudgeRow.person == person,
        NudgeRow.state.in_(ASKED),
        NudgeRow.post_id != but,
        moment > since,
    )
    return [(row[0], row[1], row[2], row[3]) for row in tx.session.execute(query.order_by(moment))]


def list_kinds_in(
    tx: Transaction, channel_id: str, *, since: datetime, but: str = ""
) -> Sequence[tuple[str, datetime]]:
    """Kind and time of what a channel was asked."""
    moment = func.coalesce(NudgeRow.shown_at, NudgeRow.planned_at)
    query = select(NudgeRow.kind, moment).where(
        _here(tx),
        NudgeRow.way == "channel",
        NudgeRow.channel_id == channel_id,
        NudgeRow.state.in_(ASKED),
        NudgeRow.post_id != but,
        moment > since,
    )
    return [(row[0], row[1]) for row in tx.session.execute(query)]


def count_by_kind(tx: Transaction, *, since: datetime) -> Sequence[tuple[str, int, int]]:
    """Kind, how many were sent since, and how many of them led to their act."""
    led = func.sum(case((NudgeRow.led_at.is_not(None), 1), else_=0))
    query = select(NudgeRow.kind, func.count(), led).where(
        _here(tx), NudgeRow.state == "sent", NudgeRow.sent_at > since
    )
    rows = tx.session.execute(query.group_by(NudgeRow.kind).order_by(NudgeRow.kind))
    return [(row[0], int(row[1]), int(row[2] or 0)) for row in rows]


def count_by_place(tx: Transaction, *, since: datetime) -> Sequence[tuple[str, str, int]]:
    """Kind, channel and how many were sent since, or kept back by a switch of the admins'."""
    was_sent = and_(NudgeRow.state == "sent", NudgeRow.sent_at > since)
    was_off = NudgeRow.reason.in_(("kind_off", "channel_off", "listening"))
    was_kept_back = and_(NudgeRow.state == "dropped", was_off, NudgeRow.not_before > since)
    query = select(NudgeRow.kind, NudgeRow.channel_id, func.count()).where(
        _here(tx), or_(was_sent, was_kept_back)
    )
    rows = tx.session.execute(query.group_by(NudgeRow.kind, NudgeRow.channel_id))
    return [(row[0], row[1], int(row[2])) for row in rows]


def _here(tx: Transaction) -> ColumnElement[bool]:
    return NudgeRow.workspace_id == tx.workspace_id


def _is_due(now: datetime) -> ColumnElement[bool]:
    return and_(NudgeRow.look_at.is_not(None), NudgeRow.look_at <= now)


def _locked(query: Any) -> Any:  # noqa: ANN401  the same
    """Not those that a press or a leaving post is about to change: they are looked at again.

    Without it a row read just before its post was dropped was dropped as well, and lost.
    """
    return query.with_for_update(skip_locked=True)


def _in_order(query: Any) -> Any:  # noqa: ANN401  a Select of rows, whatever SQLAlchemy calls it
    return query.order_by(NudgeRow.until, NudgeRow.kind, NudgeRow.nudge_id)
