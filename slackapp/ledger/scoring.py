"""The pure score asked with what the ledger holds: a week of everybody, or of some people."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from slackapp.database.transaction import Transaction
from slackapp.ledger.factors import LinkOf, link_of
from slackapp.ledger.history import connections_from
from slackapp.ledger.rules import (
    CONNECTION_DAYS,
    MICROS_A_DAY,
    WeekScore,
    counts,
    new_connections,
    score_week,
)
from slackapp.ledger.score_settings import policy_of
from slackapp.ledger.store import list_turns_of_weeks
from slackapp.ledger.turns import LiveAct, counted_acts
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.workspaces import workspace_zone

NO_SCORE = WeekScore({}, {})


def acts_that_matter(
    tx: Transaction, week: Week, people: Collection[int] | None = None
) -> list[LiveAct]:
    """All that may decide the week's scores, of everybody or of `people`."""
    since, until = span_that_matters(tx, week)
    turns = list_turns_of_weeks(tx, since, until, people)
    return decisive(counted_acts(turns), since, until)


def acts_of_week(
    tx: Transaction, week: Week, people: Collection[int] | None = None
) -> list[LiveAct]:
    """All that may decide the points of the week's acts; of connections it tells nothing.

    Earlier acts are there where they are about the same links.
    """
    first, until = week.micros(workspace_zone(tx))
    turns = list_turns_of_weeks(tx, first, until, people)
    return decisive(counted_acts(turns), first, until)


def decisive(acts: Iterable[LiveAct], since: int, until: int) -> list[LiveAct]:
    """What happened in this time, and before it about links: each counts once, however late."""
    return [live for live in acts if live.at < until and (live.at >= since or link_of(live))]


def span_that_matters(tx: Transaction, week: Week) -> tuple[int, int]:
    """What may decide the week's scores: from 90 days before it to its end."""
    first, until = week.micros(workspace_zone(tx))
    return first - CONNECTION_DAYS * MICROS_A_DAY, until


def score_acts(tx: Transaction, week: Week, acts: Iterable[LiveAct]) -> dict[int, WeekScore]:
    """The week of everybody in these acts, which are all that happened in the span that matters.

    Scored whatever kind of person they are, so that a guest becoming a member changes no row;
    who may be shown is asked when reading.
    """
    (first, until), policy = week.micros(workspace_zone(tx)), policy_of(tx, week)
    known = list(acts)
    met = new_connections(known, max(first, connections_from(tx)), until)
    given, earlier = split_at(first, known)
    return {
        person: score_week(given.get(person, ()), met.get(person, ()), policy, earlier=earlier)
        for person in given.keys() | met.keys()
    }


def split_at(
    first: int, acts: Iterable[LiveAct]
) -> tuple[dict[int, list[LiveAct]], Counter[LinkOf]]:
    """By giver what was given from then on, and how many found which link useful before."""
    given: dict[int, list[LiveAct]] = defaultdict(list)
    earlier: Counter[LinkOf] = Counter()
    for live in acts:
        if live.at >= first:
            given[live.act.giver].append(live)
        elif (link := link_of(live)) and counts(live):
            earlier[link] += 1
    return given, earlier
