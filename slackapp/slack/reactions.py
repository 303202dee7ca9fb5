"""Small things of ours at people's messages, where Slack's no may leave nothing to do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

# The message is gone or closed, or it has our reaction or none: nothing left to do.
_SETTLED = frozenset(
    {
        "already_reacted",
        "cannot_reply_to_message",
        "channel_not_found",
        "external_channel_migrating",
        "is_archived",
        "message_not_found",
        "missing_scope",
        "no_permission",
        "no_reaction",
        "not_in_channel",
        "not_reactable",
        "restricted_action",
        "thread_locked",
        "thread_not_found",
        "too_many_emoji",
        "too_many_reactions",
        "user_not_in_channel",
    }
)
_log = structlog.get_logger(__name__)


def keep_reaction(
    slack: Callable[[], WebClient],
    stands: Callable[[], bool],
    *,
    channel_id: str,
    ts: str,
    emoji: str,
) -> None:
    """Our reaction is on a message as long as something `stands`.

    Asked again after the call, since it may have changed meanwhile.
    """
    shown: bool | None = None
    while (wanted := stands()) is not shown:
        client = slack()
        call = client.reactions_add if wanted else client.reactions_remove
        with settling(channel_id=channel_id, ts=ts):
            call(channel=channel_id, timestamp=ts, name=emoji)
        shown = wanted


@contextmanager
def settling(**where: str) -> Iterator[None]:
    """Slack's no that leaves nothing to do; other errors rise and are tried again."""
    try:
        yield
    except SlackApiError as error:
        reason = error.response["error"]
        if reason not in _SETTLED:
            raise
        _log.info("slack.nothing_left_to_do", reason=reason, **where)
