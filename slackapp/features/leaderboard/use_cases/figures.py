"""The team's numbers of a period, beside those of the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardOffer, TeamFigure
from slackapp.features.leaderboard.rules.figures import Figure
from slackapp.features.leaderboard.rules.periods import Period
from slackapp.features.leaderboard.rules.trend import TrendWeek, trend_week
from slackapp.ledger.team import TeamFigures, TeamWeeks
from slackapp.vocabulary.weeks import Week
from slackapp.vocabulary.words import ngettext

Named = Mapping[str, TeamFigure]


def list_figures(
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
    return with_before(now, before)


def with_before(now: Named, before: Named) -> list[Figure]:
    return [
        Figure(
            name=name,
            count=figure.count,
            words=figure.words,
            before=before[name].count if name in before else None,
            of=figure.of,
            of_before=before[name].of if name in before else None,
            kind=figure.kind,
        )
        for name, figure in now.items()
    ]


def ledger_figures(team: TeamFigures) -> dict[str, TeamFigure]:
    givers, thanked = team.givers, team.receivers
    kudos, met = team.kudos, team.new_connections
    worded = {
        "givers": (givers, ngettext("person gave", "people gave", givers)),
        "thanked": (thanked, ngettext("person thanked", "people thanked", thanked)),
        "kudos": (kudos, ngettext("kudos", "kudos", kudos)),
        "connections": (met, ngettext("new connection", "new connections", met)),
    }
    return {
        name: TeamFigure(name=name, count=count, words=words)
        for name, (count, words) in worded.items()
    }


def read_trend(
    tx: Transaction, weeks: Sequence[Week], offers: Sequence[BoardOffer]
) -> list[TrendWeek | None]:
    """Both shares of each of some weeks in a row, as rooms tell them now."""
    offered = [offer.figures(tx, weeks) for offer in offers if offer.figures]
    return [
        _trend_week(week, [figure for found in by_week for figure in found])
        for week, *by_week in zip(weeks, *offered, strict=True)
    ]


def _trend_week(week: Week, figures: Sequence[TeamFigure]) -> TrendWeek | None:
    named = {figure.name: figure for figure in figures}
    return trend_week(week, {one.name: one for one in with_before(named, {})})


def _team_figures(
    tx: Transaction, period: Period, offers: Sequence[BoardOffer], team: TeamWeeks
) -> dict[str, TeamFigure]:
    """By name, the ledger's first; a room that offers one of the ledger's is not heard twice."""
    figures = ledger_figures(team.figures())
    for offer in offers:
        for name, offered in _offered_figures(tx, period, offer).items():
            figures.setdefault(name, offered)
    return figures


def _offered_figures(tx: Transaction, period: Period, offer: BoardOffer) -> dict[str, TeamFigure]:
    """The room's figures of each week, added up."""
    weekly: dict[str, list[TeamFigure]] = {}
    for figures in offer.figures(tx, period.weeks) if offer.figures else ():
        for figure in figures:
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
