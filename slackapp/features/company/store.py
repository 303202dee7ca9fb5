"""Every query of the room."""

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import datetime

from sqlalchemy import or_, select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.feature_contract import PersonalData
from slackapp.features.company.models import (
    FirstContributionRow,
    ImpactNoteRow,
    TalkSuggestedRow,
)
from slackapp.features.company.rules import First
from slackapp.vocabulary.slack_time import datetime_of_micros, micros_of_datetime
from slackapp.workspace.personal_rows import delete_naming, rows_naming

_COLUMNS = tuple(field.name for field in fields(First))


def remember_suggested(tx: Transaction, channel_id: str, thread_ts: str) -> None:
    row = {
        "workspace_id": tx.workspace_id,
        "channel_id": channel_id,
        "thread_ts": thread_ts,
        "at": micros_of_datetime(tx.now),
    }
    insert_new(tx.session, TalkSuggestedRow, [row])


def was_suggested(tx: Transaction, channel_id: str, thread_ts: str) -> bool:
    key = (tx.workspace_id, channel_id, thread_ts)
    return tx.session.get(TalkSuggestedRow, key) is not None


def add_first(tx: Transaction, first: First) -> None:
    row = {"workspace_id": tx.workspace_id, **asdict(first)}
    insert_new(tx.session, FirstContributionRow, [row])


def find_first(tx: Transaction, person: int) -> First | None:
    row = tx.session.get(FirstContributionRow, (tx.workspace_id, person))
    return First(**{name: getattr(row, name) for name in _COLUMNS}) if row else None


def list_firsts(tx: Transaction, *, since: int, until: int) -> list[First]:
    """Of these microseconds, oldest first."""
    row = FirstContributionRow
    query = select(row).where(row.workspace_id == tx.workspace_id, row.at >= since, row.at < until)
    return [
        First(**{name: getattr(one, name) for name in _COLUMNS})
        for one in tx.session.scalars(query.order_by(row.at, row.person))
    ]


def list_known(tx: Transaction, people: Collection[int]) -> set[int]:
    """Those of them whose first contribution is behind them."""
    query = select(FirstContributionRow.person).where(
        FirstContributionRow.workspace_id == tx.workspace_id,
        FirstContributionRow.person.in_(people),
    )
    return set(tx.session.scalars(query))


def remember_impact(tx: Transaction, person: int, matter: str, ts: str) -> None:
    row = {
        "workspace_id": tx.workspace_id,
        "person": person,
        "matter": matter,
        "ts": ts,
        "at": micros_of_datetime(tx.now),
    }
    insert_new(tx.session, ImpactNoteRow, [row])


def was_told_of_impact(tx: Transaction, person: int, matter: str, *, since: datetime) -> bool:
    """Of this ever, or of anything since."""
    row = ImpactNoteRow
    query = select(row.at).where(
        row.workspace_id == tx.workspace_id,
        row.person == person,
        or_(row.matter == matter, row.at > micros_of_datetime(since)),
    )
    return tx.session.scalar(query.limit(1)) is not None


def find_impact(tx: Transaction, person: int, matter: str) -> tuple[datetime, str] | None:
    """When it was found, and the message it is about."""
    row = tx.session.get(ImpactNoteRow, (tx.workspace_id, person, matter))
    return None if row is None else (datetime_of_micros(row.at), row.ts)


def export_person(tx: Transaction, person: int) -> PersonalData:
    firsts = rows_naming(tx, FirstContributionRow, person, by=["person"], others=["receiver"])
    return {
        "first_contribution": firsts,
        "impact_note": rows_naming(tx, ImpactNoteRow, person, by=["person"]),
    }


def forget_person(tx: Transaction, person: int) -> None:
    """Whom somebody else's first contribution was to stays as a key that leads nowhere."""
    for model in (FirstContributionRow, ImpactNoteRow):
        delete_naming(tx, model, person, by=["person"])
