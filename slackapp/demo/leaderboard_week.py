"""The story's steps: the past is read, a week is chosen, its board goes out through the outbox."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from slackapp.catalogue import FEATURES
from slackapp.database.transaction import Transaction
from slackapp.demo.stage import Stage
from slackapp.features.history_import.cli import Progress, import_export
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.leaderboard.use_cases.composing import board_offers
from slackapp.features.leaderboard.use_cases.posting import count_posts, post_week
from slackapp.features.questions.settings import QuestionsSettings
from slackapp.intake import message_index
from slackapp.intake.slack_export import SlackExport
from slackapp.outbox.posts import post_state
from slackapp.sandbox import Channel, Kind
from slackapp.vocabulary.slack_time import datetime_of_micros
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.settings import save_settings
from slackapp.workspace.workspaces import set_zone

ZONE = ZoneInfo("UTC")
_POSTED_AFTER = timedelta(hours=9)  # Monday 09:00, the default
_LIVE_AFTER = timedelta(days=4, hours=16)  # Friday 16:00
_LIVE_TAKES = timedelta(hours=1)


class NotSent(Exception):  # noqa: N818  reads as what it is
    """The board did not reach the channel; the message is the post's state."""


def read_past(
    stage: Stage, export: SlackExport, emoji: Sequence[str] | None, progress: Progress
) -> dict[str, int]:
    """Import the export; what is known after it, by name."""
    toolbox, workspace_id = stage.application.toolbox, stage.workspace.id
    toolbox.run(set_zone, workspace_id, ZONE.key)
    open_to_all = [one.id for one in stage.workspace.channels.values() if one.kind is Kind.PUBLIC]
    asked_in = QuestionsSettings(channels=tuple(open_to_all))
    toolbox.run(save_settings, workspace_id, asked_in)
    counts = import_export(toolbox, workspace_id, export, kudos_emoji=emoji, progress=progress)
    stage.settle()
    return counts


def choose_channel(stage: Stage, channel: Channel) -> None:
    settings = LeaderboardSettings(channel=channel.id)
    stage.application.toolbox.run(save_settings, stage.workspace.id, settings)


def last_week(stage: Stage) -> Week | None:
    """The last week somebody wrote in."""
    span = stage.application.toolbox.read(message_index.span, stage.workspace.id)
    return None if span is None else Week.of_micros(span[1], ZONE)


def go_to_live(stage: Stage, week: Week) -> None:
    """To the end of the working week, after everything that was said until then."""
    last = stage.application.toolbox.read(_last_message, stage.workspace.id)
    begin = max(week.start(ZONE) + _LIVE_AFTER, last)
    stage.sandbox.clock.set(min(begin, week.next().start(ZONE) - _LIVE_TAKES))


def go_to_board(stage: Stage, week: Week) -> None:
    stage.sandbox.clock.set(board_is_due(week))


def board_is_due(week: Week) -> datetime:
    return week.next().start(ZONE) + _POSTED_AFTER


def post_board(stage: Stage, week: Week) -> str:
    """Its text, once it is sent: now, or by an earlier run; empty where nothing happened."""
    posted = stage.application.toolbox.run(
        post_week,
        stage.workspace.id,
        week=week,
        offers=board_offers(FEATURES),
    )
    post_id = posted.post_id
    if post_id is not None:
        stage.wait_for(lambda tx: _is_sent(tx, post_id), "for the board to be sent")
    return posted.text


def count_boards(stage: Stage, week: Week) -> int:
    return stage.application.toolbox.read(count_posts, stage.workspace.id, week=week)


def _is_sent(tx: Transaction, post_id: str) -> bool:
    state = post_state(tx, post_id)
    if state not in {"planned", "sending", "sent"}:
        raise NotSent(state)
    return state == "sent"


def _last_message(tx: Transaction) -> datetime:
    _first, last = message_index.span(tx) or (0, 0)
    return datetime_of_micros(last)
