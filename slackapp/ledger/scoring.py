"""The pure score asked with what the ledger holds: a week of everybody, or of some people."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from slackapp.database.transaction import Transaction
from slackapp.ledger.history import connections_from
from slackapp.ledger.rules import (
    CONNECTION_DAYS,
    MICROS_A_DAY,
    LinkOf,
    ScorePolicy,
    WeekScore,
    counts,
    link_of,
    new_connections,
    score_week,
)
from slackapp.ledger.store import list_counted_acts
from slackapp.ledger.turns import LiveAct
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.workspaces import workspace_zone

POLICY = ScorePolicy()
NO_SCORE = WeekScore({}, {})


def acts_that_matter(
    tx: Transaction, week: Week, people: Collection[int] | None = None
) -> list[LiveAct]:
    """All that may decide the week's scores, of everybody or of `people`."""
    return list_counted_acts(tx, *span_that_matters(tx, week), people)


def span_that_matters(tx: Transaction, week: Week) -> tuple[int, int]:
    """What may decide the week's scores: from 90 days before it to its end."""
    first, until = week.micros(workspace_zone(tx))
    return first - CONNECTION_DAYS * MICROS_A_DAY, until


def score_acts(tx: Transaction, week: Week, acts: Iterable[LiveAct]) -> dict[int, WeekScore]:
    """The week of everybody in these acts, which are all that happened in the span that matters.

    Scored whatever kind of person they are, so that a guest becoming a member changes no row;
    who may be shown is asked when reading.
    """
    first, until = week.micros(workspace_zone(tx))
    known = list(acts)
    met = new_connections(known, max(first, connections_from(tx)), until)
    given: dict[int, list[LiveAct]] = defaultdict(list)
    earlier: Counter[LinkOf] = Counter()
    for live in known:
        if live.at >= first:
            given[live.act.giver].append(live)
        elif (link := link_of(live)) and counts(live):
            earlier[link] += 1
    return {
        person: score_week(given.get(person, ()), met.get(person, ()), POLICY, earlier=earlier)
        for person in given.keys() | met.keys()
    }
