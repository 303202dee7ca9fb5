"""Posts that only a person can settle: Slack refused them, or nobody knows whether it took them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from slackapp.database.transaction import Transaction
from slackapp.jobs.models import Job
from slackapp.outbox.models import Post
from slackapp.outbox.settling import LOOK_UP, send_again

UnsettledState = Literal["failed", "unknown"]
STATES: tuple[UnsettledState, ...] = ("failed", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """A post that did not surely arrive; `looked_up` while the app may still find it by itself."""

    workspace_id: str
    post_id: str
    channel_id: str
    state: UnsettledState
    reason: str
    since: datetime
    looked_up: bool


def list_unsettled(session: Session, workspace_id: str | None = None) -> Sequence[Unsettled]:
    """Of one workspace or all, oldest first."""
    query = select(Post).where(Post.state.in_(STATES)).order_by(Post.updated_at, Post.row_id)
    if workspace_id is not None:
        query = query.where(Post.workspace_id == workspace_id)
    return [_describe(session, post) for post in session.scalars(query).all()]


def count_unsettled(tx: Transaction) -> int:
    """Of the workspace."""
    query = select(func.count()).where(Post.workspace_id == tx.workspace_id, Post.state.in_(STATES))
    return tx.session.scalar(query) or 0


def send_anew(tx: Transaction, post_id: str) -> bool:
    """Send it once more, with a day's patience; whoever asks knows that it may be there already."""
    post = _find(tx, post_id)
    if post is None:
        return False
    post.failures = 0
    post.planned_at = tx.now
    send_again(tx, post, timedelta(0), "sent_anew_by_hand")
    return True


def let_go(tx: Transaction, post_id: str) -> bool:
    """Neither sent nor looked for any more."""
    post = _find(tx, post_id)
    if post is None:
        return False
    post.state = "dropped"
    post.updated_at = tx.now
    return True


def _find(tx: Transaction, post_id: str) -> Post | None:
    post = tx.session.get(Post, (tx.workspace_id, post_id), with_for_update=True)
    return post if post is not None and post.state in STATES else None


def _describe(session: Session, post: Post) -> Unsettled:
    look_up = session.get(Job, (post.workspace_id, f"{LOOK_UP}:{post.row_id}:{post.attempt}"))
    return Unsettled(
        workspace_id=post.workspace_id,
        post_id=post.row_id,
        channel_id=post.channel_id,
        state=cast("UnsettledState", post.state),
        reason=post.reason or "",
        since=post.updated_at,
        looked_up=look_up is not None and look_up.state in {"planned", "running"},
    )
