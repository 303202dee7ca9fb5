"""After an old backup is put back: what it holds as planned may have been posted since."""

from sqlalchemy import select

from slackapp.database.transaction import Transaction
from slackapp.outbox.models import Post
from slackapp.outbox.settling import mark_unknown

RESTORED = "restored"


def doubt_planned(tx: Transaction) -> int:
    """Have what was due looked up before it is sent; how many.

    A new attempt: the queue's entries for the old one are worth nothing then. What only its reader
    sees cannot be looked up, and counts as shown.
    """
    due = select(Post).where(
        Post.workspace_id == tx.workspace_id,
        Post.state.in_(("planned", "sending")),
        Post.due_at <= tx.now,
    )
    posts = tx.session.scalars(due.with_for_update()).all()
    for post in posts:
        post.attempt += 1
        mark_unknown(tx, post, RESTORED)
    return len(posts)
