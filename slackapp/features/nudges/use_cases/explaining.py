"""For operators and admins: what was decided and why, what waits, and what nudges led to."""

from dataclasses import dataclass
from datetime import datetime

from slackapp.database.transaction import Transaction
from slackapp.features.nudges.blocks import sentences
from slackapp.features.nudges.rules.effect import LOOKED_BACK, KindEffect
from slackapp.features.nudges.store import decisions, nudges
from slackapp.features.nudges.use_cases.situations import Offers
from slackapp.workspace.people import find_people, people_by_key

MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Ids only: of the nudge, its person (empty for a channel) and its matter."""

    decided_at: datetime
    kind: str
    nudge_id: str
    subject: str
    person_id: str
    verdict: str
    reason: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A nudge that waits, and for what."""

    kind: str
    nudge_id: str
    subject: str
    person_id: str
    channel_id: str
    reason: str
    look_at: datetime | None
    until: datetime


def explain(
    tx: Transaction,
    *,
    person_id: str | None = None,
    kind: str | None = None,
    since: datetime | None = None,
) -> list[Decision]:
    """Newest first; somebody nobody met has none."""
    person = None
    if person_id is not None:
        known = find_people(tx, [person_id]).get(person_id)
        if known is None:
            return []
        person = known.key
    found = decisions.list_decisions(tx, person=person, kind=kind, since=since, limit=MOST)
    ids = _slack_ids(tx, {row.person for row in found})
    return [
        Decision(
            decided_at=row.decided_at,
            kind=row.kind,
            nudge_id=row.nudge_id,
            subject=row.subject,
            person_id=ids.get(row.person, ""),
            verdict=row.verdict,
            reason=row.reason,
            at=row.at,
        )
        for row in found
    ]


def list_waiting(tx: Transaction) -> list[Waiting]:
    rows = nudges.list_waiting(tx)
    ids = _slack_ids(tx, {row.person for row in rows})
    return [
        Waiting(
            kind=row.kind,
            nudge_id=row.nudge_id,
            subject=row.subject,
            person_id=ids.get(row.person, ""),
            channel_id=row.channel_id,
            reason=row.reason,
            look_at=row.look_at,
            until=row.until,
        )
        for row in rows
    ]


def count_effects(tx: Transaction) -> list[KindEffect]:
    """Of the last four weeks, a kind each; never of people."""
    counted = nudges.count_by_kind(tx, since=tx.now - LOOKED_BACK)
    return [KindEffect(kind=kind, sent=sent, acted=acted) for kind, sent, acted in counted]


def list_held_back(
    tx: Transaction, since: datetime, until: datetime, *, offers: Offers
) -> list[str]:
    """What listening held back, a line a kind, for the admins."""
    counted = decisions.count_no(tx, "listening", since=since, until=until)
    return [
        sentences.held_back(offers[kind].label(), count)
        for kind, count in counted
        if kind in offers
    ]


def _slack_ids(tx: Transaction, people: set[int]) -> dict[int, str]:
    return {key: person.slack_id for key, person in people_by_key(tx, people - {0}).items()}
