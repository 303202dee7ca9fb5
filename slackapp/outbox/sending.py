"""The handler "post": claims a row, words it, sends it outside any transaction, writes the end."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from slack_sdk import WebClient

from slackapp.database.engines import Database
from slackapp.jobs.claims import (
    Hands,
    TakeOver,
    abandoned_claims,
    claims_of,
    hand_over_stranded,
)
from slackapp.jobs.client import DurableClient
from slackapp.jobs.handover import Handover, find_attempt, transaction_of
from slackapp.jobs.transactions import Transactions
from slackapp.observability.logs import place_of
from slackapp.outbox.content import HearsGivenUp, PostRenderer
from slackapp.outbox.delivery import Letter, Sent, answer_command, post_message, show_to_one
from slackapp.outbox.models import Post
from slackapp.outbox.quoting import quotable, with_lines
from slackapp.outbox.settling import (
    END_NOT_WRITTEN,
    SENDER_DIED,
    mark_unknown,
    settle_outcome,
    settle_sent,
)
from slackapp.outbox.wording import word
from slackapp.slack.errors import Outcome
from slackapp.vocabulary.clock import Clock

# Gives a client without the SDK's own retries: those would post twice.
SlackOf = Callable[[str], WebClient]

# Who wakes later than this after its claim no longer sends: others may have taken over. Shorter
# than it takes them to give a silent replica up.
LEASE = timedelta(seconds=10)

_log = structlog.get_logger(__name__)


class PostSender:
    """Sends posts, each once, and finds those whose sender died."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        client: DurableClient,
        *,
        renderers: Mapping[str, PostRenderer],
        given_up: Mapping[str, HearsGivenUp],
        slack: SlackOf,
        replica_id: str,
    ) -> None:
        self._database = database
        self._clock = clock
        self._client = client
        self._transactions = Transactions(database, clock, client)
        self._renderers = renderers
        self._given_up = given_up
        self._slack = slack
        self._hands = Hands(replica_id)

    def run(self, workspace_id: str, row_id: str, attempt: int) -> None:
        with self._hands.holding(workspace_id, row_id, attempt):
            self._run(workspace_id, row_id, attempt)

    def tick(self, now: datetime) -> None:
        handover = Handover(self._database, self._client)
        handover.hand_over_due(Post, now)
        handover.hand_over_lost(Post, now)
        with self._database.writing() as session:
            for post in abandoned_claims(session, Post, "sending", now):
                tx = transaction_of(post, session, now, self._client)
                mark_unknown(tx, post, SENDER_DIED)
            for post in self._hands.dropped(session, Post, "sending"):
                tx = transaction_of(post, session, now, self._client)
                mark_unknown(tx, post, END_NOT_WRITTEN)

    def take_over(self, taken: TakeOver) -> None:
        """What a replica was sending when it died may be there: it is looked up."""
        hand_over_stranded(taken, Post)
        for post in claims_of(taken.session, Post, "sending", taken.replica_id):
            tx = transaction_of(post, taken.session, taken.now, taken.queue)
            mark_unknown(tx, post, SENDER_DIED)

    def _run(self, workspace_id: str, row_id: str, attempt: int) -> None:
        try:
            letter = self._claim(workspace_id, row_id, attempt)
        except Exception as error:  # noqa: BLE001  written on the row, tried again
            _log.warning("outbox.not_worded", post=row_id, place=place_of(error))
            outcome = Outcome("retry", type(error).__name__)
            self._settle(workspace_id, row_id, attempt, outcome, "planned")
            return
        if letter is None:
            return
        result = self._send(letter)
        if isinstance(result, Sent):
            with self._transactions.writing(workspace_id) as tx:
                settle_sent(tx, row_id, attempt, result)
        else:
            self._settle(workspace_id, row_id, attempt, result, "sending", "unknown")

    def _claim(self, workspace_id: str, row_id: str, attempt: int) -> Letter | None:
        with self._transactions.writing(workspace_id) as tx:
            post = find_attempt(tx, Post, row_id, attempt, "planned")
            if post is None:
                return None
            content = word(tx, self._renderers, post)
            if content is None:
                post.state, post.updated_at = "dropped", tx.now
                return None
            self._hands.claim(post, "sending", now=tx.now)
            return Letter(
                workspace_id=workspace_id,
                post_id=row_id,
                attempt=attempt,
                claimed_at=tx.now,
                channel_id=post.channel_id,
                thread_ts=post.thread_ts,
                response_url=post.response_url,
                ephemeral_to=post.ephemeral_to,
                content=content,
                quotable=quotable(tx, [content.text, content.blocks]),
            )

    def _send(self, letter: Letter) -> Sent | Outcome:
        try:
            client = self._slack(letter.workspace_id)
            quoting = self._slack(letter.workspace_id)
            content = with_lines(quoting, letter.content, letter.quotable)
        except Exception as error:  # noqa: BLE001  nothing has left yet
            return Outcome("retry", type(error).__name__)
        if not timedelta(0) <= self._clock.now() - letter.claimed_at <= LEASE:
            return Outcome("retry", "woke_too_late")
        letter = replace(letter, content=content)
        if letter.response_url is not None:
            return answer_command(letter.response_url, letter)
        if letter.ephemeral_to is not None:
            return show_to_one(client, letter)
        return post_message(client, letter)

    def _settle(
        self, workspace_id: str, row_id: str, attempt: int, outcome: Outcome, *states: str
    ) -> None:
        with self._transactions.writing(workspace_id) as tx:
            post = find_attempt(tx, Post, row_id, attempt, *states)
            if post is not None:
                settle_outcome(tx, post, outcome, self._given_up)
