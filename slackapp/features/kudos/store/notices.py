"""Queries on who is told of a kudos by direct message."""

from collections.abc import Collection

from sqlalchemy import delete, select

from slackapp.database.transaction import Transaction
from slackapp.database.upsert import insert_new
from slackapp.features.kudos.models import KudosNoticeRow


def add_notice(tx: Transaction, *, receiver: int, source: str, hour: int) -> None:
    """One a person and kudos, whatever the hour."""
    row = {
        "workspace_id": tx.workspace_id,
        "receiver": receiver,
        "source": source,
        "hour": hour,
    }
    insert_new(tx.session, KudosNoticeRow, [row])


def list_told(tx: Transaction, source: str) -> set[int]:
    """Who is or will be told of it."""
    query = select(KudosNoticeRow.receiver).where(
        KudosNoticeRow.workspace_id == tx.workspace_id, KudosNoticeRow.source == source
    )
    return set(tx.session.scalars(query))


def list_sources(tx: Transaction, *, receiver: int, hour: int) -> list[str]:
    """The kudos that one direct message tells of."""
    query = select(KudosNoticeRow.source).where(
        KudosNoticeRow.workspace_id == tx.workspace_id,
        KudosNoticeRow.receiver == receiver,
        KudosNoticeRow.hour == hour,
    )
    return list(tx.session.scalars(query.order_by(KudosNoticeRow.source)))


def list_hours(tx: Transaction, *, receiver: int, since: int) -> set[int]:
    """Hours of which a person is or was told something."""
    query = select(KudosNoticeRow.hour).where(
        KudosNoticeRow.workspace_id == tx.workspace_id,
        KudosNoticeRow.receiver == receiver,
        KudosNoticeRow.hour >= since,
    )
    return set(tx.session.scalars(query))


def delete_notices(
    tx: Transaction, source: str, receivers: Collection[int] | None = None
) -> list[tuple[int, int]]:
    """Of everybody, or of these; receiver and hour of each that was there."""
    these = [KudosNoticeRow.workspace_id == tx.workspace_id, KudosNoticeRow.source == source]
    if receivers is not None:
        these.append(KudosNoticeRow.receiver.in_(receivers))
    told = tx.session.execute(select(KudosNoticeRow.receiver, KudosNoticeRow.hour).where(*these))
    found = [(receiver, hour) for receiver, hour in told]
    tx.session.execute(delete(KudosNoticeRow).where(*these))
    return found
