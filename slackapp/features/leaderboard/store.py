"""Every query of the leaderboard room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, delete, func, select

from slackapp.database.transaction import Transaction
from slackapp.features.leaderboard.models import LeaderboardPost, SharedBoard
from slackapp.features.leaderboard.rules.trend import TrendWeek, kept, read_kept
from slackapp.vocabulary.weeks import Week

PostedOrSkipped = Literal["posted", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPost:
    """What became of a week's board; `blocks` and plain `text` are empty where it was skipped.

    deeds: what those named on it had done, by our key.
    """

    week: Week
    state: PostedOrSkipped
    planned_at: datetime
    reason: str | None = None
    post_id: str | None = None
    late: bool = False
    blocks: Sequence[Mapping[str, Any]] = ()
    text: str = ""
    channel_id: str = ""
    trend: Sequence[TrendWeek] = ()
    deeds: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    listed: frozenset[int] = frozenset()


def add_post(tx: Transaction, post: WeekPost) -> None:
    """IntegrityError where the week has its row: a board is posted once."""
    row = LeaderboardPost(
        workspace_id=tx.workspace_id,
        covered_week=str(post.week),
        state=post.state,
        reason=post.reason,
        post_id=post.post_id,
        late=post.late,
        snapshot={
            "blocks": list(post.blocks),
            "text": post.text,
            "channel_id": post.channel_id,
            "trend": kept(post.trend),
            "deeds": {str(person): dict(deeds) for person, deeds in post.deeds.items()},
        },
        listed=sorted(post.listed),
        planned_at=post.planned_at,
    )
    tx.session.add(row)
    tx.session.flush()


def remove_skipped(tx: Transaction, week: Week) -> None:
    skipped = delete(LeaderboardPost).where(*_of(tx, week), LeaderboardPost.state == "skipped")
    tx.session.execute(skipped)


def find_post(tx: Transaction, week: Week) -> WeekPost | None:
    row = tx.session.scalar(select(LeaderboardPost).where(*_of(tx, week)))
    if row is None:
        return None
    return WeekPost(
        week=week,
        state="posted" if row.state == "posted" else "skipped",
        planned_at=row.planned_at,
        reason=row.reason,
        post_id=row.post_id,
        late=row.late,
        blocks=row.snapshot["blocks"],
        text=row.snapshot["text"],
        channel_id=row.snapshot.get("channel_id", ""),
        trend=read_kept(row.snapshot.get("trend", ())),
        deeds={int(key): deeds for key, deeds in row.snapshot.get("deeds", {}).items()},
        listed=frozenset(row.listed),
    )


def list_listed(tx: Transaction, before: Week, *, limit: int) -> list[frozenset[int]]:
    """Whom the last posted boards named, newest first."""
    query = (
        select(LeaderboardPost.listed)
        .where(*_posted(tx), LeaderboardPost.covered_week < str(before))
        .order_by(LeaderboardPost.covered_week.desc())
        .limit(limit)
    )
    return [frozenset(listed) for listed in tx.session.scalars(query)]


def list_skipped(tx: Transaction, reason: str, since: datetime, until: datetime) -> list[Week]:
    """For this reason, within these times, oldest first."""
    query = select(LeaderboardPost.covered_week).where(
        LeaderboardPost.workspace_id == tx.workspace_id,
        LeaderboardPost.state == "skipped",
        LeaderboardPost.reason == reason,
        LeaderboardPost.planned_at >= since,
        LeaderboardPost.planned_at <= until,
    )
    names = tx.session.scalars(query.order_by(LeaderboardPost.covered_week))
    return [Week.named(name) for name in names]


def find_last_posted(tx: Transaction) -> Week | None:
    name = tx.session.scalar(select(func.max(LeaderboardPost.covered_week)).where(*_posted(tx)))
    return Week.named(name) if name else None


def find_trend(tx: Transaction, *, before: Week) -> tuple[TrendWeek, ...]:
    """Of the newest board posted about an earlier week."""
    return read_kept(_newest_snapshot(tx, before).get("trend", ()))


def find_picture(tx: Transaction, *, before: Week) -> str:
    """Slack's id of the same board's picture, "" for none."""
    return str(_newest_snapshot(tx, before).get("picture", ""))


def _newest_snapshot(tx: Transaction, before: Week) -> Mapping[str, Any]:
    query = (
        select(LeaderboardPost.snapshot)
        .where(*_posted(tx), LeaderboardPost.covered_week < str(before))
        .order_by(LeaderboardPost.covered_week.desc())
        .limit(1)
    )
    return tx.session.scalar(query) or {}


def keep_picture(tx: Transaction, week: Week, file_id: str) -> list[str]:
    """Kept with the week's board, and from now on no other; returns the other boards' pictures."""
    replaced = []
    for row in list_posted_rows(tx):
        known = row.snapshot.get("picture", "")
        kept = file_id if row.covered_week == str(week) else ""
        if known != kept:
            row.snapshot = {**row.snapshot, "picture": kept}
            replaced += [known] if known else []
    return replaced


def count_posted(tx: Transaction, week: Week) -> int:
    query = select(func.count()).select_from(LeaderboardPost)
    return tx.session.scalar(query.where(*_of(tx, week), *_posted(tx))) or 0


def _posted(tx: Transaction) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return LeaderboardPost.workspace_id == tx.workspace_id, LeaderboardPost.state == "posted"


def _of(tx: Transaction, week: Week) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        LeaderboardPost.workspace_id == tx.workspace_id,
        LeaderboardPost.covered_week == str(week),
    )


def is_shared(tx: Transaction, share_id: str) -> bool:
    return tx.session.get(SharedBoard, (tx.workspace_id, share_id)) is not None


def add_share(
    tx: Transaction, share_id: str, blocks: Sequence[Mapping[str, Any]], text: str
) -> None:
    row = SharedBoard(
        workspace_id=tx.workspace_id,
        share_id=share_id,
        snapshot={"blocks": list(blocks), "text": text},
        shared_at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()


def find_share(tx: Transaction, share_id: str) -> tuple[Sequence[Mapping[str, Any]], str] | None:
    """Blocks and plain text as they were shared."""
    row = tx.session.get(SharedBoard, (tx.workspace_id, share_id))
    return None if row is None else (row.snapshot["blocks"], row.snapshot["text"])


def list_posted_rows(tx: Transaction) -> Sequence[LeaderboardPost]:
    """Every board that was posted, to be changed."""
    return tx.session.scalars(select(LeaderboardPost).where(*_posted(tx))).all()


def list_shared_rows(tx: Transaction) -> Sequence[SharedBoard]:
    """The same of those that people shared."""
    query = select(SharedBoard).where(SharedBoard.workspace_id == tx.workspace_id)
    return tx.session.scalars(query).all()


def erase_boards(tx: Transaction, before: datetime, most: int) -> int:
    """Take the words out of posted boards and forget shared ones; how many there were."""
    posted = select(LeaderboardPost).where(*_posted(tx), LeaderboardPost.planned_at < before)
    worded = [row for row in tx.session.scalars(posted) if row.snapshot["text"]][:most]
    for row in worded:
        row.snapshot = {**row.snapshot, "blocks": [], "text": "", "deeds": {}}
        row.listed = []
    old = (SharedBoard.workspace_id == tx.workspace_id, SharedBoard.shared_at < before)
    shared = tx.session.scalars(select(SharedBoard.share_id).where(*old).limit(most)).all()
    tx.session.execute(delete(SharedBoard).where(*old, SharedBoard.share_id.in_(shared)))
    return len(worded) + len(shared)
