"""Acts of a channel that is closed count no more, until it is open to everybody again."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select, update

from slackapp.database.transaction import Transaction
from slackapp.ledger.dirty_weeks import mark_given
from slackapp.ledger.models import ActTurnRow


def change_audience(tx: Transaction, channels: Collection[str], *, was: str, is_: str) -> None:
    """Of all turns in these channels; the weeks they stand in are out of date."""
    tx.lock_workspace()
    mine: tuple[ColumnElement[bool], ...] = (
        ActTurnRow.workspace_id == tx.workspace_id,
        ActTurnRow.channel_id.in_(channels),
        ActTurnRow.audience == was,
    )
    query = select(ActTurnRow.giver, ActTurnRow.receiver, ActTurnRow.at).where(*mine)
    moved = [(giver, receiver, at) for giver, receiver, at in tx.session.execute(query)]
    if moved:
        tx.session.execute(update(ActTurnRow).where(*mine).values(audience=is_))
        mark_given(tx, moved)
