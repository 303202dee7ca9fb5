"""What became of an attempt, written on the post's row."""

from collections.abc import Mapping
from datetime import timedelta

import structlog

from slackapp.database.transaction import Transaction
from slackapp.jobs.backoff import delay
from slackapp.jobs.handover import hand_over, plan_again
from slackapp.jobs.queue import enqueue_job
from slackapp.observability.logs import place_of
from slackapp.observability.metrics import count_post
from slackapp.outbox.content import HearsGivenUp
from slackapp.outbox.delivery import Sent
from slackapp.outbox.models import Post
from slackapp.outbox.posts import plan_refresh, settle_removal, withdraw
from slackapp.slack.errors import Outcome

LOOK_UP = "outbox.look_up"
GIVE_UP_AFTER = timedelta(hours=24)
PAUSE = timedelta(minutes=15)
# Why a post is unknown whose sender was killed, not Slack in trouble.
SENDER_DIED = "its_sender_died"
# The database was away when Slack's answer was to be written down.
END_NOT_WRITTEN = "its_end_was_not_written"
# In both cases Slack was well and has long answered.
CUT_OFF = (SENDER_DIED, END_NOT_WRITTEN)
# Slack may still be at it.
FIRST_LOOK_AFTER = timedelta(seconds=10)

_log = structlog.get_logger(__name__)


def settle_sent(tx: Transaction, post_id: str, attempt: int, sent: Sent) -> None:
    """Keep where it is; one too many (its attempt was given up meanwhile) is taken away again."""
    post = tx.session.get_one(Post, (tx.workspace_id, post_id), with_for_update=True)
    is_current = post.attempt == attempt and post.state in {"sending", "unknown"}
    if is_current or post.state == "planned":
        mark_sent(tx, post, sent)
    elif post.sent_ts != sent.ts:
        _log.warning("outbox.sent_too_late", workspace=tx.workspace_id, post=post_id)
        withdraw(tx, post_id, sent.channel_id, sent.ts)


def mark_sent(tx: Transaction, post: Post, sent: Sent) -> None:
    """One whose fate was unknown says what changed since it was worded."""
    was_found = post.state != "sending"
    _change(tx, post, "sent", None)
    post.sent_ts = sent.ts
    post.sent_channel_id = sent.channel_id
    if was_found:
        plan_refresh(tx, post_id=post.row_id)
    settle_removal(tx, post)


def settle_outcome(
    tx: Transaction, post: Post, outcome: Outcome, given_up: Mapping[str, HearsGivenUp]
) -> None:
    """The attempt did not end in a post that we know of; `given_up` by kind hear if none will."""
    if outcome.verdict == "ambiguous":
        mark_unknown(tx, post, outcome.reason)
    elif outcome.verdict == "permanent":
        _give_up(tx, post, outcome.reason, given_up)
    elif outcome.verdict == "rate_limited":
        send_again(tx, post, timedelta(seconds=outcome.retry_after or 0), outcome.reason)
    elif outcome.verdict == "workspace_paused":
        send_again(tx, post, PAUSE, outcome.reason)
    else:
        _count_failure(tx, post, outcome.reason, given_up)


def mark_unknown(tx: Transaction, post: Post, reason: str) -> None:
    """It may be there: have it looked up, where Slack keeps it, and never just send it again."""
    _change(tx, post, "unknown", reason)
    wait = timedelta(0) if reason in CUT_OFF else FIRST_LOOK_AFTER
    if post.response_url is None and post.ephemeral_to is None:
        enqueue_job(
            tx,
            kind=LOOK_UP,
            key=f"{post.row_id}:{post.attempt}",
            payload={"post_id": post.row_id, "attempt": post.attempt},
            due_at=tx.now + wait,
        )


def send_again(tx: Transaction, post: Post, wait: timedelta, reason: str) -> None:
    """Only for what surely is not there."""
    plan_again(post, now=tx.now, due_at=tx.now + wait, reason=reason)
    settle_removal(tx, post)
    if not wait and post.state == "planned":
        hand_over(tx, post)


def _count_failure(
    tx: Transaction, post: Post, reason: str, given_up: Mapping[str, HearsGivenUp]
) -> None:
    was_cut_off_first = post.reason in CUT_OFF and not post.failures
    post.failures += 1
    if tx.now - post.planned_at > GIVE_UP_AFTER:
        _give_up(tx, post, reason, given_up)
        return
    wait = timedelta(0) if was_cut_off_first else delay(post.failures, row_id=post.row_id)
    send_again(tx, post, wait, reason)


def _give_up(
    tx: Transaction, post: Post, reason: str, given_up: Mapping[str, HearsGivenUp]
) -> None:
    """A room that fails to hear it must not keep the post from being settled."""
    _change(tx, post, "failed", reason)
    hears = given_up.get(post.kind)
    if hears is None or post.remove_requested:
        return
    try:
        with tx.savepoint():
            hears(tx, post.subject)
    except Exception as error:  # noqa: BLE001  whatever it is, the post is settled
        _log.error("outbox.not_heard", post=post.row_id, place=place_of(error))


def _change(tx: Transaction, post: Post, state: str, reason: str | None) -> None:
    post.state = state
    post.reason = reason
    post.updated_at = tx.now
    count_post(state)
    if state != "sent":
        _log.warning(f"outbox.{state}", workspace=tx.workspace_id, post=post.row_id, why=reason)
