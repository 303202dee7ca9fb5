"""The outbox's own jobs: looking up posts of unknown fate, and taking posts away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from slackapp.database.engines import Database
from slackapp.jobs.client import DurableClient
from slackapp.jobs.handover import find_attempt
from slackapp.jobs.runner import JobFunction
from slackapp.jobs.transactions import Transactions
from slackapp.outbox.content import HearsGivenUp
from slackapp.outbox.lookup import (
    GRACE,
    GRACE_OF_THE_DEAD,
    CannotTellError,
    Sought,
    find_sent,
)
from slackapp.outbox.models import Post
from slackapp.outbox.patience import patiently
from slackapp.outbox.posts import REMOVE
from slackapp.outbox.sending import SlackOf
from slackapp.outbox.settling import CUT_OFF, LOOK_UP, mark_sent, settle_outcome
from slackapp.slack.errors import Outcome, classify
from slackapp.vocabulary.clock import Clock

_log = structlog.get_logger(__name__)


class OutboxJobs:
    """Job functions by kind, for the runner."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        client: DurableClient,
        *,
        given_up: Mapping[str, HearsGivenUp],
        slack: SlackOf,
    ) -> None:
        self._clock = clock
        self._transactions = Transactions(database, clock, client)
        self._given_up = given_up
        self._slack = slack

    def by_kind(self) -> Mapping[str, JobFunction]:
        return {LOOK_UP: self.look_up, REMOVE: self.remove}

    def look_up(self, workspace_id: str, payload: Mapping[str, Any]) -> None:
        """Payload: post_id, attempt. What cannot be looked up stays unknown and is reported."""
        post_id, attempt = payload["post_id"], payload["attempt"]
        sought = self._sought(workspace_id, post_id, attempt)
        if sought is None:
            return
        try:
            found = find_sent(self._slack(workspace_id), sought, self._clock.now())
        except CannotTellError as error:
            _log.warning(
                "outbox.stays_unknown", workspace=workspace_id, post=post_id, why=str(error)
            )
            return
        with self._transactions.writing(workspace_id) as tx:
            post = find_attempt(tx, Post, post_id, attempt, "unknown")
            if post is None:
                return
            if found is not None:
                mark_sent(tx, post, found)
            else:
                settle_outcome(tx, post, Outcome("retry", "was_not_there"), self._given_up)

    def remove(self, workspace_id: str, payload: Mapping[str, Any]) -> None:
        """Payload: post_id, channel_id, ts. Already gone is done."""
        try:
            with patiently():
                self._slack(workspace_id).chat_delete(
                    channel=payload["channel_id"], ts=payload["ts"]
                )
        except SlackApiError as error:
            if classify(error).reason != "message_not_found":
                raise
        with self._transactions.writing(workspace_id) as tx:
            post = tx.session.get(Post, (workspace_id, payload["post_id"]), with_for_update=True)
            if post is not None and post.sent_ts == payload["ts"]:
                post.state = "removed"
                post.updated_at = tx.now

    def _sought(self, workspace_id: str, post_id: str, attempt: int) -> Sought | None:
        with self._transactions.writing(workspace_id) as tx:
            post = find_attempt(tx, Post, post_id, attempt, "unknown")
            if post is None:
                return None
            return Sought(
                post_id=post_id,
                channel_id=post.channel_id,
                thread_ts=post.thread_ts,
                planned_at=post.planned_at,
                sure_at=_sure_at(post),
            )


def _sure_at(post: Post) -> datetime:
    if post.reason in CUT_OFF and post.claimed_at is not None:
        return post.claimed_at + GRACE_OF_THE_DEAD
    return post.updated_at + GRACE
