"""How a post is planned, refreshed, taken back and looked at, inside the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

import structlog
from sqlalchemy import select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.jobs.handover import hand_over, new_row
from slackapp.jobs.queue import enqueue_job
from slackapp.outbox.models import Post, PostState
from slackapp.workspace.silence import why_silent

REMOVE = "outbox.remove"
REFRESH = "outbox.refresh"

_log = structlog.get_logger(__name__)


def plan_post(  # noqa: PLR0913  a post's own fields
    tx: Transaction,
    *,
    post_id: str,
    kind: str,
    subject: str,
    channel_id: str,
    response_url: str | None = None,
    thread_ts: str | None = None,
    ephemeral_to: str | None = None,
    due_at: datetime | None = None,
    before_start: bool = False,
) -> PostState:
    """Post once, after this commit, what the room's renderer of `kind` says about `subject`.

    The same `post_id` twice is one post. Returns its state; the row is locked until commit, so
    what is planned is worded after it. `channel_id` may be a person's id: a direct message.
    With `ephemeral_to` (U…) only that person sees it, if they are there right then.
    Where the app has not been started nothing is posted but what says `before_start`.
    """
    if not before_start and why_silent(tx) == "not_started":
        return "dropped"
    columns = {
        **new_row(tx, due_at=due_at or tx.now),
        "post_id": post_id,
        "kind": kind,
        "subject": subject,
        "channel_id": channel_id,
        "response_url": response_url,
        "thread_ts": thread_ts,
        "ephemeral_to": ephemeral_to,
        "remove_requested": False,
    }
    insert_new(tx.session, Post, [columns])
    post = tx.session.get_one(Post, (tx.workspace_id, post_id), with_for_update=True)
    if post.handed_over_at is None and post.due_at <= tx.now:
        hand_over(tx, post)
    return cast("PostState", post.state)


def plan_refresh(tx: Transaction, *, post_id: str) -> None:
    """Have a post in Slack say what its renderer says now; one not yet sent will anyway.

    What went through a `response_url`, or to one person only, cannot be changed and stays.
    """
    post = tx.session.get(Post, (tx.workspace_id, post_id))
    if post is None or post.response_url is not None or post.ephemeral_to is not None:
        return
    if post.sent_ts or post.state in {"sending", "unknown"}:
        key = f"{post_id}:{tx.now.isoformat()}"
        enqueue_job(tx, kind=REFRESH, key=key, payload={"post_id": post_id})


def plan_removal(tx: Transaction, *, post_id: str) -> None:
    """Drop a post that has not left yet; delete it from Slack once it is known to be there."""
    post = tx.session.get(Post, (tx.workspace_id, post_id), with_for_update=True)
    if post is None or post.state in {"failed", "dropped", "removed"}:
        return
    post.remove_requested = True
    settle_removal(tx, post)


def settle_removal(tx: Transaction, post: Post) -> None:
    """Act on a wish to remove, as far as the post's state allows."""
    if not post.remove_requested:
        return
    if post.state == "planned":
        post.state = "dropped"
        post.updated_at = tx.now
    elif post.state == "sent":
        withdraw(tx, post.row_id, post.sent_channel_id, post.sent_ts)


def withdraw(tx: Transaction, post_id: str, channel_id: str | None, ts: str | None) -> None:
    """Have a message deleted; one that went through a `response_url` cannot be."""
    if ts is None:
        _log.warning("outbox.cannot_be_removed", workspace=tx.workspace_id, post=post_id)
        return
    payload = {"post_id": post_id, "channel_id": channel_id, "ts": ts}
    enqueue_job(tx, kind=REMOVE, key=f"{post_id}:{ts}", payload=payload)


def post_state(tx: Transaction, post_id: str) -> PostState | None:
    post = tx.session.get(Post, (tx.workspace_id, post_id))
    return None if post is None else cast("PostState", post.state)


def why_given_up(tx: Transaction, post_id: str) -> str:
    """Slack's reason, or ours, for a post nobody will see; empty for others."""
    post = tx.session.get(Post, (tx.workspace_id, post_id))
    return (post.reason or "") if post is not None and post.state == "failed" else ""


def sent_place(tx: Transaction, post_id: str) -> tuple[str, str] | None:
    """Channel and ts of a post that Slack has."""
    post = tx.session.get(Post, (tx.workspace_id, post_id))
    if post is None or post.state != "sent" or post.sent_ts is None:
        return None
    return post.sent_channel_id or post.channel_id, post.sent_ts


def went_by_response_url(tx: Transaction, post_id: str) -> bool:
    """Nobody knows where it is then: it changes only by a click on it."""
    post = tx.session.get(Post, (tx.workspace_id, post_id))
    if post is None or post.state == "failed":
        return False
    return bool(post.response_url) and post.sent_ts is None


def list_posts(tx: Transaction, *states: PostState) -> Sequence[Post]:
    """The workspace's posts in these states (all without any), oldest first."""
    query = select(Post).where(Post.workspace_id == tx.workspace_id)
    if states:
        query = query.where(Post.state.in_(states))
    return tx.session.scalars(query.order_by(Post.planned_at, Post.row_id)).all()
