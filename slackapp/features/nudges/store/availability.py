"""What Slack said last about do not disturb and status."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_or_update
from slackapp.features.nudges.models import NudgeAvailabilityRow
from slackapp.features.nudges.rules.situation import Availability


def save_availability(tx: Transaction, said: Mapping[int, Availability]) -> None:
    rows = [
        {
            "workspace_id": tx.workspace_id,
            "person": person,
            "asked_at": tx.now,
            "quiet_until": one.quiet_until,
            "away_until": one.away_until,
        }
        for person, one in said.items()
    ]
    columns = ("asked_at", "quiet_until", "away_until")
    insert_or_update(tx.session, NudgeAvailabilityRow, rows, update=columns)


def list_availability(
    tx: Transaction, people: Collection[int], *, since: datetime
) -> dict[int, Availability]:
    """Of those about whom Slack was asked since then."""
    query = select(NudgeAvailabilityRow).where(
        NudgeAvailabilityRow.workspace_id == tx.workspace_id,
        NudgeAvailabilityRow.person.in_(people),
        NudgeAvailabilityRow.asked_at >= since,
    )
    return {
        row.person: Availability(quiet_until=row.quiet_until, away_until=row.away_until)
        for row in tx.session.scalars(query)
    }
