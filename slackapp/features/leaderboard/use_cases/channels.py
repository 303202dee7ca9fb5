"""The board of one public channel: what the ledger knows of it."""

from collections import Counter
from itertools import groupby

from slackapp.database.transaction import Transaction
from slackapp.features.leaderboard.rules import ranking as rules
from slackapp.features.leaderboard.rules.figures import FEWEST_GIVERS
from slackapp.features.leaderboard.rules.periods import Wanted
from slackapp.features.leaderboard.rules.ranking import Giver, Line, Ranking
from slackapp.features.leaderboard.rules.schedule import may_compare
from slackapp.features.leaderboard.rules.shown import Board
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.leaderboard.use_cases.figures import ledger_figures, with_before
from slackapp.ledger.channel_weeks import ChannelWeeks, read_channel
from slackapp.workspace.channels import find_channel
from slackapp.workspace.people import has_members
from slackapp.workspace.settings import load_settings
from slackapp.workspace.workspaces import recording_since, workspace_zone


def compose_channel(tx: Transaction, wanted: Wanted) -> Board | None:
    """None where not everybody may see the channel, also to those who may: a board can be shared.

    Nobody steps back here: that is for the weekly post.
    """
    channel = find_channel(tx, wanted.channel_id)
    if channel is None or channel.audience != "public":
        return None
    zone, period = workspace_zone(tx), wanted.period
    settings = load_settings(tx, LeaderboardSettings)
    found = read_channel(tx, channel.channel_id, period.weeks)
    before = {}
    if may_compare(period, zone, recording_since(tx), tx.now):
        last = read_channel(tx, channel.channel_id, period.previous().weeks)
        before = ledger_figures(last.figures)
    names_people = settings.order != "team_only"
    return Board(
        wanted=wanted,
        finished=period.weeks[-1].next().start(zone) <= tx.now,
        figures=with_before(ledger_figures(found.figures), before),
        ranking=_ranking(tx, found) if names_people else Ranking(),
        given=_given(found),
        order=settings.order,
        channel=channel.name,
    )


def _ranking(tx: Transaction, found: ChannelWeeks) -> Ranking:
    if not has_members(tx, at_least=rules.FEWEST_MEMBERS):
        return Ranking()
    lines = []
    for score, givers in groupby(found.givers, key=lambda one: one.score):
        people = [Giver(key=one.person.key, name=one.person.name, score=score) for one in givers]
        shown = tuple(people[: rules.MOST_NAMES])
        lines.append(Line(shown, more=len(people) - len(shown)))
    return rules.rank(lines).with_deeds(found.given)


def _given(found: ChannelWeeks) -> Counter[str]:
    given: Counter[str] = Counter()
    if found.figures.givers < FEWEST_GIVERS:
        for one in found.givers:
            given.update(found.given[one.person.key])
    return given
