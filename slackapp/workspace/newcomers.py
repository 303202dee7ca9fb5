"""Who joined while the app was there."""

from datetime import datetime

from sqlalchemy import select

from slackapp.database.transaction import Transaction
from slackapp.workspace.models import PersonRow


def list_newcomers(tx: Transaction, *, since: datetime) -> dict[int, datetime]:
    """When each active member (by our key) who came since then joined."""
    query = select(PersonRow.key, PersonRow.joined_at).where(
        PersonRow.workspace_id == tx.workspace_id,
        PersonRow.joined_at >= since,
        PersonRow.kind == "member",
        PersonRow.active,
    )
    return {key: joined_at for key, joined_at in tx.session.execute(query) if joined_at}
