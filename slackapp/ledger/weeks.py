"""A week as boards and people read it: who gave, what the team did, what still counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import ActKind
from slackapp.ledger.giver_weeks import GiverWeek, read_weeks, weeks_with_turns
from slackapp.ledger.rules import POTS, counts
from slackapp.ledger.scoring import POLICY
from slackapp.ledger.store import list_counted_acts
from slackapp.ledger.turns import LiveAct
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import people_by_key
from slackapp.workspace.workspaces import workspace_zone

__all__ = [
    "GiverWeek",
    "TeamWeek",
    "count_live",
    "given_counts",
    "giver_week",
    "giver_weeks",
    "may_score",
    "team_week",
    "thanking_left",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWeek:
    """What the team did in public: members who gave and who were thanked, kudos of anybody."""

    givers: frozenset[int]
    receivers: frozenset[int]
    kudos: int
    new_connections: int


def giver_weeks(tx: Transaction, week: Week) -> list[GiverWeek]:
    """Everybody whose week scores, most first; guests and outside people never score."""
    weeks = read_weeks(tx, week)
    scoring = _scoring(tx, weeks)
    found = [value for person, value in weeks.items() if person in scoring and value.score]
    return sorted(found, key=lambda value: (-value.score, value.person))


def giver_week(tx: Transaction, person: int, week: Week) -> GiverWeek:
    scores = read_weeks(tx, week, [person]) if _scoring(tx, [person]) else {}
    return scores.get(person, GiverWeek(person=person))


def team_week(tx: Transaction, week: Week) -> TeamWeek:
    acts = [live for live in _week_acts(tx, week) if counts(live)]
    met = read_weeks(tx, week)
    members = _members(tx, {*_people(acts), *met})
    given = [live.act for live in acts if live.act.giver in members]
    return TeamWeek(
        givers=frozenset(act.giver for act in given),
        receivers=frozenset(act.receiver for act in given if POTS[act.kind] == "thanking")
        & members,
        kudos=sum(live.act.kind == "kudos" for live in acts),
        new_connections=_count_pairs(met, members),
    )


def given_counts(tx: Transaction, week: Week) -> Mapping[int, Mapping[ActKind, int]]:
    """How many public acts of each kind each person gave; a user group is one act."""
    acts = {
        (live.act.giver, live.act.kind, live.place, live.act.party or live.act.receiver)
        for live in _week_acts(tx, week)
        if counts(live)
    }
    counted: dict[int, Counter[ActKind]] = {}
    for giver, kind, *_ in acts:
        counted.setdefault(giver, Counter())[kind] += 1
    return counted


def count_live(tx: Transaction, kind: ActKind) -> int:
    """How many acts of this kind count, ever and in any audience."""
    zone = workspace_zone(tx)
    return sum(
        live.act.kind == kind
        for week in weeks_with_turns(tx)
        for live in list_counted_acts(tx, *week.micros(zone))
    )


def thanking_left(tx: Transaction, giver: int, at: int) -> Decimal:
    """Points of thanks that can still count for the giver in the week of `at` (microseconds).

    Whoever asks is about to give: nobody else gives in the workspace until then.
    """
    tx.lock_workspace()
    week = Week.of_micros(at, workspace_zone(tx))
    spent = read_weeks(tx, week, [giver]).get(giver, GiverWeek(person=giver)).thanking
    return POLICY.caps["thanking"] - spent


def _week_acts(tx: Transaction, week: Week) -> list[LiveAct]:
    return list_counted_acts(tx, *week.micros(workspace_zone(tx)))


def _people(acts: Iterable[LiveAct]) -> set[int]:
    return {person for live in acts for person in (live.act.giver, live.act.receiver)}


def _scoring(tx: Transaction, people: Iterable[int]) -> set[int]:
    return {key for key, person in people_by_key(tx, people).items() if may_score(person)}


def may_score(person: Person) -> bool:
    """Members, also those who have left since: a deactivation changes no past week."""
    return person.kind == "member"


def _members(tx: Transaction, people: Iterable[int]) -> set[int]:
    return {key for key, person in people_by_key(tx, people).items() if person.is_member}


def _count_pairs(weeks: Mapping[int, GiverWeek], members: set[int]) -> int:
    pairs = {
        frozenset((person, connection.other))
        for person, value in weeks.items()
        for connection in value.met
    }
    return sum(pair <= members for pair in pairs)
