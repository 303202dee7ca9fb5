"""How long posts are remembered; what says that something happened once is kept elsewhere.

That a board, a command or a message's kudos is posted once is decided by their own rows
(`leaderboard_post`, `kudos`, `act_turn`), which stay. A post's row is where its message is found
when it is to be changed or taken back.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete

from slackapp.database.engines import Database
from slackapp.outbox.models import Post, PostState

# So long a post can be taken back, or change with what it is about.
KEEP_SENT = timedelta(days=400)
# So long an operator may look into those that did not arrive, or that were taken away.
KEEP_OTHERS = timedelta(days=90)


class ForgetPosts:
    """A task for the night, given the moment before which all is forgotten."""

    def __init__(self, database: Database, *states: PostState) -> None:
        self._database = database
        self._states: Sequence[PostState] = states

    def __call__(self, before: datetime) -> int:
        old = delete(Post).where(Post.state.in_(self._states), Post.updated_at < before)
        with self._database.writing() as session:
            return len(session.scalars(old.returning(Post.row_id)).all())


def forget_sent(database: Database) -> ForgetPosts:
    return ForgetPosts(database, "sent")


def forget_others(database: Database) -> ForgetPosts:
    """Never one that is on its way."""
    return ForgetPosts(database, "failed", "unknown", "dropped", "removed")
