"""What the leaderboard offers the app: the weekly post, `/we board`, a card at home."""

from collections.abc import Sequence

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import Feature, HomeCard
from slackapp.features.leaderboard import listeners
from slackapp.features.leaderboard.blocks.answers import nothing_posted
from slackapp.features.leaderboard.blocks.board import without_chart
from slackapp.features.leaderboard.blocks.chart import all_of_us
from slackapp.features.leaderboard.jobs import post_when_due, upload_picture
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.leaderboard.use_cases import posting, privacy, setting, sharing
from slackapp.features.leaderboard.use_cases.picturing import last_picture, last_trend
from slackapp.features.leaderboard.use_cases.showing import (
    find_snapshot,
    this_week_so_far,
)
from slackapp.outbox.content import Block, PostContent
from slackapp.reading.mrkdwn import escape
from slackapp.vocabulary.facts import WordsRemoved
from slackapp.vocabulary.weeks import Week


def _weekly_post(tx: Transaction, subject: str) -> PostContent | None:
    board = find_snapshot(tx, week=Week.named(subject))
    return None if board is None else PostContent(text=escape(board.text), blocks=board.blocks)


def _plain_post(tx: Transaction, subject: str) -> PostContent | None:
    board = find_snapshot(tx, week=Week.named(subject))
    if board is None:
        return None
    return PostContent(text=escape(board.text), blocks=without_chart(board).blocks)


def _all_of_us(tx: Transaction, _person: int) -> Sequence[Block]:
    figures = this_week_so_far(tx).values()
    counted = [f"{one.count} {one.words}" for one in figures if one.count]
    return all_of_us(counted, last_trend(tx), last_picture(tx))


def _nothing_post(_tx: Transaction, subject: str) -> PostContent:
    return PostContent(text=nothing_posted(Week.named(subject)))


FEATURE = Feature(
    name="leaderboard",
    register_listeners=listeners.register,
    we_words=(listeners.board_word,),
    posts={
        posting.WEEKLY_POST: _weekly_post,
        posting.PLAIN_POST: _plain_post,
        posting.NOTHING_POST: _nothing_post,
        sharing.SHARED_POST: sharing.word_shared,
    },
    posts_given_up={posting.WEEKLY_POST: posting.post_without_chart},
    jobs={posting.PICTURE: upload_picture},
    on_tick=post_when_due,
    settings=LeaderboardSettings,
    settings_pages=(setting.PAGE,),
    home_cards=(HomeCard(place=80, draw=_all_of_us, for_guests=False),),
    would_have_posted=posting.list_kept_back,
    hears={WordsRemoved: privacy.hear_removal},
    export_person=privacy.export_person,
    forget_person=privacy.forget_person,
    erase_before=privacy.erase_before,
)
