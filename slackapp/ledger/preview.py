"""What last week would have scored under other weights and caps; nothing is changed by looking."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from slackapp.database.transaction import Transaction
from slackapp.ledger.giver_weeks import read_weeks
from slackapp.ledger.rules import score_week
from slackapp.ledger.score_settings import changed_settings, next_week
from slackapp.ledger.scoring import acts_of_week, split_at
from slackapp.ledger.weeks import may_score
from slackapp.vocabulary.people import Person
from slackapp.vocabulary.weeks import Week
from slackapp.workspace.people import people_by_key
from slackapp.workspace.workspaces import workspace_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """Somebody's last week as it stands and as it would be; no name where it may not be shown."""

    name: str
    now: Decimal
    then: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePreview:
    """Everybody whose week scores either way, most first; a change holds from `from_week` on."""

    week: Week
    from_week: Week
    rows: tuple[PreviewRow, ...]


def preview_score(tx: Transaction, changes: Mapping[str, object]) -> ScorePreview:
    """Changes as `change_score` takes them; a Refusal says what does not fit."""
    policy, from_week = changed_settings(tx, changes).policy(), next_week(tx)
    week = from_week.previous().previous()
    stored = read_weeks(tx, week)
    given, earlier = split_at(week.micros(workspace_zone(tx))[0], acts_of_week(tx, week))
    scores = {
        person: (
            value.score,
            score_week(given.get(person, ()), value.met, policy, earlier=earlier).score,
        )
        for person, value in stored.items()
    }
    moved = {person: both for person, both in scores.items() if any(both)}
    known = people_by_key(tx, moved)
    rows = [_row(known[one], *moved[one]) for one in moved if one in known if may_score(known[one])]
    ordered = sorted(rows, key=lambda row: (-row.then, -row.now, row.name.casefold()))
    return ScorePreview(week=week, from_week=from_week, rows=tuple(ordered))


def _row(person: Person, now: Decimal, then: Decimal) -> PreviewRow:
    return PreviewRow(name=person.name if person.may_be_named else "", now=now, then=then)
