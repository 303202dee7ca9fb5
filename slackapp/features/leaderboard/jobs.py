"""The weekly post: planned by the first tick after its time."""

from functools import cache

import structlog

from slackapp.feature_contract import Toolbox
from slackapp.features.leaderboard.use_cases.composing import board_offers
from slackapp.features.leaderboard.use_cases.posting import find_due_week, post_due_week

_log = structlog.get_logger(__name__)


def post_when_due(toolbox: Toolbox, workspace_id: str) -> None:
    due = toolbox.read(find_due_week, workspace_id)
    if due is None:
        return
    if due.channel_id is None:
        tell_channel_needed(workspace_id)
        return
    posted = toolbox.run(
        post_due_week,
        workspace_id,
        offers=board_offers(toolbox.features),
    )
    if posted is not None:
        _log.info(
            f"leaderboard.{posted.state}",
            workspace_id=workspace_id,
            week=str(posted.week),
            reason=posted.reason,
        )


@cache  # a tick comes every 15 seconds, the operator hears of it once
def tell_channel_needed(workspace_id: str) -> None:
    _log.warning("leaderboard.channel_needed", workspace_id=workspace_id)
