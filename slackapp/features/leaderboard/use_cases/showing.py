"""Show a board to whoever asks: of any time, of the workspace or of one channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardOffer, TeamFigure
from slackapp.features.leaderboard import store
from slackapp.features.leaderboard.blocks.board import Surface, draw_board
from slackapp.features.leaderboard.rules.corrections import Correction, find_corrections
from slackapp.features.leaderboard.rules.periods import Period, Wanted, read_wanted, week_period
from slackapp.features.leaderboard.rules.shown import Board, Drawing
from slackapp.features.leaderboard.rules.trend import TrendWeek
from slackapp.features.leaderboard.use_cases.channels import compose_channel
from slackapp.features.leaderboard.use_cases.composing import compose
from slackapp.features.leaderboard.use_cases.figures import ledger_figures
from slackapp.ledger.team import TeamWeeks
from slackapp.vocabulary.facts import Answer
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import people_by_key
from slackapp.workspace.workspaces import workspace_zone


@dataclass(frozen=True, kw_only=True)
class BoardShown(Answer):
    """A board for whoever asked: `wanted` is None where the words name no time.

    drawing: None where nothing happened. unknown_channel: they asked for one that is not public,
    or that we never met.
    """

    wanted: Wanted | None = None
    drawing: Drawing | None = None
    trend: Sequence[TrendWeek] = ()
    unknown_channel: bool = False

    @property
    def period(self) -> Period | None:
        return self.wanted.period if self.wanted else None


def show_board(
    tx: Transaction, *, words: str, offers: Sequence[BoardOffer], surface: Surface = "answer"
) -> BoardShown:
    """The board of "", "last", "month", "year <#C1|help>" …, as things stand now."""
    wanted = read_wanted(words, Week.of(tx.now, workspace_zone(tx)))
    if wanted is None:
        return BoardShown()
    board = compose_wanted(tx, wanted, offers)
    if board is None:
        return BoardShown(wanted=wanted, unknown_channel=True)
    board = replace(board, since_posted=_since_posted(tx, wanted))
    return BoardShown(wanted=wanted, drawing=_drawing(board, surface), trend=board.trend)


def preview_week(
    tx: Transaction, *, week: Week, offers: Sequence[BoardOffer], surface: Surface = "post"
) -> BoardShown:
    """What posting the week would post; nothing is recorded."""
    wanted = Wanted(period=week_period(week))
    board = compose(tx, wanted, offers, looks_back=True)
    return BoardShown(wanted=wanted, drawing=_drawing(board, surface), trend=board.trend)


def compose_wanted(tx: Transaction, wanted: Wanted, offers: Sequence[BoardOffer]) -> Board | None:
    """None of a channel that not everybody may see."""
    if wanted.channel_id:
        return compose_channel(tx, wanted)
    return compose(tx, wanted, offers)


def find_snapshot(tx: Transaction, *, week: Week) -> Drawing | None:
    """The week's board as it was planned."""
    stored = store.find_post(tx, week)
    if stored is None or stored.state == "skipped":
        return None
    return Drawing(stored.blocks, stored.text)


def this_week_so_far(tx: Transaction) -> Mapping[str, TeamFigure]:
    """The ledger's numbers of everybody."""
    this_week = Week.of(tx.now, workspace_zone(tx))
    return ledger_figures(TeamWeeks(tx, [this_week]).figures())


def _since_posted(tx: Transaction, wanted: Wanted) -> Sequence[Correction]:
    """A posted board stays as it is; whoever asks is told what is different."""
    period = wanted.period
    if period.kind != "week" or wanted.channel_id:
        return ()
    stored = store.find_post(tx, period.weeks[0])
    if stored is None or not stored.deeds:
        return ()
    people = people_by_key(tx, stored.deeds)
    names = {key: person.name for key, person in people.items() if person.may_be_named}
    now: Mapping[int, Any] = TeamWeeks(tx, period.weeks).given_by(names)
    return find_corrections(stored.deeds, now, names)


def _drawing(board: Board, surface: Surface) -> Drawing | None:
    return None if board.is_empty else draw_board(board, surface)
