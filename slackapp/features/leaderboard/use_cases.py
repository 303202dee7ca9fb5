"""What can be done with the board: show it, look ahead, post a week's once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import median

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardOffer, Feature, TeamFigure
from slackapp.features.leaderboard import rules, store
from slackapp.features.leaderboard.blocks import (
    Board,
    Drawing,
    Figure,
    Part,
    channel_needed,
    draw_board,
    kept_back,
)
from slackapp.features.leaderboard.rules import Giver, Line, Period, Ranking, Timing
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.leaderboard.store import PostedOrSkipped, WeekPost
from slackapp.ledger.team import TeamFigures, TeamWeeks, TopGiver, TopLine
from slackapp.outbox.posts import plan_post
from slackapp.vocabulary.facts import Answer
from slackapp.vocabulary.refusals import Refusal
from slackapp.vocabulary.weeks import Week
from slackapp.vocabulary.words import ngettext
from slackapp.workspace.people import has_members
from slackapp.workspace.settings import load_settings
from slackapp.workspace.silence import why_silent
from slackapp.workspace.workspaces import recording_since, workspace_zone

WEEKLY_POST = "leaderboard.weekly"


@dataclass(frozen=True, kw_only=True)
class BoardShown(Answer):
    """A board for whoever asked: no period where the words name none, no drawing of nothing."""

    period: Period | None = None
    drawing: Drawing | None = None


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


def board_offers(features: Sequence[Feature]) -> list[BoardOffer]:
    """What the rooms offer the board, in the order it is shown."""
    offers = [feature.board for feature in features if feature.board is not None]
    return sorted(offers, key=lambda offer: offer.place)


def show_board(tx: Transaction, *, words: str, offers: Sequence[BoardOffer]) -> BoardShown:
    """The board of "", "last", "month" …, as things stand now."""
    period = rules.read_period(words, Week.of(tx.now, workspace_zone(tx)))
    if period is None:
        return BoardShown()
    return BoardShown(period=period, drawing=_drawing(_compose(tx, period, offers)))


def preview_week(tx: Transaction, *, week: Week, offers: Sequence[BoardOffer]) -> BoardShown:
    """What posting the week would post; nothing is recorded."""
    period = rules.week_period(week)
    return BoardShown(period=period, drawing=_drawing(_compose(tx, period, offers)))


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
    store.remove_skipped(tx, week)
    return _post(tx, week, channel_id, _compose(tx, rules.week_period(week), offers))


def find_due_week(tx: Transaction) -> DueWeek | None:
    """The newest week whose time has come, unless it was dealt with or nothing of it is recorded.

    A clock that jumps back finds older weeks due again: they stay as they were left.
    """
    zone, settings = workspace_zone(tx), load_settings(tx, LeaderboardSettings)
    weekday, time_of_day = settings.days_after_monday, settings.time_of_day
    week = rules.covered_week(tx.now, zone, weekday, time_of_day)
    last = store.find_last_posted(tx)
    if last is not None and last >= week:
        return None
    if not rules.was_recorded(week, zone, recording_since(tx)) or store.find_post(tx, week):
        return None
    due = rules.due_at(week, zone, weekday, time_of_day)
    return DueWeek(week=week, timing=rules.timing(due, tx.now), channel_id=settings.channel)


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
    late = due.timing == "late"
    board = _compose(tx, rules.week_period(due.week), offers, late=late)
    if board.is_empty:
        return _skip(tx, due.week, "nothing_happened")
    return _post(tx, due.week, due.channel_id, board)


def list_kept_back(tx: Transaction, since: datetime, until: datetime) -> list[str]:
    """Boards that were not posted while the app listened, a sentence each."""
    weeks = store.list_skipped(tx, "listening", since, until)
    return [kept_back(week, TeamWeeks(tx, [week]).figures().givers) for week in weeks]


def find_snapshot(tx: Transaction, *, week: Week) -> Drawing | None:
    """The week's board as it was planned."""
    stored = store.find_post(tx, week)
    if stored is None or stored.state == "skipped":
        return None
    return Drawing(stored.blocks, stored.text)


def count_posts(tx: Transaction, *, week: Week) -> int:
    """How many boards of the week were posted: 0 or 1."""
    return store.count_posted(tx, week)


