"""Saying a post anew after what it is about changed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_sdk.errors import SlackApiError

from slackapp.database.engines import Database
from slackapp.jobs.client import DurableClient
from slackapp.jobs.runner import JobFunction, Later
from slackapp.jobs.transactions import Transactions
from slackapp.outbox.content import PostContent, PostRenderer
from slackapp.outbox.models import Post
from slackapp.outbox.patience import patiently
from slackapp.outbox.posts import REFRESH
from slackapp.outbox.quoting import quotable, with_lines
from slackapp.outbox.sending import SlackOf
from slackapp.outbox.wording import word
from slackapp.slack.errors import classify
from slackapp.slack.lines import Place
from slackapp.vocabulary.clock import Clock

_SOON = timedelta(seconds=15)
# The message is gone, or it is one that Slack lets nobody change any more.
_SETTLED = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})

_Wording = tuple[str, str, PostContent, frozenset[Place]]  # channel id, ts, content, its lines


class Refreshing:
    """The job that calls `chat.update`: twice is once, and the last one tells the present."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        client: DurableClient,
        *,
        renderers: Mapping[str, PostRenderer],
        slack: SlackOf,
    ) -> None:
        self._transactions = Transactions(database, clock, client)
        self._renderers = renderers
        self._slack = slack

    def by_kind(self) -> Mapping[str, JobFunction]:
        return {REFRESH: self.refresh}

    def refresh(self, workspace_id: str, payload: Mapping[str, Any]) -> None:
        """Payload: post_id. Said again while it changes under our hands."""
        said = None
        while (found := self._wording(workspace_id, payload["post_id"])) and found != said:
            channel_id, ts, content, places = found
            shown = with_lines(self._slack(workspace_id), content, places)
            self._update(workspace_id, channel_id, ts, shown)
            said = found

    def _wording(self, workspace_id: str, post_id: str) -> _Wording | None:
        with self._transactions.writing(workspace_id) as tx:
            post = tx.session.get(Post, (workspace_id, post_id))
            if post is not None and post.state == "sending":
                raise Later(_SOON, "not_sent_yet")
            if post is None or post.state != "sent" or post.sent_ts is None:
                return None  # forgotten, or gone; an unknown one is refreshed once it is found
            content = word(tx, self._renderers, post)
            if content is None:
                return None
            places = quotable(tx, [content.text, content.blocks])
            return post.sent_channel_id or post.channel_id, post.sent_ts, content, places

    def _update(self, workspace_id: str, channel_id: str, ts: str, content: PostContent) -> None:
        try:
            with patiently():
                self._slack(workspace_id).chat_update(
                    channel=channel_id,
                    ts=ts,
                    text=content.text,
                    blocks=[dict(block) for block in content.blocks],
                )
        except SlackApiError as error:
            if classify(error).reason not in _SETTLED:
                raise
