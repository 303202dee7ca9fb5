"""Queries on what others add to a kudos."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields

from sqlalchemy import select, tuple_, update

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_or_update
from slackapp.features.kudos.models import KudosAdditionRow
from slackapp.features.kudos.rules.additions import Addition

_COLUMNS = tuple(field.name for field in fields(Addition))


def save_additions(tx: Transaction, additions: Sequence[Addition]) -> None:
    """Add them, or make them stand again after they were taken back."""
    rows = [{"workspace_id": tx.workspace_id, **asdict(one)} for one in additions]
    insert_or_update(tx.session, KudosAdditionRow, rows, update=("at", "reason", "taken_back"))


def list_additions(tx: Transaction, source: str) -> list[Addition]:
    """What stands, in the order it was added."""
    query = select(KudosAdditionRow).where(
        KudosAdditionRow.workspace_id == tx.workspace_id,
        KudosAdditionRow.source == source,
        KudosAdditionRow.taken_back.is_(False),
    )
    query = query.order_by(KudosAdditionRow.at, KudosAdditionRow.giver, KudosAdditionRow.receiver)
    rows = tx.session.scalars(query.execution_options(populate_existing=True))
    return [Addition(**{name: getattr(row, name) for name in _COLUMNS}) for row in rows]


def take_back_additions(tx: Transaction, additions: Collection[Addition]) -> None:
    """Mark them and forget their words."""
    of_row = tuple_(
        KudosAdditionRow.source,
        KudosAdditionRow.kind,
        KudosAdditionRow.giver,
        KudosAdditionRow.receiver,
    )
    these = [(one.source, one.kind, one.giver, one.receiver) for one in additions]
    tx.session.execute(
        update(KudosAdditionRow)
        .where(KudosAdditionRow.workspace_id == tx.workspace_id, of_row.in_(these))
        .values(taken_back=True, reason="")
    )
