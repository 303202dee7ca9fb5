"""What the leaderboard offers the app: the weekly post and `/we board`."""

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature
from slackapp.features.leaderboard import use_cases
from slackapp.features.leaderboard.jobs import post_when_due
from slackapp.features.leaderboard.listeners import board_word
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.outbox.content import PostContent
from slackapp.reading.mrkdwn import escape
from slackapp.vocabulary.weeks import Week


def _weekly_post(tx: Transaction, subject: str) -> PostContent | None:
    board = use_cases.find_snapshot(tx, week=Week.named(subject))
    return None if board is None else PostContent(text=escape(board.text), blocks=board.blocks)


FEATURE = Feature(
    name="leaderboard",
    we_words=(board_word,),
    posts={use_cases.WEEKLY_POST: _weekly_post},
    on_tick=post_when_due,
    settings=LeaderboardSettings,
    would_have_posted=use_cases.list_kept_back,
)
