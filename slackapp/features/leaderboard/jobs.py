"""The weekly post, planned by the first tick after its time, and its chart drawn for Home."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from slackapp.feature_contract import Toolbox
from slackapp.features.leaderboard.rules.trend import TrendWeek
from slackapp.features.leaderboard.use_cases.composing import board_offers
from slackapp.features.leaderboard.use_cases.picturing import keep_picture, posted_trend
from slackapp.features.leaderboard.use_cases.posting import find_due_week, post_due_week
from slackapp.outbox.patience import patiently
from slackapp.vocabulary.weeks import Week

_log = structlog.get_logger(__name__)
_GONE = {"file_not_found", "file_deleted"}


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


def upload_picture(toolbox: Toolbox, workspace_id: str, payload: Mapping[str, Any]) -> None:
    """Shared nowhere: Home shows it by its id. Without Pillow or the scope Home stays with text."""
    week = Week.named(payload["week"])
    trend = toolbox.read(posted_trend, workspace_id, week)
    if not trend:
        return
    png = _drawn(trend)
    if png is None:
        _log.warning("leaderboard.picture_needs_pillow", workspace_id=workspace_id)
        return
    slack = toolbox.slack(workspace_id)
    try:
        file_id = _upload(slack, png, week)
    except SlackApiError as error:
        if error.response["error"] != "missing_scope":
            raise
        _log.warning("leaderboard.picture_needs_scope", workspace_id=workspace_id)
        return
    replaced = toolbox.run(keep_picture, workspace_id, week, file_id)
    for old in replaced:
        _delete(slack, old)


def _drawn(trend: Sequence[TrendWeek]) -> bytes | None:
    """None without Pillow, which is an extra."""
    try:
        from slackapp.features.leaderboard.blocks.picture import draw_png  # noqa: PLC0415  an extra
    except ModuleNotFoundError as error:
        if error.name != "PIL":
            raise
        return None
    return draw_png(trend)


def _upload(slack: WebClient, png: bytes, week: Week) -> str:
    with patiently():
        answer = slack.files_upload_v2(content=png, filename=f"{week}.png", title=str(week))
    file: Mapping[str, str] = answer["file"]
    return file["id"]


def _delete(slack: WebClient, file_id: str) -> None:
    try:
        with patiently():
            slack.files_delete(file=file_id)
    except SlackApiError as error:
        if error.response["error"] not in _GONE:
            raise
