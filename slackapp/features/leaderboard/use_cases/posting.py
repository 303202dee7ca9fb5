"""Post a week's board, once, when its time has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardOffer
from slackapp.features.leaderboard import store
from slackapp.features.leaderboard.blocks.answers import channel_needed, kept_back
from slackapp.features.leaderboard.blocks.board import draw_board
from slackapp.features.leaderboard.rules import schedule
from slackapp.features.leaderboard.rules.periods import Wanted, week_period
from slackapp.features.leaderboard.rules.schedule import Timing
from slackapp.features.leaderboard.rules.shown import Board
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.leaderboard.store import PostedOrSkipped, WeekPost
from slackapp.features.leaderboard.use_cases.composing import compose
from slackapp.jobs.queue import enqueue_job
from slackapp.ledger.team import TeamWeeks
from slackapp.outbox.admins import tell_admins
from slackapp.outbox.posts import plan_post, why_given_up
from slackapp.vocabulary.facts import Answer
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.weeks import Week
from slackapp.vocabulary.words import speaking
from slackapp.workspace.languages import words_for_all
from slackapp.workspace.settings import load_settings
from slackapp.workspace.silence import must_be_started, why_silent
from slackapp.workspace.workspaces import recording_since, workspace_zone

WEEKLY_POST = "leaderboard.weekly"
PLAIN_POST = "leaderboard.plain"
NOTHING_POST = "leaderboard.nothing"
PICTURE = "leaderboard.picture"

# What Slack answers to a block it does not take.
_REFUSED_BLOCKS = "invalid_blocks"


@dataclass(frozen=True, kw_only=True)
class WeekPosted(Answer):
    """What became of a week's board; `text` is plain, `newly_planned` tells whether just now."""

    week: Week
    state: PostedOrSkipped
    reason: str | None
    post_id: str | None
    text: str
    newly_planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DueWeek:
    """A week whose board is due and has not been dealt with; no channel where none is chosen."""

    week: Week
    timing: Timing
    channel_id: str | None


def post_week(
    tx: Transaction, *, week: Week, offers: Sequence[BoardOffer], channel_id: str | None = None
) -> WeekPosted:
    """Post the week's board, in the chosen channel unless told otherwise; once, however often.

    Whoever asks for it gets even a week without anything; the tick skips that. A week skipped
    before is looked at again.
    """
    tx.lock_workspace()
    stored = store.find_post(tx, week)
    if stored is not None and stored.state == "posted":
        return _posted(stored, newly_planned=False)
    channel_id = channel_id or load_settings(tx, LeaderboardSettings).channel
    if channel_id is None:
        raise Refusal(channel_needed())
    must_be_started(tx)
    store.remove_skipped(tx, week)
    with speaking(words_for_all(tx)):  # and not as who asks for it
        return _post(tx, week, channel_id, _compose(tx, week, offers))


def find_due_week(tx: Transaction) -> DueWeek | None:
    """The newest week whose time has come, unless it was dealt with or nothing of it is recorded.

    A clock that jumps back finds older weeks due again: they stay as they were left.
    """
    zone, settings = workspace_zone(tx), load_settings(tx, LeaderboardSettings)
    weekday, time_of_day = settings.days_after_monday, settings.time_of_day
    week = schedule.covered_week(tx.now, zone, weekday, time_of_day)
    last = store.find_last_posted(tx)
    if last is not None and last >= week:
        return None
    if not schedule.was_recorded(week, zone, recording_since(tx)) or store.find_post(tx, week):
        return None
    due = schedule.due_at(week, zone, weekday, time_of_day)
    timing = schedule.timing(due, tx.now)
    return DueWeek(week=week, timing=timing, channel_id=settings.channel)


def post_due_week(tx: Transaction, *, offers: Sequence[BoardOffer]) -> WeekPosted | None:
    """Post the week that is due, if there still is one: another tick may have been faster."""
    tx.lock_workspace()
    due = find_due_week(tx)
    if due is None or due.channel_id is None:
        return None
    if due.timing == "too_late":
        return _skip(tx, due.week, "too_late")
    if silent := why_silent(tx):
        return _skip(tx, due.week, silent)
    board = _compose(tx, due.week, offers, late=due.timing == "late")
    if board.is_empty:
        _tell_nothing_happened(tx, due.week)
        return _skip(tx, due.week, "nothing_happened")
    return _post(tx, due.week, due.channel_id, board)


def post_without_chart(tx: Transaction, subject: str) -> None:
    """Slack has refused the board: where it takes no charts yet, it comes without."""
    week = Week.named(subject)
    stored = store.find_post(tx, week)
    if stored is None or stored.post_id is None or not stored.channel_id:
        return
    if why_given_up(tx, stored.post_id).startswith(_REFUSED_BLOCKS):
        plan_post(
            tx,
            post_id=f"{PLAIN_POST}:{week}",
            kind=PLAIN_POST,
            subject=subject,
            channel_id=stored.channel_id,
        )


def list_kept_back(tx: Transaction, since: datetime, until: datetime) -> list[str]:
    """Boards that were not posted while the app listened, a sentence each."""
    weeks = store.list_skipped(tx, "listening", since, until)
    return [kept_back(week, TeamWeeks(tx, [week]).figures().givers) for week in weeks]


def count_posts(tx: Transaction, *, week: Week) -> int:
    """How many boards of the week were posted: 0 or 1."""
    return store.count_posted(tx, week)


def _compose(
    tx: Transaction, week: Week, offers: Sequence[BoardOffer], *, late: bool = False
) -> Board:
    wanted = Wanted(period=week_period(week))
    return compose(tx, wanted, offers, late=late, looks_back=True)


def _post(tx: Transaction, week: Week, channel_id: str, board: Board) -> WeekPosted:
    drawing = draw_board(board)
    post = WeekPost(
        week=week,
        state="posted",
        planned_at=tx.now,
        post_id=f"leaderboard:{week}",
        channel_id=channel_id,
        late=board.late,
        blocks=drawing.blocks,
        text=drawing.text,
        trend=board.trend,
        deeds=board.ranking.deeds,
        listed=board.ranking.listed,
    )
    store.add_post(tx, post)
    plan_post(
        tx,
        post_id=f"leaderboard:{week}",
        kind=WEEKLY_POST,
        subject=str(week),
        channel_id=channel_id,
    )
    if board.trend and load_settings(tx, LeaderboardSettings).picture_on_home:
        enqueue_job(tx, kind=PICTURE, key=str(week), payload={"week": str(week)})
    return _posted(post, newly_planned=True)


def _skip(tx: Transaction, week: Week, reason: str) -> WeekPosted:
    post = WeekPost(week=week, state="skipped", planned_at=tx.now, reason=reason)
    store.add_post(tx, post)
    return _posted(post, newly_planned=False)


def _tell_nothing_happened(tx: Transaction, week: Week) -> None:
    """Each admin is told once, however many such weeks there are."""
    tell_admins(
        tx,
        kind=NOTHING_POST,
        subject=str(week),
        post_id=lambda admin: f"{NOTHING_POST}:{admin.key}",
    )


def _posted(post: WeekPost, *, newly_planned: bool) -> WeekPosted:
    return WeekPosted(
        week=post.week,
        state=post.state,
        reason=post.reason,
        post_id=post.post_id,
        text=post.text,
        newly_planned=newly_planned,
    )
