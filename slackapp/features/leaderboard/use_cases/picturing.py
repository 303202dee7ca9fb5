"""The trend as a picture on Home: of which board, and which file at Slack it is."""

from slackapp.database.transaction import Transaction
from slackapp.features.leaderboard import store
from slackapp.features.leaderboard.rules.trend import TrendWeek, trend_of
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.settings import load_settings
from slackapp.workspace.workspaces import workspace_zone


def last_trend(tx: Transaction) -> tuple[TrendWeek, ...]:
    """As the last posted board shows it."""
    return trend_of(store.find_trend(tx, before=_this_week(tx)))


def last_picture(tx: Transaction) -> str:
    """Slack's id of the same trend drawn, "" where there is none or it is not wanted any more."""
    if not load_settings(tx, LeaderboardSettings).picture_on_home:
        return ""
    return store.find_picture(tx, before=_this_week(tx))


def posted_trend(tx: Transaction, week: Week) -> tuple[TrendWeek, ...]:
    """As the week's board shows it; nothing where there is no picture to draw."""
    board = store.find_post(tx, week)
    return () if board is None else tuple(board.trend)


def keep_picture(tx: Transaction, week: Week, file_id: str) -> list[str]:
    """From now on no other is shown; returns those that were."""
    return store.keep_picture(tx, week, file_id)


def _this_week(tx: Transaction) -> Week:
    return Week.of(tx.now, workspace_zone(tx))
