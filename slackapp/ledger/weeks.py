"""A week as people read it: who gave, and what still counts."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil

from slackapp.database.transaction import Transaction
from slackapp.ledger.acts import ActKind
from slackapp.ledger.giver_weeks import GiverWeek, read_all, read_weeks, weeks_with_turns
from slackapp.ledger.score_settings import policy_of
from slackapp.ledger.store import list_counted_acts
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import people_by_key
from slackapp.workspace.workspaces import workspace_zone

__all__ = [
    "GiverWeek",
    "count_live",
    "giver_week",
    "giver_weeks",
    "may_score",
    "scoring_weeks",
    "thanking_left",
    "thanks_that_count",
]


def giver_weeks(tx: Transaction, week: Week) -> list[GiverWeek]:
    """Everybody whose week scores, most first; guests and outside people never score."""
    found = scoring_weeks(tx, [week])
    return sorted(found, key=lambda value: (-value.score, value.person))


def scoring_weeks(tx: Transaction, weeks: Sequence[Week]) -> list[GiverWeek]:
    """The same of several weeks at once, in no order."""
    values = list(read_all(tx, weeks))
    scoring = _scoring(tx, {value.person for value in values})
    return [value for value in values if value.person in scoring and value.score]


def giver_week(tx: Transaction, person: int, week: Week) -> GiverWeek:
    scores = read_weeks(tx, week, [person]) if _scoring(tx, [person]) else {}
    return scores.get(person, GiverWeek(person=person))


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
    return policy_of(tx, week).caps["thanking"] - spent


def thanks_that_count(tx: Transaction, at: int) -> int:
    """How many kudos with a reason fill the pot of thanks in the week of `at` (microseconds)."""
    policy = policy_of(tx, Week.of_micros(at, workspace_zone(tx)))
    weight = policy.weights["kudos"]
    return ceil(policy.caps["thanking"] / weight) if weight else 0


def _scoring(tx: Transaction, people: Iterable[int]) -> set[int]:
    return {key for key, person in people_by_key(tx, people).items() if may_score(person)}


def may_score(person: Person) -> bool:
    """Members, also those who have left since: a deactivation changes no past week."""
    return person.kind == "member"
