"""Posts to one person: told to them, and forgotten."""

from sqlalchemy import ColumnElement, Select, delete, or_, select, update

from slackapp.database.transaction import Transaction
from slackapp.outbox.models import Post
from slackapp.workspace.personal_rows import Row


def export_posts(tx: Transaction, slack_id: str) -> list[Row]:
    """That they were written to, when and what about; what a post said is kept nowhere."""
    columns = (Post.row_id, Post.kind, Post.subject, Post.state, Post.planned_at)
    rows = tx.session.execute(select(*columns).where(*_to(tx, slack_id)).order_by(Post.planned_at))
    return [
        {"post_id": post_id, "kind": kind, "subject": subject, "state": state, "at": at.isoformat()}
        for post_id, kind, subject, state, at in rows
    ]


def forget_recipient(tx: Transaction, slack_id: str) -> None:
    """What has not left does not leave; what Slack has stays in their own messages there."""
    on_its_way = (*_to(tx, slack_id), Post.state == "sending")
    nowhere = {"channel_id": "", "ephemeral_to": None}
    others = delete(Post).where(*_to(tx, slack_id), Post.state != "sending")
    tx.session.execute(others.execution_options(synchronize_session=False))
    blank = update(Post).where(*on_its_way).values(nowhere)
    tx.session.execute(blank.execution_options(synchronize_session=False))
    tx.session.expire_all()


def _to(tx: Transaction, slack_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Post.workspace_id == tx.workspace_id, or_(
        Post.channel_id == slack_id,
        Post.ephemeral_to == slack_id,
        Post.channel_id.in_(_conversations(tx, slack_id)),
    )


def _conversations(tx: Transaction, slack_id: str) -> Select[str | None]:
    """Ids (D…) of the app's own messages with them."""
    return select(Post.sent_channel_id).where(
        Post.workspace_id == tx.workspace_id,
        Post.channel_id == slack_id,
        Post.sent_channel_id.is_not(None),
    )