def _post(tx: Transaction, week: Week, channel_id: str, board: Board) -> WeekPosted:
    drawing = draw_board(board)
    post = WeekPost(
        week=week,
        state="posted",
        planned_at=tx.now,
        post_id=f"leaderboard:{week}",
        late=board.late,
        blocks=drawing.blocks,
        text=drawing.text,
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
    return _posted(post, newly_planned=True)


def _skip(tx: Transaction, week: Week, reason: str) -> WeekPosted:
    post = WeekPost(week=week, state="skipped", planned_at=tx.now, reason=reason)
    store.add_post(tx, post)
    return _posted(post, newly_planned=False)


def _posted(post: WeekPost, *, newly_planned: bool) -> WeekPosted:
    return WeekPosted(
        week=post.week,
        state=post.state,
        reason=post.reason,
        post_id=post.post_id,
        text=post.text,
        newly_planned=newly_planned,
    )


def _drawing(board: Board) -> Drawing | None:
    return None if board.is_empty else draw_board(board)


def _compose(
    tx: Transaction, period: Period, offers: Sequence[BoardOffer], *, late: bool = False
) -> Board:
    zone, settings = workspace_zone(tx), load_settings(tx, LeaderboardSettings)
    team = TeamWeeks(tx, period.weeks)
    compares = rules.may_compare(period, zone, recording_since(tx), tx.now)
    return Board(
        period=period,
        finished=period.weeks[-1].next().start(zone) <= tx.now,
        figures=_figures(tx, period, offers, team, compares=compares),
        ranking=Ranking() if settings.order == "team_only" else _ranking(tx, period, team),
        parts=_parts(tx, period, offers),
        order=settings.order,
        cause=settings.cause,
        late=late,
    )


def _figures(
    tx: Transaction,
    period: Period,
    offers: Sequence[BoardOffer],
    team: TeamWeeks,
    *,
    compares: bool,
) -> list[Figure]:
    now = _team_figures(tx, period, offers, team)
    last = period.previous()
    before = _team_figures(tx, last, offers, TeamWeeks(tx, last.weeks)) if compares else {}
    return [
        Figure(
            count=figure.count,
            words=figure.words,
            before=before[name].count if name in before else None,
            of=figure.of,
            of_before=before[name].of if name in before else None,
            is_headline=figure.kind == "headline",
        )
        for name, figure in now.items()
    ]


def _team_figures(
    tx: Transaction, period: Period, offers: Sequence[BoardOffer], team: TeamWeeks
) -> dict[str, TeamFigure]:
    """By name, the ledger's first; a room that offers one of the ledger's is not heard twice."""
    figures = {figure.name: figure for figure in _ledger_figures(team.figures())}
    for offer in offers:
        for name, offered in _offered_figures(tx, period, offer).items():
            figures.setdefault(name, offered)
    return figures


def _ledger_figures(team: TeamFigures) -> list[TeamFigure]:
    givers, thanked = team.givers, team.receivers
    kudos, met = team.kudos, team.new_connections
    worded = {
        "givers": (givers, ngettext("person gave", "people gave", givers)),
        "thanked": (thanked, ngettext("person thanked", "people thanked", thanked)),
        "kudos": (kudos, ngettext("kudos", "kudos", kudos)),
        "connections": (met, ngettext("new connection", "new connections", met)),
    }
    return [TeamFigure(name=name, count=n, words=words) for name, (n, words) in worded.items()]


def _offered_figures(tx: Transaction, period: Period, offer: BoardOffer) -> dict[str, TeamFigure]:
    """The room's figures of each week, added up."""
    weekly: dict[str, list[TeamFigure]] = {}
    for week in period.weeks:
        for figure in offer.figures(tx, week) if offer.figures else ():
            weekly.setdefault(figure.name, []).append(figure)
    return {name: _added_up(figures) for name, figures in weekly.items()}


def _added_up(figures: Sequence[TeamFigure]) -> TeamFigure:
    """With the words of a figure that is one, or is not, like the total."""
    counts = [figure.count for figure in figures]
    total = round(median(counts)) if figures[0].kind == "median" else sum(counts)
    shares = [figure.of for figure in figures if figure.of is not None]
    alike = [figure for figure in figures if (figure.count == 1) == (total == 1)]
    words = (alike or figures)[0].words
    return replace(figures[0], count=total, of=sum(shares) if shares else None, words=words)


def _ranking(tx: Transaction, period: Period, team: TeamWeeks) -> Ranking:
    if not has_members(tx, at_least=rules.FEWEST_MEMBERS):
        return Ranking()
    resting = frozenset[int]()
    if period.kind == "week":
        listed = store.list_listed(tx, period.weeks[0], limit=rules.BOARDS_TO_REMEMBER)
        resting = rules.resting(listed)
    tops = team.top_lines(resting, most=rules.MOST_LINES, names=rules.MOST_NAMES)
    ranking = rules.rank([_line(top) for top in tops], _givers(team.scores_of(resting)))
    return ranking.with_deeds(team.given_by(ranking.listed))


def _line(top: TopLine) -> Line:
    people = (TopGiver(person=person, score=top.score) for person in top.people)
    return Line(tuple(_givers(people)), more=top.size - len(top.people))


def _givers(givers: Iterable[TopGiver]) -> list[Giver]:
    return [
        Giver(key=giver.person.key, name=giver.person.name, score=giver.score) for giver in givers
    ]


def _parts(tx: Transaction, period: Period, offers: Sequence[BoardOffer]) -> list[Part]:
    """The rooms' sections; they are about a week, so a month has none."""
    if period.kind == "month":
        return []
    sections = [offer.section(tx, period.weeks[0]) for offer in offers if offer.section]
    return [Part(section.blocks, section.text) for section in sections if section is not None]
