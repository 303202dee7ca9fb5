"""Everything a board says, put together from the ledger and what rooms offer."""

from collections import Counter
from collections.abc import Iterable, Sequence

from slackapp.database.transaction import Transaction
from slackapp.feature_contract import BoardOffer, Feature
from slackapp.features.leaderboard import store
from slackapp.features.leaderboard.rules import ranking as rules
from slackapp.features.leaderboard.rules.figures import FEWEST_GIVERS, Figure, read_goal
from slackapp.features.leaderboard.rules.periods import Period, Wanted
from slackapp.features.leaderboard.rules.ranking import Giver, Line, Ranking
from slackapp.features.leaderboard.rules.schedule import may_compare
from slackapp.features.leaderboard.rules.shown import Board, Part
from slackapp.features.leaderboard.rules.trend import WEEKS, TrendWeek, trend_of, trend_week
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.leaderboard.use_cases.figures import list_figures, read_trend
from slackapp.ledger.team import TeamWeeks, TopGiver, TopLine
from slackapp.ledger.weeks import scoring_weeks
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import has_members
from slackapp.workspace.settings import load_settings
from slackapp.workspace.workspaces import recording_since, workspace_zone


def board_offers(features: Sequence[Feature]) -> list[BoardOffer]:
    """What the rooms offer the board, in the order it is shown."""
    return sorted((one for feature in features for one in feature.boards), key=_place)


def compose(
    tx: Transaction,
    wanted: Wanted,
    offers: Sequence[BoardOffer],
    *,
    late: bool = False,
    looks_back: bool = False,
) -> Board:
    """looks_back: the weeks before are read anew for the chart, not as the last board said them."""
    zone, settings = workspace_zone(tx), load_settings(tx, LeaderboardSettings)
    period = wanted.period
    team = TeamWeeks(tx, period.weeks)
    compares = may_compare(period, zone, recording_since(tx), tx.now)
    figures = list_figures(tx, period, offers, team, compares=compares)
    return Board(
        wanted=wanted,
        finished=period.weeks[-1].next().start(zone) <= tx.now,
        figures=figures,
        ranking=Ranking() if settings.order == "team_only" else _ranking(tx, period, team),
        parts=_parts(tx, period, offers),
        trend=_trend(tx, period, offers, figures, looks_back=looks_back),
        given=_given(tx, period, figures),
        order=settings.order,
        cause=settings.cause,
        goal=read_goal(settings.goal),
        late=late,
    )


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
    """The rooms' sections; they are about a week, so longer times have none."""
    if period.kind != "week":
        return []
    found = [(offer.section(tx, period.weeks[0]), offer.place) for offer in offers if offer.section]
    return [
        Part(one.blocks, one.text, place, one.when_quiet) for one, place in found if one is not None
    ]


def _trend(
    tx: Transaction,
    period: Period,
    offers: Sequence[BoardOffer],
    figures: Sequence[Figure],
    *,
    looks_back: bool,
) -> tuple[TrendWeek, ...]:
    if period.kind != "week":
        return ()
    week = period.weeks[0]
    this = trend_week(week, {figure.name: figure for figure in figures})
    if not looks_back:
        return trend_of([*store.find_trend(tx, before=week), this])
    return trend_of([*read_trend(tx, _weeks_before(week), offers), this])


def _weeks_before(week: Week) -> list[Week]:
    weeks = [week]
    while len(weeks) < WEEKS:
        weeks.append(weeks[-1].previous())
    return weeks[:0:-1]


def _given(tx: Transaction, period: Period, figures: Sequence[Figure]) -> Counter[str]:
    """Of few givers what they gave: in a quiet time it is said instead of numbers."""
    givers = next((figure.count for figure in figures if figure.name == "givers"), 0)
    given: Counter[str] = Counter()
    if 0 < givers < FEWEST_GIVERS:
        for one in scoring_weeks(tx, period.weeks):
            given.update(one.given)
    return given


def _place(offer: BoardOffer) -> int:
    return offer.place
