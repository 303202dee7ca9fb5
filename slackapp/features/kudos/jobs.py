"""Kudos where nobody waits: what posts and boards show, and the reaction on inline kudos."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardSection, TeamFigure, Toolbox
from slackapp.features.kudos import blocks, use_cases
from slackapp.outbox.content import PostContent
from slackapp.vocabulary.weeks import Week

INLINE_ANSWER = "seedling"

# The message is gone or closed, or it has our reaction: nothing left to do.
_SETTLED = frozenset(
    {
        "already_reacted",
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
        "too_many_emoji",
        "too_many_reactions",
    }
)

_log = structlog.get_logger(__name__)


def answer_inline(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """Put our reaction on a message with kudos in it."""
    channel_id, ts = payload["channel_id"], payload["ts"]
    try:
        toolbox.slack(workspace_id).reactions_add(
            channel=channel_id, timestamp=ts, name=INLINE_ANSWER
        )
    except SlackApiError as error:
        reason = error.response["error"]
        if reason not in _SETTLED:
            raise
        _log.info("kudos.answer_not_needed", channel_id=channel_id, ts=ts, reason=reason)


def given_post(tx: Transaction, source: str) -> PostContent | None:
    shown = use_cases.show_given(tx, source)
    if shown is None:
        return None
    text, content = blocks.post(shown)
    return PostContent(text=text, blocks=content)


def board_figures(tx: Transaction, week: Week) -> Sequence[TeamFigure]:
    counted = use_cases.count_week(tx, week)
    thanked = len(counted.receivers)
    return (
        TeamFigure(name="kudos", count=counted.kudos, words=blocks.thanks_figure(counted.kudos)),
        TeamFigure(name="thanked", count=thanked, words=blocks.thanked_figure(thanked)),
    )


def board_section(tx: Transaction, week: Week) -> BoardSection | None:
    said = use_cases.read_week(tx, week)
    shown = blocks.said_this_week(said)
    return BoardSection(blocks=shown, text=blocks.said_this_week_text(said)) if shown else None
